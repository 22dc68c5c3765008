/** Whether a token was made by Supabase Auth for this installation, is still good, and whose it is. */
import { verify, verifyWithJwks } from 'hono/jwt';
import { z } from 'zod';
import type { Jwks } from './jwks.ts';

export type JwtRules = {
  /** As in `https://project.supabase.co/auth/v1`. */
  readonly issuer: string;
  readonly audience: string;
  /** Public keys by address, or the one secret that older projects sign with. */
  readonly keys: { readonly kind: 'jwks'; readonly jwks: Jwks } | { readonly kind: 'secret'; readonly secret: string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** What Supabase signs with: RS256 and ES256 by key pairs, HS256 by a shared secret (its documentation, 2026-11-23). */
const KEY_PAIRS = ['RS256', 'ES256'] as const;
const SHARED = 'HS256';

/** Clocks differ. */
const SKEW_SECONDS = 60;
/** No token of ours is longer, and whatever is has cost little so far. */
const MAX_CHARACTERS = 8192;

const Claims = z.object({
  sub: z.uuid(),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  /** Supabase can give accounts to people who never said who they are; such a one could be had by the thousand. */
  is_anonymous: z.boolean().optional(),
});

/** The account's id in lower case; null for every token that is not to be believed. Throws `Denial` 503 where the keys cannot be had. */
export async function verifyJwt(token: string, rules: JwtRules): Promise<string | null> {
  if (token.length > MAX_CHARACTERS) return null;
  const payload = await signedPayload(token, rules);
  const claims = Claims.safeParse(payload).data;
  if (!claims || claims.is_anonymous || !isInTime(claims, rules.now() / 1000)) return null;
  return claims.sub.toLowerCase();
}

/** Null where signature, algorithm, issuer or audience is not as it has to be. Times are ours to look at: clocks differ. */
async function signedPayload(token: string, { issuer, audience, keys }: JwtRules): Promise<unknown> {
  const expected = { iss: issuer, aud: audience, exp: false, nbf: false, iat: false } as const;
  if (keys.kind === 'secret') return verify(token, keys.secret, { ...expected, alg: SHARED }).catch(() => null);
  const set = await keys.jwks.keysFor(keyIdOf(token));
  if (set === null) return null;
  return verifyWithJwks(token, { keys: [...set], allowedAlgorithms: KEY_PAIRS, verification: expected }).catch(
    () => null,
  );
}

function isInTime({ exp, nbf, iat }: z.infer<typeof Claims>, nowSeconds: number): boolean {
  const earliest = Math.max(nbf ?? 0, iat ?? 0);
  return nowSeconds < exp + SKEW_SECONDS && nowSeconds >= earliest - SKEW_SECONDS;
}

const Header = z.object({ kid: z.string().min(1).max(200) });

/** Null: it names none, and nothing is to be asked for it. */
function keyIdOf(token: string): string | null {
  const [head = '', , , more] = token.split('.');
  if (more !== undefined) return null;
  try {
    return Header.parse(JSON.parse(Buffer.from(head, 'base64url').toString())).kid;
  } catch {
    return null;
  }
}
