/** The look of the whole ad: typeface, light, camera, surfaces, grading, mood, and the colours of the set. */
import type { Edit } from '../../../../ad/edit.ts';
import type { StyleSpec } from '../../../../ad/plan.ts';
import { findColors } from '../color-words.ts';
import { readBackdrop } from './backdrop.ts';
import { ask, type Clause, edits, forScenes, type Reading, say, wordsOf } from './clause.ts';
import { moodIn } from './mood-words.ts';

const MOST_CHARACTERS = 120;
const TYPEFACES: readonly (readonly [StyleSpec['typeface'], RegExp])[] = [
  [
    'elegant',
    /(?<!\p{L})(?:elegant(?:er)?|serif|classic(?:al)?|fancy|fancier|playfair|times|luxur\p{L}+|editorial|traditional)(?!\p{L})/iu,
  ],
  ['technical', /(?<!\p{L})(?:tech(?:nical|y|ie)?|mono(?:space)?|futuristic|space grotesk|coding|digital)(?!\p{L})/iu],
  [
    'modern',
    /(?<!\p{L})(?:modern|sans(?:[- ]serif)?|clean(?:er)?|simple|simpler|plain|grotesque|grotesk|helvetica|arial|inter|bold(?:er)?|neutral|minimal(?:ist)?)(?!\p{L})/iu,
  ],
];
const FONT =
  /(?<!\p{L})(?:fonts?|type ?faces?|typography|lettering|comic sans|helvetica|arial|roboto|futura|garamond|times new roman)(?!\p{L})/iu;
const FIELDS: readonly (readonly ['lighting' | 'camera' | 'texture' | 'grade', RegExp])[] = [
  ['lighting', /(?<!\p{L})(?:lighting|light(?:s)?(?= (?:should|from|more|to)|$))(?!\p{L})/iu],
  ['camera', /(?<!\p{L})(?:camera(?: (?:move(?:ment)?s?|angle|work))?)(?!\p{L})/iu],
  ['texture', /(?<!\p{L})(?:textures?|surfaces?|materials?)(?!\p{L})/iu],
  [
    'grade',
    /(?<!\p{L})(?:colou?r ?-?grad(?:e|ing)|grad(?:e|ing)|filter|film look|vintage|retro|black (?:and|&) white|sepia|contrast|saturat\p{L}+|desaturat\p{L}+|vivid)(?!\p{L})/iu,
  ],
];
const SURFACES: readonly (readonly ['wall' | 'floor' | 'light' | 'accent', RegExp])[] = [
  ['wall', /(?<!\p{L})(?:walls?|backgrounds?|backdrops?)(?!\p{L})/iu],
  ['floor', /(?<!\p{L})(?:floors?|ground|table|surface)(?!\p{L})/iu],
  ['light', /(?<!\p{L})(?:lights?|lighting|glow)(?!\p{L})/iu],
  ['accent', /(?<!\p{L})(?:accents?|secondary|second) ?(?:colou?rs?)?(?!\p{L})/iu],
];
const NAMED_FONT = /(?<!\p{L})(?:comic sans|roboto|futura|garamond|papyrus|impact|courier)(?!\p{L})/iu;
const LOOK =
  /(?<!\p{L})(?:style|mood|look(?: and feel)?|feel(?:ing)?|vibes?|tone|atmosphere|character|it|ad|film|video|everything|(?:more|less) \p{L}+|overall|whole)(?!\p{L})/iu;

export function readStyle(clause: Clause): Reading | null {
  return readFont(clause) ?? readSurface(clause) ?? readField(clause) ?? readMood(clause);
}

function styleEdit(change: Partial<Extract<Edit, { kind: 'style' }>>): Edit {
  return {
    kind: 'style',
    lighting: null,
    camera: null,
    texture: null,
    mood: null,
    grade: null,
    typeface: null,
    ...change,
  };
}

function readFont({ text }: Clause): Reading | null {
  if (!FONT.test(text) && !/(?<!\p{L})(?:serif|sans-serif)(?!\p{L})/iu.test(text)) return null;
  if (/(?<!\p{L})(?:bigger|larger|smaller|size)(?!\p{L})/iu.test(text)) return null;
  const typeface = NAMED_FONT.test(text) ? undefined : TYPEFACES.find(([, sign]) => sign.test(text))?.[0];
  return typeface
    ? edits(styleEdit({ typeface }))
    : ask('Which kind of typeface would you like: modern, elegant (with serifs) or technical?');
}

/** "A beige floor", "make the walls navy": the set's colours; in one scene it is that scene's background. */
function readSurface(clause: Clause): Reading | null {
  const [color] = findColors(clause.text);
  const surface = SURFACES.find(([, words]) => words.test(clause.text))?.[0];
  if (!color || !surface) return null;
  if (clause.scenes && clause.scenes.length < clause.ad.scenes.length) {
    const written = clause.text.slice(color.start, color.end);
    const edit = { kind: 'background', look: null, warmth: null, brightness: null, reseed: false } as const;
    return (
      readBackdrop(clause) ??
      forScenes(clause, ({ id: sceneId }) => ({ ...edit, sceneId, description: `${written} ${surface}` }))
    );
  }
  return edits({ kind: 'palette', wall: null, floor: null, light: null, accent: null, [surface]: color.hex });
}

function readField(clause: Clause): Reading | null {
  const field = FIELDS.find(([, words]) => words.test(clause.text))?.[0];
  if (!field || clause.scenes?.length === 1) return null;
  const words = wordsOf(clause)
    .replace(
      /^(?:(?:please|can you|could you|we want|i want|i'd like|make|use|give (?:it|us)|let's have|with|set|change|have|add|put|apply|an?|the|it|more of an?) )+/iu,
      '',
    )
    .replace(/[ ,]*(?:please|pls)?[.!?]*$/iu, '');
  return words.length < 4 ? null : edits(styleEdit({ [field]: words.slice(0, MOST_CHARACTERS) }));
}

function readMood({ text, scenes, ad }: Clause): Reading | null {
  const found = moodIn(text);
  if (!found || !LOOK.test(text))
    return isBareMood(text) ? ask(`Do you mean the music or the look with “${text}”?`) : null;
  if (scenes && scenes.length < ad.scenes.length) {
    return say(
      'The style is one for the whole ad, so that its scenes belong together. In a single scene I can change the background, the light and the words.',
    );
  }
  return edits(styleEdit({ mood: found.mood }));
}

function isBareMood(text: string): boolean {
  return moodIn(text) !== null && text.split(' ').length <= 3;
}
