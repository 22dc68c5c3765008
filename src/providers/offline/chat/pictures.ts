/** Which of the pictures that came along is the product's. */
import { orList } from './edits/clause.ts';
import type { Picture, State } from './state.ts';
import { asking, calling, type Understanding } from './understanding.ts';

const ORDINALS = ['first|1st|one|left', 'second|2nd|two', 'third|3rd|three', 'fourth|4th|four', 'fifth|5th|five'];

/** Null when no picture came along. */
export function readPictures({ newPictures }: State, text: string): Understanding | null {
  const [only] = newPictures;
  if (!only) return null;
  const chosen = newPictures.length === 1 ? only : chosenIn(newPictures, text);
  if (chosen) return calling('attach_picture', { pictureId: chosen.id });
  const names = newPictures.map(({ name }, index) => `${index + 1} (${name})`);
  return asking(
    `Thanks for the ${newPictures.length} pictures. I need one: which picture shows the product best, ${orList(names)}?`,
  );
}

/** By file name, by number ("use 2", "the second one"), or a message that is hardly more than a number. */
export function chosenIn(pictures: readonly Picture[], written: string): Picture | null {
  // "The second one" names one picture, not the first, too.
  const text = written.replace(/(?<=(?:st|nd|rd|th|second|last|left|right) )one(?!\p{L})/giu, 'picture');
  const byName = pictures.filter(({ name }) => mentions(text, name));
  if (byName.length === 1) return byName[0] ?? null;
  const isShort = text.split(/\s+/u).length <= 4;
  const matches = pictures.filter((_, index) => {
    const word = `(?:${ORDINALS[index] ?? index + 1}|${index + 1}(?![\\p{L}\\p{N}]))`;
    const pointed = `(?:(?:the )?${word} (?:one|picture|photo|image|pic)|(?:picture|photo|image|pic|number|no\\.?|nr\\.?|#|use|take|option) ?(?:the |number |no\\.? )?${word})`;
    return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pointed}${isShort ? `|${word}` : ''})(?![\\p{L}\\p{N}])`, 'iu').test(
      text,
    );
  });
  const last =
    /(?<!\p{L})(?:the )?last (?:one|picture|photo|image|pic)(?!\p{L})/iu.test(text) ||
    (isShort && /^(?:the )?last$/iu.test(text));
  if (last) return pictures.at(-1) ?? null;
  return matches.length === 1 ? (matches[0] ?? null) : null;
}

/** Whether a message says nothing but which picture. */
export function isOnlyChoice(text: string, pictures: readonly Picture[]): boolean {
  const names = pictures
    .flatMap(({ name }) => [name, stem(name)])
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  const rest = text.replace(
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${[...names, ...ORDINALS].join('|')}|the|last|ones?|pictures?|photos?|images?|pics?|number|no\\.?|nr|use|take|please|pls|is|it|product|best|i think|of|for|this|that|shows|as|option|let's|go with|#?\\d)(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    '',
  );
  return rest.replace(/[^\p{L}\p{N}]/gu, '') === '';
}

function mentions(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  const own = stem(name).toLowerCase();
  return (
    lower.includes(name.toLowerCase()) ||
    (own.length > 2 &&
      new RegExp(`(?<![\\p{L}\\p{N}])${own.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(
        lower,
      ))
  );
}

function stem(name: string): string {
  return name.replace(/\.[^.]{1,5}$/u, '');
}
