/** Makes Replicate's client ask exactly once: left alone, it sends a request that was cut off up to six times within a second. */
import type { z } from 'zod';

/**
 * What came of one request. `busy`: ask again later · `refused`: not accepted, and it will not be · `unsent`: it never left
 * this machine · `lost`: it may have been heard.
 */
export type Outcome<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unsent' }
  | { readonly kind: 'lost' };

type Shots = {
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  readonly outcome: <T>(schema: z.ZodType<T>, request: () => Promise<Response>) => Promise<Outcome<T>>;
};

const WHAT = 'x-adgen-outcome';
/** No status that the client (replicate 1.4.0) tries again. */
const NOT_AGAIN = 499;

/** `token` is kept out of what a refusal says. */
export function singleShot(fetch: typeof globalThis.fetch, token: string): Shots {
  return {
    fetch: async (input, init) => {
      try {
        // A redirect would carry the token elsewhere.
        const response = await fetch(input, { ...init, redirect: 'error' });
        if (response.status === 429) return marked('busy', response.headers);
        return response.status >= 500 ? marked('lost') : response;
      } catch (error) {
        return marked(neverLeft(error) ? 'unsent' : 'lost');
      }
    },
    outcome: async (schema, request) => {
      try {
        const response = await request();
        const parsed = schema.safeParse(await response.json());
        return parsed.success ? { kind: 'answer', value: parsed.data } : { kind: 'lost' };
      } catch (error) {
        return outcomeOf(error, token);
      }
    },
  };
}

function marked(what: 'busy' | 'unsent' | 'lost', told?: Headers): Response {
  const headers = new Headers({ [WHAT]: what });
  for (const name of ['retry-after', 'date']) {
    const value = told?.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(null, { status: NOT_AGAIN, headers });
}

/** The client puts the whole address and answer into its message; only the status and a short detail are kept of it. */
function outcomeOf<T>(error: unknown, token: string): Outcome<T> {
  const response = error instanceof Error && 'response' in error ? error.response : undefined;
  if (!(response instanceof Response)) return { kind: 'lost' };
  switch (response.headers.get(WHAT)) {
    case 'busy':
      return { kind: 'busy', retryAfterMs: retryAfterMs(response.headers) };
    case 'unsent':
      return { kind: 'unsent' };
    case 'lost':
      return { kind: 'lost' };
    default:
      return { kind: 'refused', status: response.status, detail: detailOf(error, token) };
  }
}

/** Replicate's own `detail` out of the message, without any address or the token. */
function detailOf(error: unknown, token: string): string {
  const [, detail = ''] = /"detail"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(error instanceof Error ? error.message : '') ?? [];
  return detail
    .replaceAll(token, '…')
    .replace(/\S+:\/\/\S+/g, '…')
    .slice(0, 200);
}

/** Seconds, or a date by the server's own clock (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Headers): number | null {
  const told = headers.get('retry-after');
  if (told === null) return null;
  const seconds = Number(told);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(told) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Errors of looking up and connecting: no byte of the request was sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && BEFORE_SENDING.has(String(cause.code));
}
