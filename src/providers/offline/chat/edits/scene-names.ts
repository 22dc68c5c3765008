/** Finds the scenes a person speaks of, by number, order, role or words, and puts one sign in the place of each mention. */
import type { Quoted } from '../quotes.ts';
import { QUOTE, quotesIn } from '../quotes.ts';
import type { Scene } from '../state.ts';

export type Mention =
  | { readonly kind: 'scenes'; readonly scenes: readonly Scene[]; readonly all: boolean; readonly words: string }
  /** Fits several scenes, of which one is meant. */
  | { readonly kind: 'unclear'; readonly scenes: readonly Scene[]; readonly words: string }
  /** There is no such scene. */
  | { readonly kind: 'nobody'; readonly words: string };

export type Marked = Quoted & { readonly mentions: readonly Mention[] };

const FIRST = 0xe100;
const MOST = 0xff;
/** Stands for the mention number 0, 1, 2, … */
export const SCENE = '[\\uE100-\\uE1FF]';

const NOUN = '(?:scenes?|shots?|slides?|frames?|clips?|screens?|sceens?|scnees?|scences?|sence|scen|scne|sene)';
const ORDINALS: Readonly<Record<string, number>> = {
  ...{ first: 1, '1st': 1, second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4, fifth: 5, '5th': 5 },
  ...{ sixth: 6, '6th': 6, seventh: 7, '7th': 7, eighth: 8, tenth: 10 },
};
const CARDINALS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 };
const NUMBER = `(?:\\d{1,2}|${Object.keys(CARDINALS).join('|')})(?![\\p{L}\\p{N}%]|[.,:]\\d| ?(?:s|secs?|seconds?|x|times|percent|%)(?![\\p{L}]))`;
const BEFORE_LAST =
  'second[- ]to[- ]last|second[- ]last|next[- ]to[- ]last|last but one|penultimate|one before (?:the )?last';
const ORDINAL = `(?:very )?(?:${BEFORE_LAST}|${Object.keys(ORDINALS).join('|')}|last|final|closing|ending|opening|middle)`;
const AND = ' ?(?:,|&|\\+|,? and) ?';
const NOT_A = '(?<!(?<![\\p{L}])(?:an?|another|new) )(?<![\\p{L}\\p{N}])';
/** After "the first" alone: what shows that the scene is meant, and not the first of something. */
const GOES_ON =
  "(?='s (?!\\p{L}+ to )|\\s*(?:$|[,.;:!?]|(?:and|with|to|on|in|at|by|before|after|from|should|a|an|needs?|much|more|less|too|brighter|warmer|colder|cooler|darker|longer|shorter|bigger|smaller|please|says|last|\\uE100)(?![\\p{L}]))|\\s*[\\uE000-\\uE1FF])";
const ROLES: readonly (readonly [string, string])[] = [
  ['hook', 'hook|opener|intro(?:duction)?|opening'],
  ['product', 'product'],
  ['benefit', 'benefits?|advantage'],
  ['proof', 'proof|reviews?|testimonials?|ratings?'],
  ['feeling', 'feelings?|emotional|mood'],
  ['call-to-action', 'call[- ]to[- ]action|cta|outro|ending|closing'],
];

type Finder = readonly [pattern: string, find: (groups: readonly string[], scenes: readonly Scene[]) => Found];
type Found = readonly Scene[] | 'all' | 'nobody' | { readonly unclear: readonly Scene[] };

