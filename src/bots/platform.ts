/** The port every chat window implements. `null`, a repeat and a failure mean the same on all of them. */
import { z } from 'zod';
import { BriefForm } from '../ad/brief-form.ts';
import type { Card } from './card.ts';
import { LinkWish } from './link-wish.ts';

export type { Card, CardFile } from './card.ts';

/** `{platform}:{workspace}:{channel}:{thread}`; the core never learns what is inside. */
export const ThreadId = z.string().min(3).max(300);

export const Attachment = z.strictObject({
  /** Unique in its message. */
  id: z.string().min(1).max(200),
  name: z.string().max(300),
  /** As the platform says; never trusted. Null when it does not say. */
  bytes: z.number().int().nonnegative().nullable(),
  /** Whatever the platform needs to fetch it again after a restart. */
  source: z.record(z.string(), z.string()),
});
export type Attachment = z.infer<typeof Attachment>;

const attachments = z.array(Attachment).max(20);

/** Something that happened in a thread, as it is stored before anybody works on it. */
export const InboundEvent = z.strictObject({
  /** Unique for ever: the platform's own event or message id with the platform's name before it. A second event of a key is the first. */
  key: z.string().min(1).max(300),
  threadId: ThreadId,
  platform: z.string(),
  workspace: z.string(),
  /** `{platform}:{workspace}:{user}`. */
  userId: z.string(),
  userName: z.string(),
  /** Roles or groups the person has there, as `{platform}:{workspace}:{id}`; left out: none that matter. */
  groups: z.array(z.string().max(300)).max(250).optional(),
  what: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('message'), text: z.string().max(40_000), attachments }),
    /** A whole brief at once. Where the thread has an ad already, it begins another. */
    z.strictObject({ kind: z.literal('form'), fields: BriefForm, attachments }),
    z.strictObject({ kind: z.literal('action'), action: z.string(), value: z.string().max(1000) }),
    /** What the core makes of a message about a link, before it is stored: a code is kept nowhere. */
    z.strictObject({ kind: z.literal('link'), wish: LinkWish }),
  ]),
});
export type InboundEvent = z.infer<typeof InboundEvent>;

/** What the core takes from a window. */
export type Receiving = {
  /** Resolves when the event is stored; false when it was known. */
  readonly receive: (event: InboundEvent) => Promise<boolean>;
  /** A message was edited or deleted by its writer. */
  readonly amend: (
    key: string,
    change: { readonly text: string; readonly editedKey: string } | 'deleted',
  ) => Promise<void>;
};

export type PlatformLimits = {
  /** Least time between two edits of messages in one thread. */
  readonly editEveryMs: number;
  readonly maxFileBytes: number;
  readonly maxRequestBytes: number;
  /** Of all words of one message together. */
  readonly maxTextCharacters: number;
};

export interface Platform {
  /** As in thread ids: `slack`, `discord`, `web`, `terminal`. */
  readonly name: string;
  readonly limits: PlatformLimits;
  /**
   * Posts a card and resolves with the platform's id of the message. Posting the same `cardKey` twice in a thread makes
   * one message: a crash may have come between posting and remembering. That message may keep what it said first, and one
   * that people have deleted counts no more. Throws `step-failed` with `retryAfterMs` where
   * another try helps.
   */
  post(threadId: string, cardKey: string, card: Card, signal: AbortSignal): Promise<string>;
  /**
   * Replaces a message's content, its files included: what the new card does not show any more is taken down where the
   * platform allows it, also when it was posted as a message of its own. A message that is gone is no error: resolves with false.
   */
  edit(threadId: string, messageId: string, card: Card, signal: AbortSignal): Promise<boolean>;
  /** Shows that an answer is coming; where the platform cannot, it does nothing. Never throws. */
  typing(threadId: string): Promise<void>;
  /** The attachment's bytes; throws `bad-input` when there are more than `maxBytes`, before reading them all. */
  fetchAttachment(attachment: Attachment, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Says something to one person alone. False, or left out, where the platform cannot: then the thread says it. `key` names
   * what it answers: where the platform can tell, a repeat is one message.
   */
  hint?(threadId: string, userId: string, text: string, signal: AbortSignal, key: string): Promise<boolean>;
  /** Whether others read what is said in the thread. Left out: nobody but one person and adgen ever does. */
  isOpen?(threadId: string): boolean;
}

/** Artefacts on their way to a platform. */
export interface Files {
  /** Throws `not-found`. Whoever opens it reads it, or leaves its loop. */
  open(key: string): Promise<{ readonly bytes: number; readonly stream: AsyncIterable<Uint8Array> }>;
  /** An address where anybody can fetch it under `name` until `expiresAt` (ISO 8601); null where nobody outside reaches this machine. */
  link(key: string, name: string): Promise<{ readonly url: string; readonly expiresAt: string } | null>;
  /** The film itself where it has at most `maxBytes`, else a smaller copy, made once; null where none can be made. */
  fit(
    key: string,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<{ readonly key: string; readonly bytes: number } | null>;
}
