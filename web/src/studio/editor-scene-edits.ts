/** The typed edits that make one scene as it is wanted. Pure. */
import type { Edit } from '../../../src/ad/edit.ts';
import type { Scene } from '../../../src/ad/plan.ts';
import type { SceneValues } from './editor-values.ts';

/** Empty: nothing is changed. */
export function lineEdits({ id, overlay }: Scene, values: SceneValues): readonly Edit[] {
  const wanted = { headline: values.headline.trim(), support: values.support.trim(), pill: values.pill.trim() };
  if (isWordless(values)) return overlay ? [{ kind: 'overlay-none', sceneId: id }] : [];
  // Without a headline the line below moves up, so it goes last; where there are no words yet, it has to come first.
  const order = overlay ? (['support', 'pill', 'headline'] as const) : (['headline', 'support', 'pill'] as const);
  return order
    .filter((line) => wanted[line] !== (overlay?.[line] ?? ''))
    .map((line): Edit => ({ kind: 'overlay-line', sceneId: id, line, text: wanted[line] || null }));
}

/** `before`: where the words stand, or where new ones come to stand. */
export function positionEdits({ id }: Scene, values: SceneValues, before: SceneValues['position']): readonly Edit[] {
  const isThere = isWordless(values) || values.position === before;
  return isThere ? [] : [{ kind: 'overlay-position', sceneId: id, position: values.position }];
}

function isWordless({ headline, support, pill }: SceneValues): boolean {
  return [headline, support, pill].every((text) => text.trim() === '');
}

/** Drawn here holds for the background as it then is, so it comes last. */
export function backgroundEdits({ id, background }: Scene, values: SceneValues): readonly Edit[] {
  const said = values.description.trim();
  const description = said === '' || said === background.prompt ? null : said;
  const look = changed(values.look, background.look);
  const warmth = changed(values.warmth, background.warmth);
  const brightness = changed(values.brightness, background.brightness);
  const reseed = values.isReseeded;
  const isSame = !reseed && [description, look, warmth, brightness].every((one) => one === null);
  const isOther = reseed || description !== null || look !== null;
  const isToDraw = values.isDrawn && (background.drawn !== true || isOther);
  return [
    ...(isSame ? [] : [{ kind: 'background', sceneId: id, description, look, warmth, brightness, reseed } as const]),
    ...(isToDraw ? [{ kind: 'drawn-background', sceneId: id } as const] : []),
  ];
}

export function productEdits({ id, product }: Scene, values: SceneValues): readonly Edit[] {
  const usage = changed(values.usage, product.usage);
  const scale = changed(values.scale, product.scale);
  const position = changed(values.place, product.position);
  const motion = changed(values.motion, product.motion);
  const isGone = values.usage === 'absent' && product.usage === 'absent';
  if (isGone || [usage, scale, position, motion].every((one) => one === null)) return [];
  return [{ kind: 'product', sceneId: id, usage, scale, position, motion }];
}

/** The last scene turns into nothing. */
export function passageEdits({ id, transition }: Scene, values: SceneValues, isLast: boolean): readonly Edit[] {
  const isOther = values.transition !== transition && !isLast;
  return [
    ...(isOther ? [{ kind: 'transition', sceneId: id, transition: values.transition } as const] : []),
    ...(values.isAgain ? [{ kind: 'render-again', sceneId: id } as const] : []),
  ];
}

/** In an edit null means: as it is. */
export function changed<T>(wanted: T, before: T): T | null {
  return wanted === before ? null : wanted;
}
