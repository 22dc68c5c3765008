/** What went wrong with a Postgres, in one sentence that names DATABASE_URL and never its password; and what may be tried again. */
import { DatabaseError } from 'pg';
import { AdgenError, type ErrorCode } from '../ad/errors.ts';

/** Where the database is, for people: `adgen at db.example.com:5432`. */
export type Place = string;

/** Throws `set-up` when it is no address of a Postgres. */
export function placeOf(url: string): Place {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new AdgenError(
      'set-up',
      'DATABASE_URL is not of the form postgres://user:password@host:5432/database. Correct it; special characters of the password are written as %40 and the like.',
    );
  }
  const host = parsed.searchParams.get('host') ?? (parsed.hostname || 'this machine');
  const database = decodeURI(parsed.pathname.slice(1)) || decodeURIComponent(parsed.username);
  return `${database || 'its database'} at ${host}:${parsed.port || 5432}`;
}

type Sentence = { readonly code: ErrorCode; readonly say: string; readonly retryAfterMs?: number };

/** An `AdgenError` when the trouble is with the server or the way to it; else `error` itself: it is about the statement. */
export function postgresError(error: unknown, place: Place): unknown {
  if (error instanceof AdgenError || !(error instanceof Error)) return error;
  const found = error instanceof DatabaseError ? refusal(error) : trouble(error);
  if (!found) return error;
  const { code, say, retryAfterMs } = found;
  const sentence = `The database of DATABASE_URL (${place}) ${say}`;
  return new AdgenError(code, sentence, { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

/** Codes of Postgres: https://www.postgresql.org/docs/current/errcodes-appendix.html (read 2026-11). */
function refusal({ code = '', message }: DatabaseError): Sentence | null {
  // Not every file system has a code of Postgres for it.
  if (code === '53100' || /no space left|disk quota|file too large/i.test(message)) {
    return passing('has no room left on its disk. Free some space there.');
  }
  switch (code) {
    case '28P01':
      return setUp(
        'refuses the user or the password. Correct them; special characters are written as %40 and the like.',
      );
    case '28000':
      return setUp(
        `does not let this user in from here (${message}). Correct the user, admit it in pg_hba.conf or, where encryption is demanded, add ?sslmode=verify-full.`,
      );
    case '3D000':
      return setUp('does not exist on that server. Create it, or correct the name.');
    case '42501':
      return setUp(`does not allow its user this: ${message}. Grant it, or use the user who owns the tables.`);
    case '25006':
      return passing('is read-only, as a standby is. Point DATABASE_URL at the primary server.', 5000);
    case '53300':
      return passing('has no connection left. Close other programs that use it, or raise its max_connections.', 5000);
    case '57014':
    case '55P03':
      return passing('took too long and was interrupted; nothing of it was stored. Look for what keeps it busy.', 5000);
    default:
      if (isGoing(code)) return BROKEN_OFF;
      return isItsOwn(code) ? passing(`is in trouble of its own: ${message}. Its log says more.`, 5000) : null;
  }
}

/** What happens before or beside the protocol has no code of Postgres, only of the system, of TLS, or of pg (8.23). */
function trouble(error: Error): Sentence | null {
  const code = codeOf(error);
  if (/does not support SSL/.test(error.message)) {
    return setUp('does not speak TLS. Switch TLS on there, or write ?sslmode=disable on a network you trust.');
  }
  if (/^SASL|password must be a string/.test(error.message)) {
    return setUp('asks for a password, and there is none, or one that it cannot read. Correct it.');
  }
  if (/CERT|SIGNATURE|^ERR_(SSL|TLS)/.test(code)) {
    return setUp(
      `shows a certificate that cannot be trusted (${code}). Name the file of its authority with ?sslrootcert=, or write ?sslmode=no-verify on a network you trust.`,
    );
  }
  if (/timeout exceeded when trying to connect/.test(error.message)) {
    return passing('gave none of our connections back in time: they are all busy.', 2000);
  }
  if (isUnreachable(error)) {
    return passing('cannot be reached. Check that it runs, and that the host and the port are right.', 5000);
  }
  return isBrokenOff(error) ? BROKEN_OFF : null;
}

const BROKEN_OFF: Sentence = passing(
  'broke off before it answered, and whether the last change was stored is not known. It is tried again where that does no harm.',
  1000,
);

/** Before anything was asked: another try to connect may go better. */
export function mayConnectLater(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code === '53300' || isGoing(error.code ?? '');
  return error instanceof Error && (isUnreachable(error) || isBrokenOff(error) || WAITED.test(error.message));
}

/** The server took everything back by itself, so that the same statement does no harm: it met another one. */
export function wasTakenBack(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01');
}

/** Nobody knows how far it came. */
export function isLost(error: unknown): boolean {
  if (error instanceof DatabaseError) return isGoing(error.code ?? '');
  return error instanceof Error && (isBrokenOff(error) || isUnreachable(error));
}

/** The connection can be used again: the server refused a statement, and goes on. */
export function isOnlyRefused(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}

const WAITED = /timeout exceeded when trying to connect/;

const SYSTEM = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ENOENT',
]);

function isUnreachable(error: Error): boolean {
  return SYSTEM.has(codeOf(error)) || /due to connection timeout|^timeout expired$/.test(error.message);
}

function isBrokenOff(error: Error): boolean {
  return (
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED'].includes(codeOf(error)) ||
    /^Connection terminated|is not queryable|^Query read timeout$/.test(error.message)
  );
}

/** Shutting down, starting up, or a connection exception. */
function isGoing(code: string): boolean {
  return code.startsWith('08') || ['57P01', '57P02', '57P03', '57P05', '25P03'].includes(code);
}

/** Resources, limits, system errors, damaged files. */
function isItsOwn(code: string): boolean {
  return /^(53|58|XX00[12])/.test(code);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function setUp(say: string): Sentence {
  return { code: 'set-up', say };
}

function passing(say: string, retryAfterMs?: number): Sentence {
  return { code: 'storage', say, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
