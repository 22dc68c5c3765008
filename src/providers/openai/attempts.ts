/** A hosted call tried a few times within a deadline: nobody waits for a model longer than that. */
import { setTimeout } from 'node:timers/promises';
import { APICallError } from 'ai';

export type Patience = {
  /** Calls at most. */
  readonly attempts: number;
  /** For all of them and the pauses between. */
  readonly totalMs: number;
  /** Before the second call, doubled before each further one; a host's own wish (retry-after) goes before it. */
  readonly pauseMs: number;
};

/** Throws the last error, the deadline's `TimeoutError`, or the signal's reason. A wish to wait beyond the deadline ends it at once. */
export async function attempt<T>(
  call: (signal: AbortSignal) => PromiseLike<T>,
  { attempts, totalMs, pauseMs }: Patience,
  signal: AbortSignal | undefined,
): Promise<T> {
  const deadline = AbortSignal.any([AbortSignal.timeout(totalMs), ...(signal ? [signal] : [])]);
  const endsAt = performance.now() + totalMs;
  for (let done = 1; ; done++) {
    try {
      return await call(deadline);
    } catch (error) {
      const waitMs = retryAfterMs(error) ?? pauseMs * 2 ** (done - 1);
      const late = performance.now() + waitMs >= endsAt;
      if (deadline.aborted || done >= attempts || late || !isWorthAnother(error)) throw error;
      await setTimeout(waitMs, undefined, { signal: deadline });
    }
  }
}

/** An account without credit answers 429 as a crowded host does, but no waiting helps (`insufficient_quota`; ai 7.0.173 would try again, 2026-11-22). */
function isWorthAnother(error: unknown): boolean {
  return APICallError.isInstance(error) && error.isRetryable && !error.responseBody?.includes('insufficient_quota');
}

/** `retry-after-ms`, else `retry-after` in seconds; undefined when the host says neither. */
function retryAfterMs(error: unknown): number | undefined {
  const headers = APICallError.isInstance(error) ? error.responseHeaders : undefined;
  const wishes = [Number(headers?.['retry-after-ms']), Number(headers?.['retry-after']) * 1000];
  return wishes.find((ms) => Number.isFinite(ms) && ms >= 0);
}
