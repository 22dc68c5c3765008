/** How one scene turns into the next. */
import type { Transition } from '../../../../ad/plan.ts';
import type { Scene } from '../state.ts';
import { type Clause, edits, forScenes, mentionedScenes, type Reading, say, wordsOf } from './clause.ts';
import { SCENE } from './scene-names.ts';

const KINDS: readonly (readonly [Transition, string])[] = [
  [
    'cut',
    '(?:hard|straight|jump|clean|simple|direct|plain|sharp) ?-?cuts?|cuts?|no transitions?|without (?:a )?transitions?',
  ],
  [
    'fade',
    '(?:cross ?-?)?fad(?:es?|ing)|(?:cross ?-?)?dissolves?|soft transitions?|softer transitions?|smooth(?:er)? transitions?',
  ],
  ['slide', 'slid(?:es?|ing)|swip(?:es?|ing)|push transition'],
  ['wipe', 'wip(?:es?|ing)'],
];
/** A cut is also what one does to a scene; here it must be between scenes. */
const SURE = new RegExp(
  `(?<!\\p{L})(?:transitions?|between|(?:hard|straight|jump|clean|sharp|direct) ?-?cuts?|cross ?-?fades?|dissolve|fade (?:in)?to|fades?(?! out)|wipes?|swipes?|only cuts|just cuts|cuts only|slides? (?:from|into|to)|cut (?:from|directly|straight|to ${SCENE}))(?!\\p{L})`,
  'iu',
);

export function readTransition(clause: Clause): Reading | null {
  const { text, ad } = clause;
  if (!SURE.test(text) || /(?<!\p{L})music|track|song|black(?!\p{L})/iu.test(text)) return null;
  const kind = KINDS.find(([, words]) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu').test(text))?.[0];
  if (!kind) {
    return /(?<!\p{L})transitions?(?!\p{L})/iu.test(text)
      ? {
          kind: 'ask',
          ask: `Which transition do you mean by “${wordsOf(clause)}”: a fade, a slide, a wipe or a hard cut?`,
        }
      : null;
  }
  const inner = ad.scenes.slice(0, -1);
  const everywhere =
    /(?<!\p{L})(?:transitions|only|always|all|just) ?(?:hard )?(?:cuts|fades|slides|wipes)?(?!\p{L})|cuts(?!\p{L})|slides(?!\p{L})|fades(?! \p{L})|wipes(?!\p{L})/iu.test(
      text,
    );
  const scenes = scenesOf(clause) ?? (everywhere ? inner : null);
  if (typeof scenes === 'string') return say(scenes);
  const used = scenes?.length === ad.scenes.length ? inner : scenes;
  if (used?.length === 0) return edits();
  return forScenes({ ...clause, scenes: used }, ({ id: sceneId }) => ({
    kind: 'transition',
    sceneId,
    transition: kind,
  }));
}

/** The scenes whose end changes; a sentence where the two that were named do not meet. */
function scenesOf(clause: Clause): readonly Scene[] | string | null {
  const named = mentionedScenes(clause).flat();
  const { scenes } = clause.ad;
  const pair = /(?<!\p{L})(?:between|from)(?!\p{L})/iu.test(clause.text) && named.length === 2;
  if (pair) {
    const [first, second] = [...named].sort((a, b) => a.place - b.place);
    if (!first || !second || second.place !== first.place + 1) {
      return `Scenes ${named.map((scene) => scene.place).join(' and ')} do not follow each other. Name two that do, such as “a fade between 1 and 2”.`;
    }
    return [first];
  }
  const into = new RegExp(`(?<!\\p{L})(?:to|into|before) ${SCENE}`, 'iu').test(clause.text);
  const [only] = named;
  if (into && named.length === 1 && only) {
    return only.place === 1
      ? 'Nothing comes before the first scene, so it has no transition.'
      : scenes.slice(only.place - 2, only.place - 1);
  }
  return clause.scenes;
}
