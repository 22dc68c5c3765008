/** One after the other in each place, side by side in different ones: what was said first is stored first. */

export type InTurn = (place: string, work: () => Promise<void>) => Promise<void>;

export function createInTurn(): InTurn {
  const last = new Map<string, Promise<void>>();
  return (place, work) => {
    const mine = (last.get(place) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(place, mine);
    const forget = () => {
      if (last.get(place) === mine) last.delete(place);
    };
    mine.then(forget, forget);
    return mine;
  };
}
