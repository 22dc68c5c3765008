/** Errors on their way through the queue, which keeps only a line of text: whether a retry can help, and what to say. */
import { AdgenError, type ErrorCode, sayOf, willPass } from '../ad/errors.ts';

const NEVER_RETRIED: ReadonlySet<ErrorCode> = new Set(['bad-input', 'set-up', 'cancelled', 'conflict', 'not-found']);

const CODES: readonly ErrorCode[] = [
  'bad-input',
  'set-up',
  'cancelled',
  'not-found',
  'conflict',
  'storage',
  'step-failed',
];

/** A task that failed has had its own attempts; its ad has nothing to gain from another. */
class GaveUp extends Error {}

export function canRetry(error: unknown): boolean {
  if (!(error instanceof AdgenError)) return true;
  return !NEVER_RETRIED.has(error.code) && !(error.cause instanceof GaveUp);
}

/** Tries in all, the first included. A database or a store that restarts is waited for. */
const TRIES = 2;
export const MOST_TRIES = 8;

export function triesOf(error: unknown): number {
  return willPass(error) ? MOST_TRIES : TRIES;
}

/** What the thrower asked for, else `baseMs` doubled with every attempt. */
export function retryDelayMs(error: unknown, attemptsMade: number, baseMs: number): number {
  const asked = error instanceof AdgenError ? error.retryAfterMs : undefined;
  const patience = 2 ** (attemptsMade - 1);
  if (asked === undefined) return baseMs * patience;
  return willPass(error) ? Math.min(asked * patience, LONGEST_PAUSE_MS) : asked;
}

/** Together with the tries before it, about two minutes: as long as a restart may take. */
const LONGEST_PAUSE_MS = 30_000;

/** `storage: There is no room left …`: what the queue keeps of a failed job. */
export function toReason(error: unknown): string {
  if (error instanceof AdgenError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

/** What a task failed with. A stranger's message stays in the cause: it is for the log, not for people. */
export function fromReason(reason: string): AdgenError {
  const code = CODES.find((known) => reason.startsWith(`${known}: `));
  const say = code ? reason.slice(code.length + 2) : sayOf(null);
  return new AdgenError(code ?? 'step-failed', say, { cause: new GaveUp(reason) });
}

export function toAdgenError(error: unknown): AdgenError {
  return error instanceof AdgenError ? error : new AdgenError('step-failed', sayOf(error), { cause: error });
}
