/** A piece of a sentence, and what it is good for. */
export type Part = {
  readonly kind: 'product' | 'detail' | 'benefit' | 'slogan' | 'question' | 'offer' | 'plain';
  readonly text: string;
};
