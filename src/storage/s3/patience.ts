/** How long and how often a call is tried again when the store is busy or away: the SDK's retry strategy, bounded by time. */
import { setTimeout as wait } from 'node:timers/promises';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 4000;

type Strategy = Extract<NonNullable<S3ClientConfig['retryStrategy']>, { acquireInitialRetryToken: unknown }>;

/**
 * The SDK says which errors are passing ones; this says when to go on. Its own strategy counts tries and shares one budget
 * among all calls (500 tokens, 14 a try in 3.1169): ten uploads at once would give up within seconds of a restart.
 */
export function createPatience(
  patienceMs: number,
  { signal, random, now }: { readonly signal: AbortSignal; readonly random: () => number; readonly now: () => number },
): Strategy {
  return {
    acquireInitialRetryToken: async () => token(0, now()),
    refreshRetryTokenForRetry: async (last, { errorType, retryAfterHint }) => {
      const since = 'since' in last && typeof last.since === 'number' ? last.since : now();
      if (errorType !== 'TRANSIENT' && errorType !== 'THROTTLING') throw new Error('Another try would not help.');
      const waitMs = waitFor(
        last.getRetryCount(),
        random(),
        retryAfterHint ? retryAfterHint.getTime() - Date.now() : 0,
      );
      if (now() + waitMs - since > patienceMs) throw new Error(`Tried for ${patienceMs} ms.`);
      await wait(waitMs, undefined, { signal });
      return token(last.getRetryCount() + 1, since);
    },
    recordSuccess: () => undefined,
  };
}

/** Doubles up to a bound; half of it is left to chance. What the store asks for counts up to the bound, too. */
function waitFor(tries: number, random: number, askedMs: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  return Math.max(most * (0.5 + random / 2), Math.min(askedMs, LONGEST_WAIT_MS));
}

function token(tries: number, since: number) {
  return { getRetryCount: () => tries, getRetryDelay: () => 0, since };
}
