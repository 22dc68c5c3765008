/** Where a message may be taken apart into orders: at sentences, commas and "and". */

export type Piece = {
  readonly text: string;
  /** What stood before it. */
  readonly joint: string;
  /** Begins a sentence, so it never continues what was before. */
  readonly isSentence: boolean;
};

const JOINT =
  /([.;!?]+(?:\s+|$)|\s*\n+\s*)|\s*,\s+(?:(?:and|then|but|also|plus|und|et|y|e)\s+)*|\s+(?:and then|and also|as well as|and|then|but|plus|also|while|&|\+|und|et)\s+/giu;
/** Politeness and hesitation before the order itself. "No text" is an order, "no, warmer" begins with a word alone. */
const LEAD_IN =
  /^(?:(?:(?:and|but|also|then|please|pls|plz|hey|okay|ok|hmm+|um+|now|just|maybe|actually|yes|yeah|great|nice|perfect|thanks|thank you|hi|hello|bitte|finally|first of all|(?:could|can|would|will) (?:you|we|u)(?: (?:please|pls|maybe|perhaps|also|just))?|(?:i|we)(?:'d| would)? (?:think|like you to|like to|love to|want you to|want to|wanna|need you to|need to)|let's|lets|let us|how about|what about|what if (?:we|you)|kindly|for)[ ,:!]+)|(?:no|oh|so|well|cool)[,:!] +|[-•*] +|\d\) +)+/iu;

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let [start, joint, isSentence] = [0, '', true];
  for (const match of [...text.matchAll(JOINT), null]) {
    const end = match?.index ?? text.length;
    const own = text.slice(start, end).trim();
    if (own !== '') pieces.push({ text: own.replace(LEAD_IN, ''), joint, isSentence });
    start = end + (match?.[0].length ?? 0);
    joint = match?.[0] ?? '';
    isSentence = match?.[1] !== undefined;
  }
  return pieces.filter((piece) => piece.text !== '');
}

export function join(pieces: readonly Piece[]): string {
  return pieces.map((piece, index) => (index === 0 ? piece.text : `${piece.joint}${piece.text}`)).join('');
}
