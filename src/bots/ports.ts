/** What conversations need stored. Every port says what a repeat and a lost claim mean. */
import { z } from 'zod';
import { ThreadState } from '../agent/thread-state.ts';
import { BrandKit, Intent } from '../agent/turn.ts';
import { Card } from './card.ts';
import { Facts } from './facts.ts';
import { InboundEvent, ThreadId } from './platform.ts';
import type { Sayer } from './window.ts';

export const Thread = z.strictObject({
  id: ThreadId,
  platform: z.string(),
  workspace: z.string(),
  /** Who began it: the person who may approve. `{platform}:{workspace}:{user}`. */
  ownerId: z.string(),
  /** As people know them. */
  ownerName: z.string(),
  /** The ad it is about; the same as in the state. */
  projectId: z.string().nullable(),
  /** All its ads, oldest first. */
  ads: z.array(z.string()),
  state: ThreadState,
  facts: Facts,
});
export type Thread = z.infer<typeof Thread>;

export interface Threads {
  find(id: string): Promise<Thread | null>;
  /** Begins a thread before its first message. One that is there stays as it is, and its owner, too. */
  open(thread: Pick<Thread, 'id' | 'platform' | 'workspace' | 'ownerId' | 'ownerName'>): Promise<void>;
  /** True when everything that was said is answered and everything to be shown is shown; an ad may still be in the making. */
  quiet(id: string): Promise<boolean>;
  /** Threads of a person, newest first. */
  ofOwner(ownerId: string): Promise<readonly Pick<Thread, 'id' | 'projectId'>[]>;
  /** What was said and shown, in order; with `after`, only what is new or has changed since that revision. */
  timeline(id: string, after?: number): Promise<readonly TimelineEntry[]>;
}

const entry = {
  /** Place in the conversation; it stays. */
  position: z.number(),
  /** Grows with every change of the entry; the largest one seen is where to read on. */
  revision: z.number(),
  key: z.string(),
};
export const TimelineEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), ...entry, event: InboundEvent }),
  z.strictObject({ kind: z.literal('card'), ...entry, card: Card }),
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** An event that is ours to work on until the lease ends. */
export const Claim = z.strictObject({
  event: InboundEvent,
  token: z.string(),
  /** 1 is the first; counted anew once it is answered. */
  attempt: z.number().int(),
  /** Its answer is stored; its intents remain. */
  answered: z.boolean(),
  thread: Thread,
});
export type Claim = z.infer<typeof Claim>;

/** What a turn came to. */
export type Answer = {
  /** Null: as it is. */
  readonly state: ThreadState | null;
  readonly facts: Facts;
  readonly cards: readonly StoredCard[];
  readonly intents: readonly Intent[];
};

export type StoredCard = { readonly key: string; readonly card: Card; readonly hash: string };

export const PendingIntent = z.strictObject({ id: z.number(), intent: Intent });
export type PendingIntent = z.infer<typeof PendingIntent>;

/** What came of an intent. */
export type Done = {
  /** The thread's ad from now on; null: no change. */
  readonly projectId: string | null;
  readonly facts: Facts;
  readonly cards: readonly StoredCard[];
};

/** `begun`: somebody answers the message already, or has. `changed`, `withdrawn`: nobody had. */
export const Amended = z.strictObject({
  outcome: z.enum(['same', 'begun', 'changed', 'withdrawn']),
  /** As it stood before. */
  event: InboundEvent,
});
export type Amended = z.infer<typeof Amended>;

export interface Inbox {
  /** Stores it before anybody works on it. False when its key was there before: then nothing changes. */
  add(event: InboundEvent): Promise<boolean>;
  /** What its writer made of a message since: other words, or (null) nothing. Null when there is no such message. */
  amend(key: string, text: string | null): Promise<Amended | null>;
  /**
   * The oldest open event of a thread that nobody works on, on one of `platforms`; null when there is none. A thread's next
   * event can be claimed when this one is done, whoever asks.
   */
  claim(owner: string, leaseMs: number, platforms: readonly string[]): Promise<Claim | null>;
  /** False when the claim is lost. */
  renew(claim: Claim, leaseMs: number): Promise<boolean>;
  /** Stores the answer whole; without intents the event is done. Throws `conflict` when the claim is lost. */
  answer(claim: Claim, answer: Answer): Promise<void>;
  /** Intents of an answered event that were not carried out yet, in order. */
  pending(claim: Claim): Promise<readonly PendingIntent[]>;
  /** Ends an intent; the last one ends the event. Throws `conflict` when the claim is lost. */
  done(claim: Claim, intentId: number, done: Done): Promise<void>;
  /** Lets go; it can be claimed again after `delayMs`. `counts`: as an attempt. A lost claim is left as it is. */
  release(claim: Claim, delayMs: number, counts: boolean): Promise<void>;
}

