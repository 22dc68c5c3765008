/** What the page knows about one conversation, and every step that changes it. Pure. */
import type { WebMessage } from '../../src/bots/web/messages.ts';

/** A message of ours on its way. */
export type Outgoing = {
  readonly key: string;
  readonly text: string;
  readonly files: readonly File[];
  readonly state: 'sending' | 'sent' | 'failed';
  /** Why it was not sent; null unless it failed. */
  readonly say: string | null;
};

/** A button that was pressed and has not shown an effect yet. */
export type Pressed = {
  readonly cardKey: string;
  readonly action: string;
  readonly value: string;
  readonly state: 'waiting' | 'failed';
  readonly say: string | null;
};

export type Conversation = {
  /** Null until the first message is sent. */
  readonly threadId: string | null;
  /** `loading` until what was there has come; `gone` when the server does not know it. */
  readonly phase: 'ready' | 'loading' | 'gone';
  /** In the order of the thread. */
  readonly messages: readonly WebMessage[];
  /** The last change we have. */
  readonly cursor: number;
  readonly outbox: readonly Outgoing[];
  readonly pressed: Pressed | null;
  readonly isTyping: boolean;
  readonly isOffline: boolean;
};

export function emptyConversation(threadId: string | null): Conversation {
  return {
    threadId,
    phase: threadId === null ? 'ready' : 'loading',
    messages: [],
    cursor: 0,
    outbox: [],
    pressed: null,
    isTyping: false,
    isOffline: false,
  };
}

/** A repeat, or an older state of a message, changes nothing. */
export function withMessage(before: Conversation, message: WebMessage): Conversation {
  if (message.sequence <= before.cursor) return before;
  const others = before.messages.filter(({ key }) => key !== message.key);
  const at = others.findLastIndex(({ position }) => position < message.position) + 1;
  const isOurs = message.content.from === 'adgen';
  return {
    ...before,
    messages: [...others.slice(0, at), message, ...others.slice(at)],
    cursor: message.sequence,
    outbox: before.outbox.filter(({ key }) => `p:${key}` !== message.key),
    pressed: isOurs && before.pressed?.state === 'waiting' ? null : before.pressed,
    isTyping: isOurs ? false : before.isTyping,
  };
}

export function withOutgoing(before: Conversation, outgoing: Outgoing): Conversation {
  if (before.messages.some(({ key }) => key === `p:${outgoing.key}`)) return before;
  const isKnown = before.outbox.some(({ key }) => key === outgoing.key);
  const outbox = isKnown
    ? before.outbox.map((one) => (one.key === outgoing.key ? outgoing : one))
    : [...before.outbox, outgoing];
  return { ...before, outbox };
}

export function withoutOutgoing(before: Conversation, key: string): Conversation {
  return { ...before, outbox: before.outbox.filter((one) => one.key !== key) };
}

/** Whether an answer is to be expected: our words are the last, a button has just been pressed, or the server says so. */
export function isWaiting({ messages, outbox, pressed, isTyping }: Conversation, nowMs: number): boolean {
  if (isTyping || pressed?.state === 'waiting') return true;
  if (outbox.length > 0) return outbox.some(({ state }) => state === 'sent');
  const last = messages.at(-1);
  return last?.content.from === 'person' && nowMs - Date.parse(last.at) < PATIENCE_MS;
}

/** After that, dots would promise what nobody is working on. */
const PATIENCE_MS = 3 * 60 * 1000;
