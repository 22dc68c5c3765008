/** The product in a scene: how large, where, whether at all, and how it moves. */
import type { Edit } from '../../../../ad/edit.ts';
import type { ProductUsage } from '../../../../ad/plan.ts';
import type { Scene } from '../state.ts';
import { amountIn, within } from './amount.ts';
import { type Clause, edits, forScenes, type Reading } from './clause.ts';

const PRODUCT =
  '(?:products?|bottles?|(?<!i |we |you )cans?(?= |$)(?! (?:you|we|i|it|be))|jars?|box|packs?|package|packaging|packshot|tube|item|object|cup|mug|bag|shoes?|sneakers?|lamp|watch|cream|candle|it)';
const NOT_PRODUCT =
  /(?<!\p{L})(?:text|headline|title|words|font|letters|caption|button|pill|logo|music|song|track)(?!\p{L})/iu;
const FACTOR = { small: 1.1, plain: 1.25, large: 1.5 } as const;
const SMALLEST = 0.4;
const LARGEST = 1.8;

const BIGGER =
  /(?<!\p{L})(?:bigger|larger|enlarge|huge|upscale|scale up|size up|grow|increase|double|more prominent|more presen(?:t|ce)|closer|too (?:small|tiny|little|far)|twice as (?:big|large))(?!\p{L})/iu;
const SMALLER =
  /(?<!\p{L})(?:smaller|tinier|shrink|scale down|size down|reduce|decrease|less prominent|half (?:the|as|its) (?:size|big|large)|too (?:big|large|huge|close)|further away)(?!\p{L})/iu;
const HIDE = new RegExp(
  `(?<!\\p{L})(?:hide|remove|take out|drop|delete|leave out|without|no|lose|get rid of|don't show|do not show)(?: the| our| any| showing the)? ${PRODUCT.replace('|it)', ')')}(?!\\p{L})`,
  'iu',
);
const SHOW = new RegExp(
  `(?<!\\p{L})(?:show|bring back|put back|add|unhide|include|with)(?: the| our)? (?:whole |full |entire )?${PRODUCT.replace('|it)', ')')}(?! (?:on|at|to|bigger|smaller|larger))(?!\\p{L})`,
  'iu',
);
const CLOSE_UP =
  /(?<!\p{L})(?:close[- ]?ups?|macro|zoom(?:ed)? (?:in )?(?:on|onto|into) (?:the |our )?(?:product|bottle|it)|super close|detail shot)(?!\p{L})/iu;
const SIDE =
  /(?<!\p{L})(?:on|to|at|in|towards?|from|onto) the (?:far )?(left|right|middle|cent(?:er|re))(?!\p{L})|(?<!\p{L})(left|right)(?:[- ]?(?:hand|aligned|side))?(?= in | of |$)|(?<!\p{L})(cent(?:er|re)(?:ed|d)?)(?!\p{L})/iu;
const MOTIONS: readonly (readonly [ProductUsage['motion'], RegExp])[] = [
  [
    'still',
    /(?<!\p{L})(?:no (?:camera )?(?:movement|motion|moving|zoom|animation)|without (?:movement|motion|moving)|don't move|stop (?:the )?(?:movement|motion|moving|zoom\p{L}*)|static|stand(?:s|ing)? still|still(?= in |$)|freeze|motionless|less (?:movement|motion))(?!\p{L})/iu,
  ],
  ['push', /(?<!\p{L})(?:zoom(?:s|ing)? in|push(?:es|ing)? in|move(?:s)? (?:in )?closer|slow zoom|a zoom)(?!\p{L})/iu],
  ['pull', /(?<!\p{L})(?:zoom(?:s|ing)? out|pull(?:s|ing)? (?:back|out|away)|move(?:s)? away)(?!\p{L})/iu],
  [
    'drift',
    /(?<!\p{L})(?:drift(?:s|ing)?|float(?:s|ing)?|glide(?:s)?|let (?:it|the product) move|(?:some|more|slow|gentle|add|a bit of) (?:movement|motion))(?!\p{L})/iu,
  ],
];

export function readProduct(clause: Clause): Reading | null {
  return readMotion(clause) ?? readUsage(clause) ?? readSize(clause) ?? readSide(clause);
}

type Change = Partial<Pick<ProductUsage, 'usage' | 'scale' | 'position' | 'motion'>>;

function productEdit(scene: Scene, change: Change): Edit {
  return { kind: 'product', sceneId: scene.id, usage: null, scale: null, position: null, motion: null, ...change };
}

/** "No movement" alone is meant for the whole ad. */
function readMotion(clause: Clause): Reading | null {
  const motion = MOTIONS.find(([, words]) => words.test(clause.text))?.[0];
  if (!motion || NOT_PRODUCT.test(clause.text) || CLOSE_UP.test(clause.text)) return null;
  if (motion !== 'still' || clause.scenes) return forScenes(clause, (scene) => productEdit(scene, { motion }));
  return edits(...clause.ad.scenes.map((scene) => productEdit(scene, { motion })));
}

function readUsage(clause: Clause): Reading | null {
  const { text } = clause;
  if (HIDE.test(text)) return forScenes(clause, (scene) => productEdit(scene, { usage: 'absent' }));
  if (CLOSE_UP.test(text)) {
    const usage = /(?<!\p{L})(?:no|not a|without|remove|less) (?:the |a )?close/iu.test(text) ? 'hero' : 'close-up';
    return forScenes(clause, (scene) => productEdit(scene, { usage }));
  }
  if (/(?<!\p{L})whole (?:product|bottle)|hero shot/iu.test(text) || (SHOW.test(text) && !SIDE.test(text))) {
    return forScenes(clause, (scene) => productEdit(scene, { usage: 'hero' }));
  }
  return null;
}

function readSize(clause: Clause): Reading | null {
  const { text } = clause;
  const grows = BIGGER.test(text);
  if ((!grows && !SMALLER.test(text)) || NOT_PRODUCT.test(text)) return null;
  const factor = factorIn(text, grows);
  return forScenes(clause, (scene) => {
    const scale = within(scene.product.scale * factor, SMALLEST, LARGEST);
    return scale === scene.product.scale ? null : productEdit(scene, { scale });
  });
}

function factorIn(text: string, grows: boolean): number {
  const percent = /(\d{1,3}) ?(?:%|percent)/iu.exec(text)?.[1];
  if (percent) return grows ? 1 + Number(percent) / 100 : 1 - Number(percent) / 100;
  if (/(?<!\p{L})(?:twice|double)(?!\p{L})/iu.test(text)) return 2;
  if (/(?<!\p{L})half(?!\p{L})/iu.test(text)) return 0.5;
  const factor = FACTOR[amountIn(text.replace(/too (?:big|small|large)/giu, ''))];
  return grows ? factor : 1 / factor;
}

function readSide(clause: Clause): Reading | null {
  const side = SIDE.exec(clause.text);
  const word = (side?.[1] ?? side?.[2] ?? side?.[3])?.toLowerCase();
  if (!word || NOT_PRODUCT.test(clause.text)) return null;
  const about = new RegExp(`(?<!\\p{L})${PRODUCT}(?!\\p{L})`, 'iu').test(clause.text) || clause.scenes !== null;
  if (!about) return null;
  const position = word === 'left' || word === 'right' ? word : 'center';
  return forScenes(clause, (scene) => productEdit(scene, { position }));
}