/** Earlier ones win. Each match is replaced, so later ones do not see it. */
const FINDERS: readonly Finder[] = [
  [
    `(?:in |on |for |to )?(?:(?:all|each)(?: of)?(?: the| our| \\d| single)* ${NOUN}|every(?: single)? ${NOUN}|all of them|every one|everywhere|overall|throughout|everything|the (?:whole|entire) (?:ad|film|video|thing|spot)|all over|across (?:the )?(?:board|all))`,
    () => 'all',
  ],
  [
    `(?:${NOUN}|sc?\\.?(?=\\d))(?:'s)? ?(?:no\\.? ?|number |nr\\.? ?|# ?)?(${NUMBER}(?:${AND}(?:${NOUN} )?${NUMBER})*)`,
    ([list = ''], scenes) => byPlaces(numbersIn(list), scenes),
  ],
  [
    `(?<![\\p{L}\\p{N}&])(?:#|no\\. ?|number )(\\d)(?![\\p{L}\\p{N}])`,
    ([n = ''], scenes) => byPlaces([Number(n)], scenes),
  ],
  [
    `(?:the |our )?(first|last) (two|three|2|3) (?:${NOUN}|ones)`,
    ([end, count = ''], scenes) => slice(end, numbersIn(count)[0] ?? 0, scenes),
  ],
  [
    `(?:the |our )?(${ORDINAL})(?:'s)?(?:(?:${AND})(?:the )?(${ORDINAL}))? (?:${NOUN}|ones?)(?! of )`,
    ([one = '', two = ''], scenes) => byOrdinals([one, two].filter(Boolean), scenes),
  ],
  [
    `the (${BEFORE_LAST}|first|1st|2nd|second|third|3rd|fourth|4th|fifth|5th|last)${GOES_ON}`,
    ([one = ''], scenes) => byOrdinals([one], scenes),
  ],
  ...ROLES.map(
    ([role, words]): Finder => [
      `(?:the |our )?(?:${words}) (?:${NOUN}|card)|${role === 'call-to-action' ? '(?:the |our )?end ?card|(?:the )?outro|the (?:closing|ending)' : ''}${role === 'hook' ? '(?:the )?(?:hook|opener|intro)|the opening' : ''}`.replace(
        /\|$/,
        '',
      ),
      (_, scenes) => byRole(role, scenes),
    ],
  ),
  [
    `(?:(?<=make |in |on |of |for |from |with |and )the (?:call[- ]to[- ]action|cta)(?=$|[,.!?]| (?:a |much )?(?:warm|cold|cool|bright|dark|long|short)| (?:and|with|to the (?:front|start|end)))(?! (?:to|say|says|button|text)))`,
    (_, scenes) => byRole('call-to-action', scenes),
  ],
];