/** A thread whose cards are ours to deliver until the lease ends. */
export const Round = z.strictObject({
  thread: Thread,
  token: z.string(),
  /** What the cards have to follow up to. */
  changes: z.number(),
  /** Milliseconds since anything was posted or edited there; null: never. */
  lastDeliveryAgoMs: z.number().nullable(),
});
export type Round = z.infer<typeof Round>;

/** A card that the platform does not show as it is. */
export const Due = z.strictObject({
  key: z.string(),
  card: Card,
  hash: z.string(),
  /** Null: it was never posted. */
  messageId: z.string().nullable(),
  failures: z.number().int(),
  /** A post was begun before, and nobody knows what became of it. */
  posting: z.boolean(),
});
export type Due = z.infer<typeof Due>;

export interface Deliveries {
  /** A thread whose cards may be behind and that nobody delivers, on one of `platforms`; null when there is none. */
  claim(owner: string, leaseMs: number, platforms: readonly string[]): Promise<Round | null>;
  /** False when the claim is lost. */
  renew(round: Round, leaseMs: number): Promise<boolean>;
  /** Cards the narrator may have to put to rest: those with buttons or a bar that moves, and those that show files, where an ad's are gone. */
  open(threadId: string): Promise<readonly { readonly key: string; readonly card: Card }[]>;
  /** Stores what the narrator wants shown; equal content changes nothing. Throws `conflict` when the claim is lost. */
  narrate(round: Round, cards: readonly StoredCard[]): Promise<void>;
  /** Cards to post or edit, in the order of the thread, without those whose content failed `maxFailures` times. */
  due(threadId: string, maxFailures: number): Promise<readonly Due[]>;
  /** Remembers that a first post begins. Throws `conflict` when the claim is lost. */
  posting(round: Round, due: Due): Promise<void>;
  /** Remembers the message and what it says now. Throws `conflict` when the claim is lost. */
  delivered(round: Round, due: Due, messageId: string): Promise<void>;
  /** Counts a failure of the card's present content. */
  failed(round: Round, due: Due): Promise<void>;
  /** Ends the round: `complete` when every card follows. Else, or when more has changed, it can be claimed after `delayMs`. */
  release(round: Round, complete: boolean, delayMs: number): Promise<void>;
}

export const StoredKit = z.strictObject({ kit: BrandKit });

/** One kit per workspace; nobody sees another workspace's. */
export interface BrandKits {
  find(workspace: string): Promise<BrandKit | null>;
  /** The newest stays. */
  put(workspace: string, kit: BrandKit, userId: string): Promise<void>;
}

/** What a code came to. `ended`: too old, used by another, or never one. */
export const Linked = z.strictObject({
  outcome: z.enum(['linked', 'already', 'other', 'ended', 'too-many']),
  /** Until another try counts; 0: it does now. */
  waitSeconds: z.number().int().nonnegative(),
});
export type Linked = z.infer<typeof Linked>;

/** People in chats, and the accounts they are linked to. A repeat of `by.key` changes nothing and comes to the same. */
export interface ChatLinks {
  /** `codeHash` as in `LinkWish`. */
  use(by: Sayer, codeHash: string): Promise<Linked>;
  /** False when there was no link. */
  end(by: Sayer): Promise<boolean>;
}

/** Says that there may be work, in whatever process it came up. */
export interface Wakes {
  /** Calls `hear` with thread ids once this resolves, '' when it may have been any; the returned function stops it. */
  listen(hear: (threadId: string) => void): Promise<() => Promise<void>>;
}
