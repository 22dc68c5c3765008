/** The server of the chat, as functions. Whatever goes wrong is a `Problem` with a sentence for people. */
import type { Session } from './studio/session.ts';

export class Problem extends Error {
  /** Null when no answer came at all. */
  readonly status: number | null;

  constructor(status: number | null, say: string) {
    super(say);
    this.name = 'Problem';
    this.status = status;
  }
}

export type Api = {
  readonly begin: () => Promise<string>;
  /** A repeat of a key is a no-op. */
  readonly say: (threadId: string, message: { key: string; text: string; files: readonly File[] }) => Promise<void>;
  readonly press: (threadId: string, click: { key: string; action: string; value: string }) => Promise<void>;
  /** The stream of what happened after `cursor`, as bytes. */
  readonly events: (threadId: string, cursor: number, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
};

export function createApi(session: Pick<Session, 'token' | 'renew'>): Api {
  const request = requester(session);
  return {
    begin: async () => {
      const body: unknown = await (await request('/api/threads', { method: 'POST' })).json();
      if (isRecord(body) && typeof body.thread_id === 'string') return body.thread_id;
      throw new Problem(null, 'The server gave an answer that cannot be read. Reload the page.');
    },
    say: async (threadId, { key, text, files }) => {
      const form = new FormData();
      form.set('key', key);
      form.set('text', text);
      for (const file of files) form.append('files', file);
      await request(`/api/threads/${threadId}/messages`, { method: 'POST', body: form });
    },
    press: async (threadId, click) => {
      const headers = { 'content-type': 'application/json' };
      await request(`/api/threads/${threadId}/actions`, { method: 'POST', headers, body: JSON.stringify(click) });
    },
    events: async (threadId, cursor, signal) => {
      const { body } = await request(`/api/threads/${threadId}/events?after=${cursor}`, { signal });
      if (body) return body;
      throw new Problem(null, 'The server does not answer.');
    },
  };
}

/** The address of a storyboard or film. */
export function fileAddress(key: string): string {
  return `/api/files/${key}`;
}

export function uploadAddress(threadId: string, upload: string): string {
  return `/api/threads/${threadId}/uploads/${upload}`;
}

/** Who is not known, or not any more, is made known and tries once more. */
function requester({ token, renew }: Pick<Session, 'token' | 'renew'>) {
  return async (path: string, init: RequestInit): Promise<Response> => {
    const first = await send(path, init, await token());
    if (first.status !== 401 || !(await renew())) return settled(first);
    return settled(await send(path, init, await token()));
  };
}

async function send(path: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(path, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(null, 'adgen cannot be reached. Check the connection and try again.');
  }
}

async function settled(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const body: unknown = await answer.json().catch(() => null);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const say = typeof error.message === 'string' ? error.message : 'Something went wrong. Please try again.';
  throw new Problem(answer.status, say);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
