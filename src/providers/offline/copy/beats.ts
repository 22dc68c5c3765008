/** Lines of two or three short beats. */
import { clausesOf } from './instructions.ts';
import { HEADLINE_MAX, polish } from './line.ts';
import type { Part } from './part.ts';

/** "Slow mornings, strong coffee" is two beats: "Slow mornings. Strong coffee." */
export function twoBeats(text: string): string {
  const beats = clausesOf(text);
  const short = beats.every(
    (beat) =>
      /^[\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+){1,2}$/u.test(beat) && !/\s(?:and|or|und|oder|et|ou|y|o|e)\s/iu.test(beat),
  );
  const even = new Set(beats.map((beat) => beat.split(' ').length)).size === 1;
  if (beats.length < 2 || beats.length > 3 || !short || !even) return text;
  return beats.map((beat) => `${beat.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())}.`).join(' ');
}

/** Three or more scraps such as "Non-slip" and "Natural rubber" are one line together and nothing apart. */
export function inBeats(parts: readonly Part[], brandName: string): readonly Part[] {
  const scraps = parts.filter(({ kind, text }) => (kind === 'slogan' || kind === 'plain') && isScrap(text));
  const beats = scraps.slice(0, 3);
  const line = beats.map(({ text }) => `${polish(text, brandName)}.`).join(' ');
  if (beats.length < 3 || line.length > HEADLINE_MAX) return parts;
  return [...parts.filter((part) => !beats.includes(part)), { kind: 'slogan', text: line }];
}

function isScrap(text: string): boolean {
  return text.length <= 18 && text.split(' ').length <= 3 && /^[\p{L}\p{N} -]+$/u.test(text);
}
