/** What the API refuses on its own account: a status, a code for programs, a sentence for people, and headers that help. */
import type { Context } from 'hono';
import { AdgenError, type ErrorCode } from '../../ad/errors.ts';
import type { Log } from '../../pipeline/ports.ts';
import { problem } from '../problem.ts';

type DenialStatus = 400 | 401 | 404 | 405 | 408 | 409 | 413 | 415 | 422 | 429 | 503;
type DenialCode =
  | ErrorCode
  | 'not-signed-in'
  | 'wrong-method'
  | 'too-slow'
  | 'too-large'
  | 'wrong-type'
  | 'too-often'
  | 'no-product';

export class Denial extends Error {
  readonly status: DenialStatus;
  readonly code: DenialCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: DenialStatus, code: DenialCode, say: string, headers: Readonly<Record<string, string>> = {}) {
    super(say);
    this.name = 'Denial';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function badInput(say: string): Denial {
  return new Denial(400, 'bad-input', say);
}

/** What is wrong with a picture is said under the field it came in. */
export async function inPicture<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AdgenError && error.code === 'bad-input') throw badInput(`productImage: ${error.message}`);
    throw error;
  }
}

/** The same words for what is not there and for what is somebody else's. */
export function noSuchAd(): Denial {
  return new Denial(404, 'not-found', 'There is no such ad.');
}

/** `waitMs`: after that another try can help. */
export function retryAfter(waitMs: number): { readonly 'Retry-After': string } {
  return { 'Retry-After': `${Math.max(1, Math.ceil(waitMs / 1000))}` };
}

/** Any error as `{ error: { code, message } }`. */
export function answerError(c: Context, error: unknown, log: Log): Response {
  c.header('Cache-Control', 'no-store');
  if (error instanceof Denial) {
    const { status, code, message, headers } = error;
    return c.json({ error: { code, message } }, status, headers);
  }
  if (error instanceof AdgenError && error.retryAfterMs !== undefined) {
    log.warn({ err: error, path: c.req.path }, 'a request has to be sent again later');
    return c.json({ error: { code: error.code, message: error.message } }, 503, retryAfter(error.retryAfterMs));
  }
  return problem(c, error, log);
}
