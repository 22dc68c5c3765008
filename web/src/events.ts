/** Follows a thread: reads its stream, and comes back after every break with the number of the last change it has. */
import type { WebMessage } from '../../src/bots/web/messages.ts';
import { type Api, Problem } from './api.ts';

export type Hearer = {
  readonly cursor: () => number;
  readonly message: (message: WebMessage) => void;
  readonly typing: () => void;
  /** Everything that was there has come. */
  readonly caughtUp: () => void;
  readonly connected: (isConnected: boolean) => void;
  /** The server does not know the thread; it is not asked again. */
  readonly gone: () => void;
};

/** Two heartbeats and a bit: a connection that is silent for longer is dead, whatever the system says. */
const SILENCE_MS = 35_000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;

/** Resolves when `signal` aborts, or when the thread is gone. */
export async function followThread(api: Api, threadId: string, hearer: Hearer, signal: AbortSignal): Promise<void> {
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      await readOnce(api, threadId, { ...hearer, caughtUp: () => heard() }, signal);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return hearer.gone();
    }
    if (signal.aborted) return;
    // The first break is often only a server that restarts: no need to alarm anybody.
    if (waitMs > FIRST_WAIT_MS) hearer.connected(false);
    await pause(waitMs, signal);

    function heard() {
      waitMs = FIRST_WAIT_MS / 2;
      hearer.connected(true);
      hearer.caughtUp();
    }
  }
}

/** Resolves when the server ends the stream; throws when it breaks or falls silent. */
async function readOnce(api: Api, threadId: string, hearer: Hearer, signal: AbortSignal): Promise<void> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let watch = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const reader = (await api.events(threadId, hearer.cursor(), either)).getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(watch);
      watch = setTimeout(() => silence.abort(), SILENCE_MS);
      const blocks = (text + decoder.decode(chunk.value, { stream: true })).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) hear(block, hearer);
    }
  } finally {
    clearTimeout(watch);
  }
}

function hear(block: string, hearer: Hearer): void {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const event = field('event');
  if (event === 'message') hearer.message(JSON.parse(field('data') ?? '')); // our own server's, checked by it
  if (event === 'typing') hearer.typing();
  if (event === 'caught-up') hearer.caughtUp();
}

/** Ends early when the system says that the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => {
    clearTimeout(timer);
    window.removeEventListener('online', done);
    signal.removeEventListener('abort', done);
    resolve();
  };
  const timer = setTimeout(done, ms);
  window.addEventListener('online', done);
  signal.addEventListener('abort', done);
  return promise;
}
