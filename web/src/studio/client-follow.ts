/** Follows an ad: server-sent events while they come, asking now and then while they do not, through breaks of the network. */
import type { Ad, Send } from './client.ts';
import { ApiProblem, isRecord } from './client-problem.ts';

type Following = {
  readonly send: Send;
  /** `/api/projects/{id}`. */
  readonly path: string;
  readonly onAd: (ad: Ad) => void;
  readonly signal: AbortSignal;
};

/** Two heartbeats and a bit: a connection that is silent for longer is dead, whatever the system says. */
const SILENCE_MS = 35_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** Resolves when the ad has ended, is not to be had, or `signal` aborts; never throws. */
export async function followAd({ send, path, onAd, signal }: Following): Promise<void> {
  const known: Known = { id: null, tag: null };
  let waitMs = FIRST_WAIT_MS;
  const tell = (ad: Ad) => {
    if (signal.aborted) return;
    waitMs = FIRST_WAIT_MS;
    onAd(ad);
  };
  while (!signal.aborted) {
    try {
      if (await readStream({ send, path, onAd: tell, signal }, known)) return;
    } catch (error) {
      if (isHopeless(error)) return;
    }
    if (signal.aborted) return;
    // A network that lets no stream through lets a question through.
    if (waitMs > FIRST_WAIT_MS && (await ask({ send, path, onAd: tell, signal }, known))) return;
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

type Known = {
  /** Of the last event that was read. */
  id: string | null;
  /** Of the last answer. */
  tag: string | null;
};

/** Resolves to whether the ad has ended; throws when the stream breaks or falls silent. */
async function readStream({ send, path, onAd, signal }: Following, known: Known): Promise<boolean> {
  const silence = new AbortController();
  let watch = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const headers: HeadersInit = known.id === null ? {} : { 'last-event-id': known.id };
    const answer = await send(`${path}/events`, { headers, signal: AbortSignal.any([signal, silence.signal]) });
    if (answer.status === 204) return true;
    if (!answer.body) return false;
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(watch);
      watch = setTimeout(() => silence.abort(), SILENCE_MS);
      const blocks = (text + decoder.decode(chunk.value, { stream: true })).split('\n\n');
      text = blocks.pop() ?? '';
      for (const event of blocks.map(eventIn)) {
        if (event.name === 'ad') onAd(JSON.parse(event.data)); // our own server's, checked by it
        known.id = event.id ?? known.id;
        if (event.name === 'end') return true;
      }
    }
    return false;
  } finally {
    clearTimeout(watch);
    silence.abort();
  }
}

/** Resolves to whether there is nothing more to wait for. */
async function ask({ send, path, onAd, signal }: Following, known: Known): Promise<boolean> {
  try {
    const headers: HeadersInit = known.tag === null ? {} : { 'if-none-match': known.tag };
    const answer = await send(path, { headers, signal, cache: 'no-store' });
    known.tag = answer.headers.get('etag');
    if (answer.status === 304) return false;
    const ad: Ad = await answer.json();
    onAd(ad);
    return isRecord(ad) && ['COMPLETED', 'FAILED', 'CANCELLED'].includes(ad.status);
  } catch (error) {
    return isHopeless(error);
  }
}

/** Not there, or nobody's who is here: asking again helps nobody. */
function isHopeless(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 401);
}

function eventIn(block: string) {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return { name: field('event') ?? '', data: field('data') ?? '', id: field('id') };
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
