/** What went wrong as an answer: a status, and `{ error: { code, message } }` with a sentence for people. */
import type { Context } from 'hono';
import { AdgenError, type ErrorCode, sayOf } from '../ad/errors.ts';
import type { Log } from '../pipeline/ports.ts';

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 421 | 500 | 503 | 507;

const STATUS: Readonly<Record<ErrorCode, Status>> = {
  'bad-input': 400,
  'set-up': 503,
  cancelled: 503,
  'not-found': 404,
  conflict: 409,
  storage: 507,
  'step-failed': 503,
};

/** A refusal of the web's own, with its status. */
export class Refusal extends AdgenError {
  readonly status: Status;

  constructor(status: Status, code: ErrorCode, say: string) {
    super(code, say);
    this.name = 'Refusal';
    this.status = status;
  }
}

export function problem(c: Context, error: unknown, log: Log): Response {
  const known = error instanceof AdgenError;
  const status = error instanceof Refusal ? error.status : known ? STATUS[error.code] : 500;
  if (status >= 500) log.error({ err: error, path: c.req.path }, 'a request failed');
  c.header('Cache-Control', 'no-store');
  return c.json({ error: { code: known ? error.code : 'unexpected', message: sayOf(error) } }, status);
}
