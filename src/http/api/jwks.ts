/** Public keys of whoever signs tokens: fetched when needed, kept for a while, asked for again when a token names a new one. */
import type { HonoJsonWebKey } from 'hono/utils/jwt/jws';
import { z } from 'zod';
import { Denial, retryAfter } from './denial.ts';

export type Jwks = {
  /** The keys when one of them has that id; null when none has. Throws `Denial` 503 where they cannot be had. */
  readonly keysFor: (keyId: string | null) => Promise<readonly HonoJsonWebKey[] | null>;
};

type Options = {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
};

/** Supabase's own edge keeps them for ten minutes (its documentation, 2026-11-23). */
const KEEP_MS = 10 * 60_000;
/** Made-up key ids do not make us ask more often. */
const ASK_AGAIN_MS = 30_000;
const PATIENCE_MS = 5000;
const MAX_CHARACTERS = 100_000;

const text = z.string().exactOptional();
const PublicKey = z.object({
  kid: text,
  kty: z.string(),
  alg: text,
  use: text,
  crv: text,
  n: text,
  e: text,
  x: text,
  y: text,
});
const KeySet = z.object({ keys: z.array(PublicKey).max(100) });

export function createJwks({ url, fetch, clock }: Options): Jwks {
  let kept: { readonly keys: readonly HonoJsonWebKey[]; readonly atMs: number } | null = null;
  let asking: Promise<readonly HonoJsonWebKey[]> | null = null;
  const ask = () => {
    asking ??= fetchKeys(url, fetch)
      .then((keys) => {
        kept = { keys, atMs: clock() };
        return keys;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  return {
    keysFor: async (keyId) => {
      if (keyId === null) return null;
      const has = (keys: readonly HonoJsonWebKey[]) => (keys.some(({ kid }) => kid === keyId) ? keys : null);
      const ageMs = kept === null ? Number.POSITIVE_INFINITY : clock() - kept.atMs;
      const known = kept && has(kept.keys);
      if (known && ageMs < KEEP_MS) return known;
      if (kept && ageMs < ASK_AGAIN_MS) return null;
      try {
        return has(await ask());
      } catch (error) {
        // Keys that were good a while ago are better than nobody getting in.
        if (known) return known;
        throw error;
      }
    },
  };
}

async function fetchKeys(url: string, fetch: Options['fetch']): Promise<readonly HonoJsonWebKey[]> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = answer.ok ? await answer.text() : '';
    return KeySet.parse(JSON.parse(text.slice(0, MAX_CHARACTERS))).keys;
  } catch {
    const say = 'Signing in cannot be checked just now. Please try again in a moment.';
    throw new Denial(503, 'set-up', say, retryAfter(PATIENCE_MS));
  }
}
