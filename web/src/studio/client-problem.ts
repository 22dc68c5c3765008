/** What the API refuses, as an error that says what to do. */

export class ApiProblem extends Error {
  /** For programs: `not-found`, `conflict`, `not-signed-in`, …; `offline` when no answer came at all. */
  readonly code: string;
  /** The field of a form it is about; null: the whole. */
  readonly field: string | null;
  /** Null when no answer came at all. */
  readonly status: number | null;

  constructor(status: number | null, code: string, say: string, field: string | null = null) {
    super(say);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export function offline(): ApiProblem {
  return new ApiProblem(null, 'offline', 'adgen cannot be reached. Check the connection and try again.');
}

/** What the API says to programs is no help to people. */
export function signedOut(): ApiProblem {
  return new ApiProblem(401, 'not-signed-in', 'You are not signed in here any more. Reload the page to sign in again.');
}

/** Reads the answer of a refused request: `{ error: { code, message } }`, where a field's name stands before a colon. */
export async function problemIn(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const code = typeof error.code === 'string' ? error.code : 'unexpected';
  const said = typeof error.message === 'string' ? error.message : 'Something went wrong. Please try again.';
  const [, field, rest] = (answer.status === 400 && /^([a-z][\w.]*): (.+)$/is.exec(said)) || [];
  return new ApiProblem(answer.status, code, rest ?? said, field ?? null);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
