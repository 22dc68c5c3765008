/** The brand's name and colour in a finished plan. */
import { oklchOf, parseColor } from '../../../../ad/color.ts';
import { type FoundColor, findBrokenCode, findColors } from '../color-words.ts';
import { ask, type Clause, edits, type Reading, say, wordsOf } from './clause.ts';

const LONGEST_NAME = 60;
/** Two colours of one family, as in "our red". */
const SAME_HUE_DEGREES = 30;

const NAME =
  /(?<!\p{L})(?:(?:brand|company|business)(?:'s)? ?name(?: is| should be| to|:)?|rename (?:the |our )?(?:brand|company)?(?: to)?|the brand is(?: now)? called|brand is (?:now )?called|call (?:the brand|us))(?: (?:should be|to|is|as|now|into))* (?<name>[^,;.]{1,80})$/iu;
const COLOR_WORD = /(?<!\p{L})(?:colou?rs?|brand|our|palette|hex|use|in|instead)(?!\p{L})/iu;
const OWN = /(?<!\p{L})(?:our|the|my) (?:own )?(?:brand(?:'s)? ?)?(?:colou?rs?|brand kit)|brand kit(?!\p{L})/iu;
const BUTTON = /(?<!\p{L})(?:button|pill|cta|call[- ]to[- ]action)(?!\p{L})/iu;
const ON_SCREEN = /(?<!\p{L})(?:text|headline|words|title|font|letters|caption)(?!\p{L})/iu;

export function readBrand(clause: Clause): Reading | null {
  return readName(clause) ?? readColor(clause);
}

function readName(clause: Clause): Reading | null {
  const written = NAME.exec(clause.text)?.groups?.name;
  if (written === undefined) return null;
  const name = wordsOf({ ...clause, text: written })
    .replace(/^"(.*)"$/u, '$1')
    .replace(/[ ,]*(?:please|instead)?[.!?]*$/iu, '')
    .trim();
  if (name.length > LONGEST_NAME)
    return ask(`That name is too long for a film. What is a version with fewer than ${LONGEST_NAME} characters?`);
  return name === '' ? null : edits({ kind: 'brand', name, color: null });
}

function readColor(clause: Clause): Reading | null {
  const { text, state, scenes } = clause;
  const colors = findColors(text);
  const [first] = colors;
  const last = colors.at(-1);
  if (ON_SCREEN.test(text) && last) {
    return say(
      'The words take their colour from the set, so that they can always be read; the button has your brand colour.',
    );
  }
  if (!first || !last) return ownColor(clause) ?? brokenColor(text);
  if (BUTTON.test(text)) return ask(`The button has your brand colour. Shall I do “brand colour ${last.hex}”?`);
  if (scenes && clause.named && scenes.length < clause.ad.scenes.length) return null;
  if (!COLOR_WORD.test(text) && !isOnlyColor(text, colors)) return null;
  if (colors.length > 1 && !/(?<!\p{L})(?:from|instead of|not|rather than|to)(?!\p{L})/iu.test(text)) {
    return ask(`The ad has one brand colour. Which shall it be: ${colors.map(({ value }) => value).join(' or ')}?`);
  }
  const wished = /(?<!\p{L})(?:instead of|not|rather than)(?!\p{L})/iu.test(text) ? first : last;
  const kit = state.brandKit ? parseColor(state.brandKit.brandColor) : null;
  const own = /(?<!\p{L})(?:our|my)(?!\p{L})/iu.test(text) && kit && isSameFamily(kit, wished.hex) ? kit : null;
  return edits({ kind: 'brand', name: null, color: own ?? wished.hex });
}

/** "Use our brand colour": the one that is remembered. */
function ownColor({ text, state }: Clause): Reading | null {
  if (!OWN.test(text)) return null;
  const kit = state.brandKit ? parseColor(state.brandKit.brandColor) : null;
  if (kit) return edits({ kind: 'brand', name: null, color: kit });
  return ask('Which colour is your brand’s? A name such as teal or a code such as #4dbac7.');
}

function brokenColor(text: string): Reading | null {
  const written =
    findBrokenCode(text) ??
    /(?:brand )?colou?r (?:to|is|should be|=|:)? ?(?!of|for|the|and|a )([\p{L}#\d-]+)[.!]?$/iu.exec(text)?.[1];
  if (written === undefined) {
    return /(?<!\p{L})colou?r(?!\p{L})/iu.test(text) &&
      /(?<!\p{L})(?:change|different|another|other|new)(?!\p{L})/iu.test(text)
      ? ask('Which colour shall it be? A name such as teal or a code such as #4dbac7.')
      : null;
  }
  return ask(
    `“${written}” is no colour I know. Which colour shall it be? A name such as teal or a code such as #4dbac7.`,
  );
}

function isOnlyColor(text: string, colors: readonly FoundColor[]): boolean {
  const rest = colors.reduceRight((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text);
  const small =
    /(?<!\p{L})(?:make|turn|it|all|use|in|more|please|pls|instead|now|a|the|ad|rather|or|and|maybe)(?!\p{L})|[.!,?]/giu;
  return rest.replace(small, '').trim() === '';
}

function isSameFamily(a: string, b: string): boolean {
  const [first, second] = [oklchOf(a), oklchOf(b)];
  const difference = Math.abs(first.h - second.h) % 360;
  return first.c > 0.02 && Math.min(difference, 360 - difference) <= SAME_HUE_DEGREES;
}