/** Also "the scene with “Slow mornings”" and "the slow mornings scene". */
export function markScenes(message: Quoted, scenes: readonly Scene[]): Marked {
  const mentions: Mention[] = [];
  const mark = (words: string, found: Found) => {
    if (mentions.length >= MOST) return words;
    mentions.push(mentionOf(words, found, scenes));
    return String.fromCharCode(FIRST + mentions.length - 1);
  };
  let text = numbersToScenes(message.text);
  text = byWords({ ...message, text }, scenes, mark);
  for (const [pattern, find] of FINDERS) {
    text = text.replace(new RegExp(`${NOT_A}(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu'), (whole, ...rest) => {
      const groups = rest.slice(0, -2).map((group) => (typeof group === 'string' ? group : ''));
      return mark(whole, find(groups, scenes));
    });
  }
  return { text, quotes: message.quotes, mentions };
}

export function mentionsIn(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const marks = text.match(new RegExp(SCENE, 'gu')) ?? [];
  return marks.flatMap((mark) => mentions[mark.charCodeAt(0) - FIRST] ?? []);
}

export function putMentionsBack(text: string, mentions: readonly Mention[]): string {
  return text.replace(new RegExp(SCENE, 'gu'), (mark) => mentions[mark.charCodeAt(0) - FIRST]?.words ?? '');
}

function mentionOf(words: string, found: Found, scenes: readonly Scene[]): Mention {
  if (found === 'all') return { kind: 'scenes', scenes, all: true, words };
  if (found === 'nobody') return { kind: 'nobody', words: absent(words, scenes) };
  if ('unclear' in found) return { kind: 'unclear', scenes: found.unclear, words };
  return { kind: 'scenes', scenes: found, all: false, words };
}

/** What is not there, as it stands after "there is no": "scene 9", "tenth scene", "scene that says “Foo”". */
function absent(words: string, scenes: readonly Scene[]): string {
  const number = (words.match(/\d+/gu) ?? []).find((one) => !scenes.some((scene) => scene.place === Number(one)));
  return number === undefined
    ? words.replace(/^(?:the|our) /iu, '').replace(/^scene “/u, 'scene that says “')
    : `scene ${number}`;
}

/** "Swap 1 and 3", "between 2 and 3", "warmer in 2": a bare number where only a scene can be meant. */
function numbersToScenes(text: string): string {
  const end =
    '(?![\\p{L}\\p{N}%]|[.,:]\\d|[- ]?(?:s|sec|secs|seconds?|minutes?|min|x|times|percent|hours?|days?|words?)(?!\\p{L}))';
  return text
    .replace(
      new RegExp(
        `(?<!\\p{L})(swap|switch|exchange|flip|between|from) (${NOUN} )?(\\d)${end} ?(and|with|&|to|,|for|/) ?(${NOUN} )?(\\d)${end}`,
        'giu',
      ),
      '$1 scene $3 $4 scene $6',
    )
    .replace(
      new RegExp(
        `(?<!\\p{L})(before|after|move|drop|delete|remove|in|on|of|make|for) (\\d)((?: ?(?:,|and|&) ?\\d${end})*)${end}`,
        'giu',
      ),
      '$1 scene $2$3',
    )
    .replace(/^(\d)(?= (?:a bit |much |more |less |too )?\p{L}+er(?!\p{L}))/iu, 'scene $1');
}

function byWords(message: Quoted, scenes: readonly Scene[], mark: (words: string, found: Found) => string): string {
  const quoted = new RegExp(
    `(?:the )?(${QUOTE}) (?:${NOUN}|one)(?! ?\\d)|(?:the )?${NOUN} (?:with|that says|saying|called|named|where it says|about|titled)(?: the (?:text|words|headline))? (${QUOTE})`,
    'giu',
  );
  const text = message.text.replace(quoted, (whole, ...groups) => {
    const [words] = quotesIn(whole, message.quotes);
    return groups.length > 0 && words !== undefined ? mark(`the scene “${words}”`, byText(words, scenes)) : whole;
  });
  return text.replace(
    new RegExp(`(?<!\\p{L})the ([^,.;\\uE000-\\uE1FF]{3,60}?) ${NOUN}(?! ?\\d)`, 'giu'),
    (whole, words: string) => {
      const found = words.includes(' ') ? byText(words, scenes) : 'nobody';
      return found === 'nobody' ? whole : mark(whole, found);
    },
  );
}

function byText(words: string, scenes: readonly Scene[]): Found {
  const wanted = plain(words);
  const texts = (scene: Scene) => [scene.headline, scene.support, scene.pill].map((line) => plain(line ?? ''));
  const exact = scenes.filter((scene) => texts(scene).includes(wanted));
  return oneOf(exact.length > 0 ? exact : scenes.filter((scene) => texts(scene).some((line) => line.includes(wanted))));
}

function byRole(role: string, scenes: readonly Scene[]): Found {
  const same = scenes.filter((scene) => scene.role === role);
  if (same.length > 0) return oneOf(same);
  const edge = role === 'hook' ? scenes.at(0) : role === 'call-to-action' ? scenes.at(-1) : undefined;
  return edge ? [edge] : 'nobody';
}

function byPlaces(places: readonly number[], scenes: readonly Scene[]): Found {
  const found = places.map((place) => scenes.find((scene) => scene.place === place));
  const real = found.flatMap((scene) => scene ?? []);
  return real.length === found.length && real.length > 0 ? real : 'nobody';
}

function byOrdinals(words: readonly string[], scenes: readonly Scene[]): Found {
  if (words.some((word) => /^middle$/i.test(word)) && scenes.length % 2 === 0) {
    return { unclear: scenes.slice(scenes.length / 2 - 1, scenes.length / 2 + 1) };
  }
  return byPlaces(
    words.map((word) => placeOf(word, scenes.length)),
    scenes,
  );
}

function placeOf(ordinal: string, count: number): number {
  const word = ordinal.toLowerCase().replace(/^very /, '');
  if (new RegExp(`^(?:${BEFORE_LAST})$`, 'u').test(word)) return count - 1;
  if (/^(?:last|final|closing|ending)$/.test(word)) return count;
  if (word === 'opening') return 1;
  return word === 'middle' ? (count + 1) / 2 : (ORDINALS[word] ?? 0);
}

function slice(end: string | undefined, count: number, scenes: readonly Scene[]): Found {
  if (count > scenes.length) return 'nobody';
  return end?.toLowerCase() === 'last' ? scenes.slice(-count) : scenes.slice(0, count);
}

function oneOf(scenes: readonly Scene[]): Found {
  if (scenes.length === 0) return 'nobody';
  return scenes.length === 1 ? scenes : { unclear: scenes };
}

function numbersIn(list: string): readonly number[] {
  const words = list.toLowerCase().match(/\d+|[a-z]+/gu) ?? [];
  return words.flatMap((word) => (/^\d/.test(word) ? [Number(word)] : (CARDINALS[word] ?? [])));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}
