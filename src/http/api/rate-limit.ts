/** How often one person may do something: a bucket each that fills up again with time. */
import type { MiddlewareHandler } from 'hono';
import { Denial, retryAfter } from './denial.ts';
import type { ApiEnv } from './whose.ts';

export type Rate = {
  /** At once, after a while without. */
  readonly burst: number;
  /** From then on, one each. */
  readonly everyMs: number;
};

/** Milliseconds; only differences are used. */
type Clock = () => number;

/** People that are remembered; beyond that the one who came longest ago is forgotten. */
const MOST_PEOPLE = 10_000;

/** Counts in this process alone. Refuses with 429 and the seconds to wait; `say` says what there was too much of. */
export function atMost(rate: Rate, say: string, clock: Clock): MiddlewareHandler<ApiEnv> {
  const buckets = new Map<string, { readonly left: number; readonly atMs: number }>();
  return async (c, next) => {
    const { userId } = c.var.person;
    const nowMs = clock();
    const before = buckets.get(userId) ?? { left: rate.burst, atMs: nowMs };
    const left = Math.min(rate.burst, before.left + (nowMs - before.atMs) / rate.everyMs);
    if (left < 1) throw new Denial(429, 'too-often', say, retryAfter((1 - left) * rate.everyMs));
    buckets.delete(userId);
    buckets.set(userId, { left: left - 1, atMs: nowMs });
    const [oldest] = buckets.keys();
    if (buckets.size > MOST_PEOPLE && oldest !== undefined) buckets.delete(oldest);
    await next();
  };
}

/** Never more than `most` of these at once for one person, and `mostOfAll` for everybody together. */
export function atOnce(most: number, mostOfAll: number) {
  const counts = new Map<string, number>();
  let all = 0;
  return {
    /** Throws 429 or 503 where there is no room; else gives the room back when called. */
    enter: (userId: string): (() => void) => {
      const own = counts.get(userId) ?? 0;
      if (own >= most)
        throw new Denial(
          429,
          'too-often',
          'You have too many of these open at once. Close one first.',
          retryAfter(5000),
        );
      if (all >= mostOfAll)
        throw new Denial(
          503,
          'conflict',
          'Too many people are doing this just now. Please try again in a moment.',
          retryAfter(5000),
        );
      counts.set(userId, own + 1);
      all += 1;
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        all -= 1;
        const rest = (counts.get(userId) ?? 1) - 1;
        if (rest === 0) counts.delete(userId);
        else counts.set(userId, rest);
      };
    },
  };
}

export type Room = ReturnType<typeof atOnce>;
