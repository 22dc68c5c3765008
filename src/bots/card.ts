/** What a thread shows, without a platform's idiom: a card is a neutral document, and each window renders it its own way. */
import { z } from 'zod';

export const Button = z.strictObject({
  /**
   * `make-free`: with drawn backgrounds and music from here. `redo`: what fell back, for the price it says. `keep`: the files,
   * longer. `versions`: what there is to go back to; `restore`: goes back.
   */
  action: z.enum(['make-it', 'make-free', 'redo', 'change', 'cancel', 'stop', 'keep', 'versions', 'restore']),
  label: z.string(),
  style: z.enum(['primary', 'default', 'danger']),
  /** What comes back with a click, at most 1000 characters: plan hash and maximum price of an approval. */
  value: z.string().max(1000),
});
export type Button = z.infer<typeof Button>;

/** A file of ours by artefact key. `alt` says what it shows to people who do not see it. */
export const CardFile = z.strictObject({
  key: z.string(),
  name: z.string(),
  mime: z.enum(['image/png', 'video/mp4']),
  alt: z.string(),
});
export type CardFile = z.infer<typeof CardFile>;

export const ProgressTask = z.strictObject({ title: z.string(), status: z.enum(['to-come', 'in-work', 'done']) });
export type ProgressTask = z.infer<typeof ProgressTask>;

export const Card = z.strictObject({
  /** What it is about; windows may give each kind its own look. */
  kind: z.enum(['reply', 'storyboard', 'progress', 'result', 'notice', 'failure']),
  title: z.string().nullable(),
  /** Plain text, paragraphs split by a blank line. */
  text: z.string(),
  /** Label and value pairs: scenes, price, what was reused. */
  fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  picture: CardFile.nullable(),
  films: z.array(CardFile.extend({ aspect: z.enum(['9:16', '1:1', '16:9']) })),
  /** 0 to 100, what is going on, and what there is to do in its order; null when nothing is. */
  progress: z
    .strictObject({ percent: z.number(), activity: z.string(), tasks: z.array(ProgressTask).optional() })
    .nullable(),
  buttons: z.array(Button),
  /** The AI disclosure line; null on cards that show nothing made. */
  disclosure: z.string().nullable(),
});
export type Card = z.infer<typeof Card>;

/** A card under the key that names it in its thread: same key, same message, edited. */
export type KeyedCard = { readonly key: string; readonly card: Card };

export function plainCard(kind: Card['kind'], text: string): Card {
  return {
    kind,
    title: null,
    text,
    fields: [],
    picture: null,
    films: [],
    progress: null,
    buttons: [],
    disclosure: null,
  };
}
