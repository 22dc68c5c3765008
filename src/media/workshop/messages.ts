/** What a helper process and the program that started it say to each other. */
import { AdgenError, type ErrorCode } from '../../ad/errors.ts';

/** What a helper can do, by name. Requests and results are plain values (structured clone); large things are files. */
export type Crafts = Readonly<Record<string, (request: never, signal: AbortSignal) => Promise<unknown>>>;

export type Job = { readonly craft: string; readonly request: unknown };

/** To a helper: a job, when the last one is done, or the word to stop the one it has. */
export type Told = Job | 'stop';

/** From a helper, once for each job. */
export type Answer = { readonly made: unknown } | { readonly failed: Failure };

/** An error on its way between processes. `code` is null for an error that nobody meant to be seen. */
type Failure = {
  readonly code: ErrorCode | null;
  readonly say: string;
  readonly cause: string | null;
  readonly retryAfterMs: number | null;
};

export function failureOf(error: unknown): Failure {
  if (!(error instanceof AdgenError)) return { code: null, say: textOf(error), cause: null, retryAfterMs: null };
  const cause = error.cause === undefined ? null : textOf(error.cause);
  return { code: error.code, say: error.message, cause, retryAfterMs: error.retryAfterMs ?? null };
}

/** The same error over here: one of ours again, or a stranger with its stack as it was over there. */
export function errorOf({ code, say, cause, retryAfterMs }: Failure): Error {
  if (code === null) return new Error(say);
  return new AdgenError(code, say, {
    ...(cause === null ? {} : { cause: new Error(cause) }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
