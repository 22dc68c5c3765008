/** The one error of adgen: a code for programs, a sentence for people. */

export type ErrorCode =
  /** What the person gave cannot be used; the sentence says what would be right. Never retried. */
  | 'bad-input'
  /** The environment or the machine is not set up; the sentence names the variable or the command. Never retried. */
  | 'set-up'
  /** Somebody stopped it. Never retried, never shown as a failure. */
  | 'cancelled'
  /** It does not exist, or is not this person's. */
  | 'not-found'
  /** What was asked for no longer fits the state (a stale approval, a second process on one database). */
  | 'conflict'
  /** No room, or no permission, where files are kept. Nothing is half-written. */
  | 'storage'
  /** A step of the pipeline did not work; the pipeline decides between retry and fallback. */
  | 'step-failed';

export class AdgenError extends Error {
  readonly code: ErrorCode;
  /** Milliseconds after which another try can help; absent when it cannot. */
  readonly retryAfterMs: number | undefined;

  /** `say` is one plain sentence: what is wrong and what to do. */
  constructor(
    code: ErrorCode,
    say: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(say, { cause: options.cause });
    this.name = 'AdgenError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export function cancelled(): AdgenError {
  return new AdgenError('cancelled', 'Stopped.');
}

export function isCancelled(error: unknown): boolean {
  return error instanceof AdgenError && error.code === 'cancelled';
}

/** The sentence to show for anything that was thrown; strangers keep their message as the cause in the log only. */
export function sayOf(error: unknown): string {
  if (error instanceof AdgenError) return error.message;
  return 'Something unexpected went wrong on our side; the log has the details.';
}

/** A store or a database that is away for a moment: no reason to make less, only to try again later. */
export function willPass(error: unknown): boolean {
  return error instanceof AdgenError && error.code === 'storage' && error.retryAfterMs !== undefined;
}
