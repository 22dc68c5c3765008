/** Sentences that say the same of several scenes, as one: "The background of scenes 1, 2 and 3 is now warmer." Pure. */

const MENTION = /(?<=[\p{Ll},] )scene (\d)(?!\d)/gu;

export function condense(sentences: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const sentence of sentences) {
    const shape = shapeOf(sentence);
    groups.set(shape, [...(groups.get(shape) ?? []), sentence]);
  }
  return [...groups.values()].map(asOne);
}

/** The same for sentences that differ only in their one scene; itself where it speaks of none or of several. */
function shapeOf(sentence: string): string {
  return [...sentence.matchAll(MENTION)].length === 1 && !/Scene \d/u.test(sentence)
    ? sentence.replace(MENTION, 'scene #')
    : sentence;
}

function asOne(sentences: readonly string[]): string {
  const [first = ''] = sentences;
  const places = [...new Set(sentences.flatMap((one) => [...one.matchAll(MENTION)].map((match) => match[1] ?? '')))];
  if (sentences.length === 1 || places.length < 2) return first;
  return first.replace(MENTION, `scenes ${new Intl.ListFormat('en').format(places).replace(/, and /u, ' and ')}`);
}
