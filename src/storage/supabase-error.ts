/** What went wrong with a Supabase, in one sentence that names its variables and never the key; and what may be asked again. */
import { AdgenError, type ErrorCode } from '../ad/errors.ts';

/** An answer that is a refusal, or none of PostgREST's. */
export class Refusal extends Error {
  readonly status: number;
  /** PostgREST's or Postgres' own; '' when something before them answered. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(
    status: number,
    { code, message, retryAfterMs }: { code: string; message: string; retryAfterMs?: number },
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether asking again does harm. `always`: it was certainly not done. `reads`: nobody knows whether it was. */
type Again = 'always' | 'reads' | 'never';

type Trouble = {
  readonly code: ErrorCode;
  readonly say: string;
  readonly again: Again;
  readonly retryAfterMs?: number;
};

/** Where it is, for people. */
export type Place = string;

/** An `AdgenError` when the trouble is with the project, its key or the way to it; else `error` itself: it is about the call. */
export function supabaseError(error: unknown, place: Place): unknown {
  const found = troubleOf(error);
  if (!found) return error;
  const { code, say, retryAfterMs } = found;
  const options = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return new AdgenError(code, say.replaceAll('{place}', place), options);
}

export function mayAskAgain(error: unknown, isRead: boolean): boolean {
  const again = troubleOf(error)?.again ?? 'never';
  return again === 'always' || (again === 'reads' && isRead);
}

function troubleOf(error: unknown): Trouble | null {
  if (error instanceof AdgenError || !(error instanceof Error)) return null;
  return error instanceof Refusal ? refused(error) : broken(error);
}

const NOT_THE_KEY =
  'Supabase ({place}) refuses SUPABASE_SERVICE_ROLE_KEY. Copy the service role key (or a secret key) of this very project from Project Settings, API Keys.';
const OLD =
  'Supabase ({place}) lacks tables or functions of this adgen. Run adgen migrate with DATABASE_URL, the connection string of the project.';
const NO_API =
  'No Supabase answers at SUPABASE_URL ({place}). Use the address of the project, such as https://yourproject.supabase.co.';

/**
 * PostgREST: https://docs.postgrest.org/en/stable/references/errors.html; Supabase:
 * https://supabase.com/docs/guides/troubleshooting/http-status-codes.
 */
function refused({ status, code, message, retryAfterMs }: Refusal): Trouble | null {
  if (code === '') return byStatus(status, retryAfterMs);
  switch (code) {
    case '42501':
      return setUp(
        'SUPABASE_SERVICE_ROLE_KEY is not the key of the service role: it may not call what adgen calls. Use the service role key (or a secret key), not the one of the browser.',
      );
    case 'PGRST300':
    case 'PGRST301':
    case 'PGRST302':
    case 'PGRST303':
      return setUp(NOT_THE_KEY);
    case 'PGRST106':
      return setUp('Supabase ({place}) does not offer the schema public. Add it to the exposed schemas of its API.');
    case 'PGRST202':
      // After a migration it takes PostgREST a moment to know what is new.
      return { ...setUp(OLD), again: 'always' };
    case 'PGRST203':
    case '42883':
    case '42P01':
    case '42703':
      return setUp(OLD);
    case '23503':
    case '23505':
      return { code: 'conflict', say: `This contradicts what is stored (${message}).`, again: 'never' };
    case '40001':
    case '40P01':
      return passing('met another change and was taken back. It is tried again.', 'always', 1000);
    case '57014':
    case '55P03':
      return passing('took too long and was interrupted; nothing of it was stored.', 'never', 5000);
    case '25006':
      return passing('is read-only at the moment. Its dashboard says why; a full disk is one reason.', 'never', 5000);
    default:
      return byKind(code);
  }
}

function byKind(code: string): Trouble | null {
  if (/^PGRST00[0-3]$|^53300$/.test(code)) {
    return passing('has no connection to its database free. It is tried again.', 'always', 5000);
  }
  if (/^(08|57P)/.test(code)) return BROKEN_OFF;
  return /^(53|58|XX)/.test(code) ? passing('is in trouble of its own. Its logs say more.', 'never', 5000) : null;
}

/** The gateway before PostgREST speaks in statuses. */
function byStatus(status: number, retryAfterMs = 5000): Trouble {
  switch (status) {
    case 401:
    case 403:
      return setUp(NOT_THE_KEY);
    case 402:
      return setUp('Supabase ({place}) is restricted because of its plan. Its dashboard says what to do.');
    case 429:
      return passing('is asked too often. It is tried again.', 'always', retryAfterMs);
    case 540:
      return setUp('Supabase ({place}) is paused. Wake it up in its dashboard.');
    default:
      if (status >= 500) return passing(`answers with status ${status}. Its status page may say why.`, 'reads', 5000);
      return setUp(NO_API);
  }
}

const NEVER_THERE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What `fetch` throws: the reason is its cause (undici, Node 24). */
function broken(error: Error): Trouble | null {
  if (error.name === 'TimeoutError') return passing('did not answer in time.', 'reads', 5000);
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const isConnecting = 'syscall' in cause && cause.syscall === 'connect';
  if (NEVER_THERE.has(code) || isConnecting) {
    return passing('cannot be reached. Check SUPABASE_URL and the network.', 'always', 5000);
  }
  if (/CERT|SIGNATURE|^ERR_(SSL|TLS)/.test(code)) {
    return setUp(`Supabase ({place}) shows a certificate that cannot be trusted (${code}). Check SUPABASE_URL.`);
  }
  const isCutOff =
    /^(ECONN|EPIPE|ETIMEDOUT|UND_ERR|HPE_)/.test(code) || /^(fetch failed|terminated)$/.test(error.message);
  return isCutOff ? BROKEN_OFF : null;
}

const BROKEN_OFF = passing(
  'broke off before it answered, and whether the last change was stored is not known. It is tried again where that does no harm.',
  'reads',
  1000,
);

function setUp(say: string): Trouble {
  return { code: 'set-up', say, again: 'never' };
}

function passing(say: string, again: Again, retryAfterMs: number): Trouble {
  return { code: 'storage', say: `Supabase ({place}) ${say}`, again, retryAfterMs };
}
