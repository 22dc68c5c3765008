/** Fetches a file that the provider made: from its own hosts only, no larger than expected, and really of its kind. */
import { open, rm } from 'node:fs/promises';
import { pause } from './pause.ts';
import { isMedia, type MediaKind, SNIFFED_BYTES } from './sniff.ts';
import type { Timing } from './timing.ts';

/** `gone`: it is not there any more · `unusable`: it is not what it should be, or cannot be had. Throws only when `signal` aborts. */
export type Download = (
  url: string,
  kind: MediaKind,
  outFile: string,
  signal: AbortSignal,
) => Promise<'done' | 'gone' | 'unusable'>;

type Options = {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly timing: Pick<Timing, 'downloadTimeoutMs' | 'pollMs'>;
};

/** Hosts of Replicate's files (replicate.com/docs/topics/predictions/output-files, read 2026-11-22). */
const HOSTS = /^(?:[a-z0-9-]+\.)*replicate\.delivery$/;
/** A clip of ten seconds at 1080p has up to 40 MB. */
const MOST_BYTES: Readonly<Record<MediaKind, number>> = { video: 200 * 1024 * 1024, audio: 60 * 1024 * 1024 };
const TRIES = 3;
const MOST_REDIRECTS = 2;

export function createDownload(options: Options): Download {
  return async (url, kind, outFile, signal) => {
    for (let tries = 1; ; tries++) {
      const got = await once(url, kind, outFile, options, signal);
      if (got === 'done') return got;
      await rm(outFile, { force: true });
      if (got === 'gone' || tries === TRIES) return got;
      await pause(options.timing.pollMs * 2 ** tries, signal);
    }
  };
}

async function once(url: string, kind: MediaKind, outFile: string, options: Options, signal: AbortSignal) {
  const brake = AbortSignal.any([signal, AbortSignal.timeout(options.timing.downloadTimeoutMs)]);
  try {
    const response = await get(url, options, brake);
    if (!response?.ok || !response.body) {
      await response?.body?.cancel();
      return response && [403, 404, 410].includes(response.status) ? 'gone' : 'unusable';
    }
    return (await write(response.body, kind, outFile)) ? 'done' : 'unusable';
  } catch {
    // The message of a failed fetch may hold the address, which is as good as a key.
    if (signal.aborted) await pause(0, signal);
    return 'unusable';
  }
}

/** Null when the way leads where no file of the provider lies. No token goes along. */
async function get(first: string, { baseUrl, fetch }: Options, signal: AbortSignal): Promise<Response | null> {
  let url = first;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    if (!isAllowed(url, baseUrl)) return null;
    const response = await fetch(url, { signal, redirect: 'manual' });
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null) return response;
    await response.body?.cancel();
    url = new URL(next, url).href;
  }
  return null;
}

/** Over https from the provider's hosts; or from the very host that was configured, in the way it was configured. */
export function isAllowed(url: string, baseUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin, username, password } = new URL(url);
  if (username || password) return false;
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && HOSTS.test(hostname));
}

/** False when it is too large, or not of its kind by its first bytes; its name and its type say nothing. */
async function write(body: ReadableStream<Uint8Array>, kind: MediaKind, outFile: string): Promise<boolean> {
  const file = await open(outFile, 'w');
  try {
    let start = new Uint8Array();
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES[kind]) return false;
      if (start.length < SNIFFED_BYTES) start = Buffer.concat([start, chunk.subarray(0, SNIFFED_BYTES)]);
      if (start.length >= SNIFFED_BYTES && !isMedia(start, kind)) return false;
      await file.writeFile(chunk);
    }
    return isMedia(start, kind);
  } finally {
    await file.close();
  }
}
