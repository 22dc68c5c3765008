/** Cutting a brief into sentences without breaking addresses, prices and decimals. */

const BULLET = /^\s*(?:[-*•–—]|\d{1,2}[.)])\s+/u;
/** A ready line: two words or more between quotation marks. */
const QUOTED = /["“„«]\s*([^"“”„«»\s]+\s[^"“”„«»]{2,60}?)\s*["”“»]/gu;

/** Sentences with their question or exclamation mark, without their full stop. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .replace(QUOTED, ' ')
    .split(/[\r\n]+/u)
    .map((line) => line.replace(BULLET, ''))
    .flatMap(splitLine)
    .map((sentence) => sentence.trim().replace(/[.;。।]+$/u, ''))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Words in quotation marks are a line the person already wrote. */
export function quotedIn(text: string): readonly string[] {
  return [...text.matchAll(QUOTED)].map((match) => match[1] ?? '').filter(Boolean);
}

function splitLine(line: string): readonly string[] {
  return line.split(/(?<=[^\s.][.!?…;])["”“»]?\s+(?=\S)|(?<=[。！？।])|\s+[–—]\s+(?=\p{Lu})/u);
}
