/** Warmer, colder, brighter, darker: how a scene's set departs from the palette. */
import type { Edit } from '../../../../ad/edit.ts';
import type { Scene } from '../state.ts';
import { amountIn, within } from './amount.ts';
import { ask, type Clause, forScenes, type Reading, wordsOf } from './clause.ts';

const STEP = { small: 0.25, plain: 0.5, large: 0.8 } as const;

type Axis = 'warmth' | 'brightness';
type Tone = { readonly axis: Axis; readonly sign: 1 | -1; readonly words: string; readonly plain: string };

/** `words` compare by themselves ("warmer"); `plain` ones need "more", "less", "too" or a verb before them. */
const TONES: readonly Tone[] = [
  { axis: 'warmth', sign: 1, words: 'warmer|cosier|cozier|sunnier|toastier', plain: 'warm|warmth|cosy|cozy|golden' },
  { axis: 'warmth', sign: -1, words: 'colder|cooler|chillier|frostier|icier', plain: 'cold|cool|icy|frosty|chilly' },
  { axis: 'brightness', sign: 1, words: 'brighter|lighter|airier', plain: 'bright|light|airy' },
  { axis: 'brightness', sign: -1, words: 'darker|dimmer|moodier|gloomier', plain: 'dark|dim|moody|gloomy|darkness' },
];
const OF_SOMETHING_ELSE = /(?<!\p{L})(?:music|song|track|tune|soundtrack|sound|tempo|font|typeface)(?!\p{L})/iu;
const OF_WORDS = /(?<!\p{L})(?:text|headline|words|title|caption|button|pill|lettering)(?!\p{L})/iu;
const OF_PRODUCT = /(?<!\p{L})(?:product|bottle|jar|pack(?:age|aging)?|label)(?!\p{L})/iu;

export function readTone(clause: Clause): Reading | null {
  if (OF_SOMETHING_ELSE.test(clause.text)) return null;
  const changes = TONES.flatMap((tone) => changeOf(tone, clause.text));
  if (changes.length === 0) return null;
  if (OF_WORDS.test(clause.text)) {
    return ask(
      'The words take their colour from the set, so that they can always be read. Shall I change the scene itself instead? Then say, for example, “make scene 2 darker”.',
    );
  }
  if (OF_PRODUCT.test(clause.text)) {
    return ask(
      `I never change the product itself: it is your real photo. Shall I change what is around it? Then say, for example, “scene 2 ${/warm/i.test(wordsOf(clause)) ? 'warmer' : 'brighter'}”.`,
    );
  }
  return forScenes(clause, (scene) => backgroundEdit(scene, changes));
}

type Change = { readonly axis: Axis; readonly by: number };

function changeOf({ axis, sign, words, plain }: Tone, text: string): readonly Change[] {
  const word = (list: string) =>
    `(?<!\\p{L})(?:${list})(?!\\p{L}|-|\\s+(?:blue|green|red|teal|grey|gray|brown|pink|purple|yellow|orange|cut)(?!\\p{L}))`;
  const tooMuch = new RegExp(
    `(?<!\\p{L})(?:too|(?:a bit |a little |much |way )?less|not (?:so|as|that|too)|so)(?: \\p{L}+)?? ${word(plain)}`,
    'iu',
  );
  const more = new RegExp(
    `${word(words)}|(?<!\\p{L})(?:more|extra|add|needs?) ${word(plain)}|(?<!\\p{L})(?:make|turn|keep|be|look|feel|get)(?:s|ing)? (?:\\p{L}+ |[\\uE100-\\uE1FF] ){0,3}?${word(plain)}(?! (?:background|kitchen|room|light))|^[\\uE100-\\uE1FF] (?:much |a bit |a little |very |really )?${word(plain)}$|(?<!\\p{L})(?:${plain}) (?:light(?:ing)?|tones?|feel|mood|atmosphere|glow|colou?rs)(?!\\p{L})|not \\p{L}+ enough`,
    'iu',
  );
  const by = STEP[amountIn(text.replace(/too much/giu, 'too'))];
  if (tooMuch.test(text)) return [{ axis, by: -sign * by }];
  const lacking = new RegExp(`not ${word(plain)} enough`, 'iu');
  if (lacking.test(text)) return [{ axis, by: sign * by }];
  return more.test(text) && !/not \p{L}+ enough/iu.test(text) ? [{ axis, by: sign * by }] : [];
}

/** Null when every value is at its end already. */
function backgroundEdit(scene: Scene, changes: readonly Change[]): Edit | null {
  const valueAfter = (axis: Axis) => {
    const by = changes.filter((change) => change.axis === axis).reduce((sum, change) => sum + change.by, 0);
    const value = within(scene[axis] + by, -1, 1);
    return by === 0 || value === scene[axis] ? null : value;
  };
  const [warmth, brightness] = [valueAfter('warmth'), valueAfter('brightness')];
  if (warmth === null && brightness === null) return null;
  return { kind: 'background', sceneId: scene.id, description: null, look: null, warmth, brightness, reseed: false };
}
