/** A thread as server-sent events: what is new since the reader's last number, then everything as it happens. */
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { WebMessages } from '../bots/web/messages.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Bells, StreamBell } from './bells.ts';

export type StreamNeeds = {
  readonly messages: Pick<WebMessages, 'since'>;
  readonly bells: Bells;
  readonly heartbeatMs: number;
  readonly log: Log;
  /** Ends every stream. */
  readonly signal: AbortSignal;
};

const PAGE = 100;
const RETRY_MS = 1000;

/**
 * Events: `message` (its id is the number of the change), `caught-up` once after what was there, `typing`, and `beat` while
 * nothing happens. A reader that comes back with `Last-Event-ID`, or `after` in the address, gets each later change once.
 */
export function eventStream(c: Context, threadId: string, needs: StreamNeeds): Response {
  // Nobody would read the stream, and so nobody would end it.
  if (c.req.raw.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
  // Proxies that collect answers would keep them from the page.
  c.header('X-Accel-Buffering', 'no');
  const after = cursorOf(c.req.header('last-event-id') ?? c.req.query('after'));
  const answer = streamSSE(c, (stream) =>
    follow(stream, threadId, after, needs).catch((error) => {
      // Its end is all the reader has to know: it comes back with its number.
      needs.log.warn({ err: error, thread: threadId }, 'an event stream broke off');
    }),
  );
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

async function follow(stream: SSEStreamingApi, threadId: string, after: number, needs: StreamNeeds): Promise<void> {
  const { signal, bells } = needs;
  const bell = await bells.open(threadId);
  stream.onAbort(bell.ring);
  signal.addEventListener('abort', bell.ring);
  const hasEnded = () => signal.aborted || stream.aborted || stream.closed;
  try {
    // Read after the bell hangs: a change in between rings it.
    let cursor = await sendSince(stream, threadId, after, needs);
    await stream.writeSSE({ event: 'caught-up', data: `${cursor}`, retry: RETRY_MS });
    while (!hasEnded()) cursor = await sendNext(stream, bell, threadId, cursor, needs);
  } finally {
    signal.removeEventListener('abort', bell.ring);
    bell.close();
  }
}

async function sendNext(
  stream: SSEStreamingApi,
  bell: StreamBell,
  threadId: string,
  cursor: number,
  needs: StreamNeeds,
): Promise<number> {
  const { changed, typing } = await bell.next(needs.heartbeatMs);
  if (needs.signal.aborted || stream.aborted) return cursor;
  if (typing) await stream.writeSSE({ event: 'typing', data: '' });
  if (changed) return sendSince(stream, threadId, cursor, needs);
  if (!typing) await stream.writeSSE({ event: 'beat', data: '' });
  return cursor;
}

/** Resolves to the number of the last change sent. */
async function sendSince(
  stream: SSEStreamingApi,
  threadId: string,
  after: number,
  { messages }: StreamNeeds,
): Promise<number> {
  let cursor = after;
  for (let full = true; full && !stream.aborted; ) {
    const found = await messages.since(threadId, cursor, PAGE);
    for (const message of found) {
      await stream.writeSSE({ event: 'message', id: `${message.sequence}`, data: JSON.stringify(message) });
      cursor = message.sequence;
    }
    full = found.length === PAGE;
  }
  return cursor;
}

/** Anything that is no number of ours means: from the beginning. */
function cursorOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : 0;
}
