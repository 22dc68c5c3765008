/** How the product stands in each scene: as the model wants it, as far as the product and the story bear it. Pure. */
import type { ProductUsage, Transition } from '../../../ad/plan.ts';
import type { AnswerScene } from './answer.ts';

/** Beyond this the product is a speck or leaves the frame. */
const SCALE = { smallest: 0.7, largest: 1.4 };

/** `whole`: a crop of it says nothing. The product is missing in one scene at most, and never at the end. */
export function stagingsFor(scenes: readonly AnswerScene[], whole: boolean): readonly ProductUsage[] {
  const absent = scenes.findIndex(({ product }) => product.usage === 'absent');
  return scenes.map(({ product }, at) => {
    const isLast = at === scenes.length - 1;
    const scale = Math.min(SCALE.largest, Math.max(SCALE.smallest, product.scale));
    if (product.usage === 'absent' && at === absent && !isLast) return { ...product, scale: 1 };
    if (whole || isLast || product.usage === 'absent') return { ...product, usage: 'hero', scale: whole ? 1 : scale };
    return { ...product, scale };
  });
}

/** One lively change carries a film, a second one makes it restless; the last scene has none. */
export function transitionsFor(scenes: readonly AnswerScene[]): readonly Transition[] {
  const lively = scenes.findIndex(({ transition }) => transition === 'slide' || transition === 'wipe');
  return scenes.map(({ transition }, at) => {
    const isLively = transition === 'slide' || transition === 'wipe';
    return at === scenes.length - 1 || (isLively && at !== lively) ? 'fade' : transition;
  });
}
