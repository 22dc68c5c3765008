/** Whether a person's message is a plain yes to making the ad. Pure, and strict: when in doubt it is no yes. */

/** Longer messages say more than yes. */
const MAX_CHARACTERS = 60;

type Kind = 'yes' | 'command' | 'praise' | 'polite';

/** Lower case, without punctuation. At least one of the first two kinds must be there. */
const PHRASES: Readonly<Record<Kind, readonly string[]>> = {
  yes: [
    'yes|yeah|yep|yup|please do|absolutely|definitely|of course|affirmative|approved|confirmed|i approve|i confirm',
    'ja|jawohl|einverstanden|freigegeben|genehmigt|ich genehmige|ich stimme zu',
    'oui|approuvé|validé|je valide|j’approuve|sí|si|apruebo|aprobado|confirmo|confirmado',
    'sì|approvo|approvato|confermo|confermato|sim|aprovo|aprovado',
  ],
  command: [
    'make it|make the ad|make my ad|make our ad|make the video|make the videos|make the film|make the films|make them|make it happen',
    'go|go ahead|go for it|let us go|let’s go|lets go|let’s do it|lets do it|let’s do this|let’s make it|do it|ship it|proceed',
    'start|start it|produce it|render it|create it|create the ad|create the video|approve|approve it|i approve it|confirm',
    'generate it|approve the ad|approve this|i approve this|confirm it|confirm the ad',
    'mach es|mach’s|machs|mach das|mach mal|machen|los|los geht’s|los gehts|leg los|gib gas',
    'vas y|allez y|c’est parti|fais le|faites le|lance|lance le|lancez',
    'adelante|vamos|hazlo|hágalo|dale|lo apruebo|procedi|procedete|vai|vai avanti',
    'pode fazer|faça|faça isso|pode seguir|vai em frente|vá em frente|manda ver',
  ],
  praise: [
    'sure|all right|great|perfect|cool|nice|awesome|wonderful|lovely|excellent|right|alright|fine|good|well',
    'looks good|looks great|looks perfect|looks nice|it looks good|it looks great|that looks good|that looks great',
    'everything looks good|everything looks great|all good|that’s fine|that’s good|that’s great|that’s perfect',
    'it’s good|it’s great|it’s perfect|this is good|this is great|this is perfect|i’m happy|we’re happy|happy with it',
    'fantastic|brilliant|amazing|beautiful|well done|love it|i love it|love this|i love this|like it|i like it|sounds good|sounds great|gut|super|prima|toll|passt|sieht gut aus|sehr gut',
    'parfait|très bien|c’est bon|bien|perfecto|muy bien|claro|bueno|está bien|genial',
    'perfetto|certo|molto bene|ottimo|benissimo|fallo|perfeito|muito bem|está bom|está ótimo|ótimo|tudo bem',
  ],
  polite: [
    'please|thanks|thx|thank you|thank you so much|thank you very much|oh|right now|right away|asap|ok|okay|now|then|so|and|just|you can|you may|we can',
    'bitte|danke|gerne|gern|dann|jetzt|und|s’il vous plaît|s’il te plaît|merci|d’accord|et|maintenant',
    'por favor|gracias|vale|de acuerdo|y|ahora|per favore|grazie|va bene|d’accordo|adesso|ora|obrigado|obrigada|e|agora',
  ],
};

const KINDS: readonly Kind[] = ['polite', 'praise', 'command', 'yes'];
const KNOWN: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap((kind) => PHRASES[kind].flatMap((line) => line.split('|').map((phrase) => [phrase, kind] as const))),
);
const LONGEST = Math.max(...[...KNOWN.keys()].map((phrase) => phrase.split(' ').length));

/**
 * True only when every word of the message belongs to a known phrase and at least one phrase is a yes. So conditions,
 * negations, questions, edits, quotes and instructions are no yes: each needs a word or a sign that is not known.
 */
export function isExplicitYes(text: string): boolean {
  const message = text.normalize('NFKC').trim();
  if (message.length > MAX_CHARACTERS) return false;
  const clauses = clausesOf(message)?.map(kindsOf);
  if (!clauses?.every((kinds): kinds is Kind[] => kinds !== null)) return false;
  if (clauses.some(isWish)) return false;
  return clauses.flat().some((kind) => kind === 'yes' || kind === 'command');
}

/** Null when a sign stands in it that a plain yes does not have: a quote, a question mark, a digit, a colon. */
function clausesOf(message: string): readonly (readonly string[])[] | null {
  const plain = message
    .toLowerCase()
    .replace(/['´‘](?=\p{L})/gu, '’')
    // Joyful signs say nothing by themselves; any other sign, a thumb down too, is no plain yes.
    .replace(/[👍👌🎉🚀😊🙂😀🙏✅❤🔥]/gu, ' ')
    .replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '');
  if (!/^[\p{L}\p{M}’\s.,!¡–-]*$/u.test(plain)) return null;
  return plain.split(/[.,!¡–\n]+/u).map((clause) => clause.split(/[\s-]+/u).filter((word) => word !== ''));
}

/** What each phrase of a clause is; null when one is not known. The longest phrase wins. */
function kindsOf(words: readonly string[]): Kind[] | null {
  const kinds: Kind[] = [];
  for (let at = 0; at < words.length; ) {
    const found = phraseAt(words, at);
    if (found === null) return null;
    kinds.push(found.kind);
    at += found.length;
  }
  return kinds;
}

function phraseAt(words: readonly string[], at: number): { kind: Kind; length: number } | null {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length--) {
    const kind = KNOWN.get(words.slice(at, at + length).join(' '));
    if (kind) return { kind, length };
  }
  return null;
}

/** "Make it nice" asks for a change, "nice, make it" does not. */
function isWish(kinds: readonly Kind[]): boolean {
  const command = kinds.indexOf('command');
  return command !== -1 && kinds.indexOf('praise', command) !== -1;
}
