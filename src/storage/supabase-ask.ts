/** Calls functions of a Supabase project through its API, as the service role, with limits and bounded patience. */
import { createClient } from '@supabase/supabase-js';
import { AdgenError } from '../ad/errors.ts';
import type { Arguments } from './database.ts';
import { type Patience, retrying } from './postgres-retry.ts';
import { mayAskAgain, Refusal, supabaseError } from './supabase-error.ts';

export type Access = { readonly url: string; readonly serviceRoleKey: string };

type Limits = {
  /** How long one request may take. */
  readonly requestMs: number;
  readonly patience: Patience;
};

/** Resolves to the JSON of the answer. `isRead`: asking again does no harm, even when nobody knows whether it was heard. */
export type Ask = (name: string, given: Arguments, isRead: boolean, patience?: Patience) => Promise<unknown>;

/**
 * Throws `set-up`, `storage` or `conflict` with a sentence; what the function itself refuses comes as it is. What certainly
 * was not done is tried again for a while; what may have been done only when it is a read.
 */
export function createAsk({ url, serviceRoleKey }: Access, { requestMs, patience: usual }: Limits): Ask {
  const place = new URL(url).host;
  const client = createClient(url, serviceRoleKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: fetchOrRefuse },
  });
  const turn = createTurns(REQUESTS_AT_ONCE);
  const once = async (name: string, given: Arguments, closing: AbortSignal): Promise<unknown> => {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(requestMs)]);
    const { data } = await client.rpc(name, given).abortSignal(signal).throwOnError();
    return data;
  };
  return async (name, given, isRead, patience = usual) => {
    try {
      const ask = () => turn(() => once(name, given, patience.signal));
      return await retrying(ask, (error) => mayAskAgain(error, isRead), patience);
    } catch (error) {
      throw supabaseError(error, place);
    }
  };
}

/** PostgREST has about ten connections for everybody (Supabase's smallest plan); more questions only wait there, and fail. */
const REQUESTS_AT_ONCE = 8;

function createTurns(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** So that a refusal keeps its status, and an answer that is not PostgREST's is none. A redirection would turn a call into a read. */
async function fetchOrRefuse(...[input, options]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, { ...options, redirect: 'manual' });
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  if (response.ok && (isJson || response.status === 204)) return response;
  const text = await response.text();
  const said = isJson && !response.ok ? saidIn(text) : {};
  const seconds = Number(response.headers.get('retry-after'));
  throw new Refusal(response.ok ? 404 : response.status, {
    code: typeof said.code === 'string' ? said.code : '',
    message: typeof said.message === 'string' ? said.message : `status ${response.status}`,
    ...(seconds > 0 ? { retryAfterMs: 1000 * seconds } : {}),
  });
}

function saidIn(text: string): { readonly code?: unknown; readonly message?: unknown } {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? said : {};
  } catch {
    return {};
  }
}

/** Throws `set-up` for a key that cannot be the right one, before it is sent anywhere. */
export function refuseOtherKey(key: string): void {
  if (key.startsWith('sb_publishable_') || (roleIn(key) ?? 'service_role') !== 'service_role') {
    throw new AdgenError(
      'set-up',
      'SUPABASE_SERVICE_ROLE_KEY holds the key for browsers, with which adgen may do nothing. Use the service role key (or a secret key).',
    );
  }
}

/** The keys of before 2025 are tokens that say whose they are; null for all others. */
function roleIn(key: string): string | null {
  const [, claims = ''] = key.split('.');
  const said = saidIn(Buffer.from(claims, 'base64url').toString()) as { readonly role?: unknown };
  return typeof said.role === 'string' ? said.role : null;
}
