/** What the web chat needs kept: every message of a thread, numbered by its changes, and the files that came with them. */
import { z } from 'zod';
import { Card } from '../card.ts';
import type { InboundEvent } from '../platform.ts';

/** A file a person sent; `upload` names its bytes. */
export const SentFile = z.strictObject({ name: z.string(), bytes: z.number(), upload: z.string() });
export type SentFile = z.infer<typeof SentFile>;

const WebContent = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('person'), text: z.string(), files: z.array(SentFile) }),
  z.strictObject({ from: z.literal('adgen'), card: Card }),
]);
export type WebContent = z.infer<typeof WebContent>;

export const WebMessage = z.strictObject({
  /** Unique in its thread. A person's own message: `p:` and the key the page gave it; a card: `c:` and the card key. */
  key: z.string(),
  /** Place in the thread; it stays. */
  position: z.number(),
  /** Number of its last change; grows through the whole thread. */
  sequence: z.number(),
  /** ISO 8601. */
  at: z.string(),
  content: WebContent,
});
export type WebMessage = z.infer<typeof WebMessage>;

export type PersonMessage = { readonly key: string; readonly text: string; readonly files: readonly SentFile[] };

export type Unsent = { readonly key: string; readonly event: InboundEvent };

export interface WebMessages {
  /** Begins a thread; one that is there stays as it is, its owner, too. */
  open(threadId: string, userId: string): Promise<void>;
  has(threadId: string): Promise<boolean>;
  /** Posts a card. A card key that is there stays as it is. False when there is no such thread. */
  post(threadId: string, key: string, card: Card): Promise<boolean>;
  /** Replaces a card; equal content takes no new number. False when there is no such message. */
  edit(threadId: string, key: string, card: Card): Promise<boolean>;
  /** Takes a place for a person's message, which stays unseen until `show`. A repeat keeps the first. False when there is no such thread. */
  keep(threadId: string, message: PersonMessage, event: InboundEvent): Promise<boolean>;
  /** Shows a kept message, once the core has it. A repeat changes nothing. */
  show(threadId: string, key: string): Promise<void>;
  /** Kept messages that were never shown: a crash came in between. */
  unsent(): Promise<readonly Unsent[]>;
  /** Messages changed after `sequence`, in the order of their changes, at most `limit`. */
  since(threadId: string, sequence: number, limit: number): Promise<readonly WebMessage[]>;
  /** Whether a card in one of the person's threads shows the artefact. */
  showsFile(userId: string, artefactKey: string): Promise<boolean>;
  /** Whether a message of the thread came with the upload. */
  hasUpload(threadId: string, upload: string): Promise<boolean>;
  /** Says that an answer is coming; kept nowhere. */
  typing(threadId: string): Promise<void>;
  /**
   * Calls `hear` for everything that happens in any thread once this resolves, with '' when it may have been any of them; the
   * returned function stops it.
   */
  listen(hear: (threadId: string, what: 'changed' | 'typing') => void): Promise<() => Promise<void>>;
}

/** Bytes by their hash. */
export interface Uploads {
  readonly maxBytes: number;
  /** Keeps the bytes and names them; the same bytes get the same name. Throws `bad-input` above `maxBytes`, `storage` when full. */
  put(bytes: Uint8Array): Promise<string>;
  /** Throws `not-found`, and `bad-input` when there are more than `maxBytes`, before reading them. */
  read(upload: string, maxBytes: number): Promise<Uint8Array>;
}
