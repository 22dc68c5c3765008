/** Mends slips of the keyboard in the words that orders are made of: "make scene 2 wramer". */

const KNOWN =
  'scene scenes warmer colder cooler brighter darker lighter bigger smaller larger music calmer faster slower happier louder headline background product button version second third fourth remove delete change replace longer shorter seconds minute transition between before after product bottle colour colors color brand light lighting bottom different another calm upbeat elegant playful without sunset beach kitchen'.split(
    ' ',
  );
/** English words that are one slip away from a known one, and are meant. */
const MEANT = new Set(
  'scent scents older holder folder bolder colder farmer warmed warmest brightest biggest smallest longest shortest shorten darken brighten easter master fasten raster digger trigger limiter fighter tighter lights changes changed removes removed deleted brands branded grand bland stand buttons cottons products versions seconds reason minutes beaches peach reach teach beack colours colored third thirds bird fourths month bottles battle throttle bottoms happies lesser larges lights lighten lightning scenery scenic musical museum calms calmed charge chance chances replaced replay'.split(
    ' ',
  ),
);
const SHORTEST = 5;

/** Only for a message that could not be read as it was written. */
export function mendTypos(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}'#.-])\p{L}+(?![\p{L}\p{N}'.-]*@)/gu, (word) => {
    const lower = word.toLowerCase();
    if (lower.length < SHORTEST || KNOWN.includes(lower) || MEANT.has(lower)) return word;
    const near = KNOWN.filter((known) => isOneSlip(lower, known));
    return near.length === 1 ? (near[0] ?? word) : word;
  });
}

/** One letter missing, added or wrong, or two neighbours swapped. */
function isOneSlip(written: string, meant: string): boolean {
  if (Math.abs(written.length - meant.length) > 1) return false;
  let start = 0;
  while (start < written.length && written[start] === meant[start]) start++;
  let end = 0;
  while (end < Math.min(written.length, meant.length) - start && written.at(-1 - end) === meant.at(-1 - end)) end++;
  const [left, right] = [written.slice(start, written.length - end), meant.slice(start, meant.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
