/** The conversation as people use it: say, try again, press, begin anew, go back to an earlier one. */
import type { Button } from '../../src/bots/card.ts';
import { type Api, Problem } from './api.ts';
import { whileAttended } from './attention.ts';
import {
  type Conversation,
  emptyConversation,
  type Outgoing,
  withMessage,
  withOutgoing,
  withoutOutgoing,
} from './conversation.ts';
import { followThread } from './events.ts';
import type { Memory, Remembered } from './memory.ts';
import { createStore, type Store } from './store.ts';

export type Chat = {
  readonly store: Pick<Store<Conversation>, 'get' | 'subscribe'>;
  /** Never fails: what cannot be sent stays, and says so. */
  readonly say: (text: string, files: readonly File[]) => void;
  readonly tryAgain: (key: string) => void;
  readonly discard: (key: string) => void;
  readonly press: (cardKey: string, button: Button) => void;
  readonly beginAnew: () => void;
  readonly open: (threadId: string) => void;
  readonly earlier: () => readonly Remembered[];
  /** Hears nothing any more; what was sent is on its way all the same. */
  readonly close: () => void;
};

type Options = { readonly api: Api; readonly memory: Memory; readonly newKey: () => string };

/** What the server says about an answer that is coming holds this long. */
const TYPING_MS = 30_000;
const TITLE_CHARACTERS = 60;

export function createChat({ api, memory, newKey }: Options): Chat {
  const store = createStore(emptyConversation(memory.current()));
  let following = new AbortController();
  const closing = new AbortController();
  let beginning: Promise<string> | null = null;
  /** Messages go out one after the other, as they were written. */
  let queue: Promise<void> = Promise.resolve();

  const follow = (threadId: string) => {
    if (closing.signal.aborted) return;
    following.abort();
    following = new AbortController();
    const hearer = hearerOf(store, threadId, () => memory.forget(threadId));
    whileAttended((signal) => void followThread(api, threadId, hearer, signal), following.signal);
  };
  const show = (threadId: string | null) => {
    following.abort();
    beginning = null;
    memory.open(threadId);
    store.update(() => emptyConversation(threadId));
    if (threadId !== null) follow(threadId);
  };
  /** The thread begins with its first message; two messages at once begin one. */
  const threadFor = (title: string): Promise<string> => {
    const { threadId } = store.get();
    if (threadId !== null) return Promise.resolve(threadId);
    beginning ??= api.begin().then((begun) => {
      memory.open(begun);
      memory.add({ id: begun, title });
      store.update((before) => ({ ...before, threadId: begun }));
      follow(begun);
      return begun;
    });
    return beginning;
  };
  const send = async (outgoing: Outgoing) => {
    const put = (change: Partial<Outgoing>) =>
      store.update((before) => withOutgoing(before, { ...outgoing, ...change }));
    put({ state: 'sending', say: null });
    try {
      await api.say(await threadFor(titleOf(outgoing)), outgoing);
      put({ state: 'sent', say: null });
    } catch (error) {
      beginning = null;
      put({ state: 'failed', say: sayOf(error) });
    }
  };
  const enqueue = (outgoing: Outgoing) => {
    store.update((before) => withOutgoing(before, { ...outgoing, state: 'sending', say: null }));
    queue = queue.then(() => send(outgoing));
  };

  const current = store.get().threadId;
  if (current !== null) follow(current);
  return {
    store,
    say: (text, files) => enqueue({ key: newKey(), text, files, state: 'sending', say: null }),
    tryAgain: (key) => {
      const outgoing = store.get().outbox.find((one) => one.key === key);
      if (outgoing) enqueue(outgoing);
    },
    discard: (key) => store.update((before) => withoutOutgoing(before, key)),
    press: (cardKey, button) => void press(api, store, newKey(), cardKey, button),
    beginAnew: () => show(null),
    open: show,
    close: () => {
      closing.abort();
      following.abort();
    },
    earlier: () => memory.all().filter(({ id }) => id !== store.get().threadId),
  };
}

function hearerOf(store: Store<Conversation>, threadId: string, forget: () => void) {
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  /** What comes late from a conversation that was left changes nothing. */
  const update = (step: (before: Conversation) => Conversation) =>
    store.update((before) => (before.threadId === threadId ? step(before) : before));
  return {
    cursor: () => store.get().cursor,
    message: (message: Conversation['messages'][number]) => update((before) => withMessage(before, message)),
    typing: () => {
      clearTimeout(typingEnds);
      typingEnds = setTimeout(() => update((before) => ({ ...before, isTyping: false })), TYPING_MS);
      update((before) => ({ ...before, isTyping: true }));
    },
    caughtUp: () => update((before) => ({ ...before, phase: 'ready' })),
    connected: (isConnected: boolean) => update((before) => ({ ...before, isOffline: !isConnected })),
    gone: () => {
      forget();
      update((before) => ({ ...before, phase: 'gone' }));
    },
  };
}

async function press(api: Api, store: Store<Conversation>, key: string, cardKey: string, button: Button) {
  const { threadId } = store.get();
  if (threadId === null) return;
  const { action, value } = button;
  store.update((before) => ({ ...before, pressed: { cardKey, action, value, state: 'waiting', say: null } }));
  try {
    await api.press(threadId, { key, action, value });
  } catch (error) {
    const say = sayOf(error);
    store.update((before) => ({ ...before, pressed: { cardKey, action, value, state: 'failed', say } }));
  }
}

function titleOf({ text, files }: Outgoing): string {
  const words = text.trim().replaceAll(/\s+/g, ' ') || (files[0]?.name ?? 'A picture');
  return words.length > TITLE_CHARACTERS ? `${words.slice(0, TITLE_CHARACTERS)}…` : words;
}

function sayOf(error: unknown): string {
  return error instanceof Problem ? error.message : 'Something went wrong. Please try again.';
}
