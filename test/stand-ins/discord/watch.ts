/** Waiting for something to be so: looked at again after every change, and never longer than told. */

export type Watch = {
  readonly changed: () => void;
  /**
   * The first thing that `find` gives that is neither null, undefined nor false. Throws after `timeoutMs` (10 s when
   * absent), with `words` for what did not come.
   */
  readonly until: <Found>(
    find: () => Found | null | undefined | false,
    words?: string,
    timeoutMs?: number,
  ) => Promise<Found>;
};

export function createWatch(): Watch {
  const looks = new Set<() => void>();
  return {
    changed: () => {
      for (const look of [...looks]) look();
    },
    until: (find, words = 'What a test waited for', timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const end = (act: () => void) => {
          looks.delete(look);
          clearTimeout(timer);
          clearInterval(again);
          act();
        };
        const look = () => {
          try {
            const found = find();
            if (found !== null && found !== undefined && found !== false) end(() => resolve(found as never)); // just narrowed
          } catch (error) {
            end(() => reject(error));
          }
        };
        const timer = setTimeout(
          () => end(() => reject(new Error(`${words} did not come within ${timeoutMs} ms.`))),
          timeoutMs,
        );
        // What is looked for may be outside of the stand-in, which knows only of its own changes.
        const again = setInterval(look, 20);
        looks.add(look);
        look();
      }),
  };
}
