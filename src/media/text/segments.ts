/** Where a line may break: words, and for scripts without spaces the words a dictionary finds. Pure. */

/** A piece that is never broken, and whether a space follows it when the line goes on. */
export type Segment = { readonly text: string; readonly spaced: boolean };

const NO_SPACES = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u;
/** Must not begin a line: closing marks, and kana that belong to the sound before them. */
const CLINGS_BACK =
  /^[\p{Pe}\p{Pf}\p{M}、。，．・：；？！!?.,:;%…ー々〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ”’」』）】》〉ๆฯ]/u;
/** Must not end a line. */
const CLINGS_ON = /[\p{Ps}\p{Pi}“‘「『（【《〈#$€£¥]$/u;

/** Breaks at spaces and, in Chinese, Japanese and Thai, between dictionary words. */
export function segmentsOf(text: string, language: string): readonly Segment[] {
  return text.split(' ').flatMap((word) => {
    const parts = NO_SPACES.test(word) ? dictionaryWords(word, language) : [word];
    return parts.map((part, index) => ({ text: part, spaced: index === parts.length - 1 }));
  });
}

/** Breaks anywhere between characters as a reader sees them: the last resort for what fits no line. */
export function charactersOf(text: string): readonly Segment[] {
  return text.split(' ').flatMap((word) => {
    const parts = glued([...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)].map((part) => part.segment));
    return parts.map((part, index) => ({ text: part, spaced: index === parts.length - 1 }));
  });
}

export function joined(segments: readonly Segment[]): string {
  return segments.map(({ text, spaced }, index) => (spaced && index < segments.length - 1 ? `${text} ` : text)).join('');
}

function dictionaryWords(word: string, language: string): readonly string[] {
  return glued([...new Intl.Segmenter(localeOf(word, language), { granularity: 'word' }).segment(word)].map((part) => part.segment));
}

function glued(parts: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const part of parts) {
    const before = whole.at(-1);
    if (before !== undefined && (CLINGS_BACK.test(part) || CLINGS_ON.test(before))) whole[whole.length - 1] = before + part;
    else whole.push(part);
  }
  return whole;
}

/** The text's own script counts for more than what the plan says about it. */
function localeOf(word: string, language: string): string {
  if (/[\p{scx=Hiragana}\p{scx=Katakana}]/u.test(word)) return 'ja';
  if (/\p{scx=Thai}/u.test(word)) return 'th';
  return /^ja\b/i.test(language) ? 'ja' : 'zh';
}
