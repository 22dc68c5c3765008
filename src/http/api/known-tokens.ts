/** Tokens that were found good a moment ago: who polls sends the same one each time, and looking at a signature takes longest. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** An account's id; null for a token that is not to be believed. */
export type TokenCheck = (token: string) => Promise<string | null>;

/** A key that is taken back counts no longer than this. */
const KEEP_MS = 60_000;
/** Beyond that the one that was looked at longest ago is forgotten. */
const MOST = 5_000;

/** What `check` refuses, or throws, is looked at again. `now`: milliseconds since 1970. No token stays in memory. */
export function rememberTokens(check: TokenCheck, now: () => number): TokenCheck {
  const known = new Map<string, { readonly userId: string; readonly untilMs: number }>();
  return async (token) => {
    const name = createHash('sha256').update(token).digest('base64');
    const before = known.get(name);
    if (before && now() < before.untilMs) return before.userId;
    known.delete(name);
    const userId = await check(token);
    if (userId === null) return null;
    known.set(name, { userId, untilMs: Math.min(now() + KEEP_MS, endOf(token)) });
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return userId;
  };
}

const Ending = z.object({ exp: z.number() });

/** Of a token that was found good. */
function endOf(token: string): number {
  const [, claims = ''] = token.split('.');
  return Ending.parse(JSON.parse(Buffer.from(claims, 'base64url').toString())).exp * 1000;
}
