/** The log: JSON lines on stderr, so that stdout stays for people and programs. Keys, tokens and addresses of files never get in. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import type { Config } from './config.ts';

/** What a line is about. Whatever is known stands on every line; what is not, is left out. */
export type LogFields = {
  readonly thread?: string;
  readonly project?: string;
  readonly version?: number;
  /** The job's id in the queue. */
  readonly job?: string;
  readonly step?: string;
};

/** Holds nothing by itself: each piece of work sees its own fields in it, and only while it runs. */
const about = new AsyncLocalStorage<LogFields>();

/**
 * Every line that is written while `work` runs carries these fields, also one written by something that was built long before
 * and knows nothing of jobs and threads. Inside another it adds to its fields; what a line says for itself wins.
 */
export function withFields<T>(fields: LogFields, work: () => T): T {
  return about.run({ ...about.getStore(), ...fields }, work);
}

/** `secrets` are taken out wherever they turn up: an SDK's error may hold the request that failed. */
export function createLog(level: Config['logLevel'], secrets: readonly string[] = []): pino.Logger {
  const known = secrets.map(inJson);
  return pino(
    {
      level,
      serializers: { err: reduced },
      // A copy: pino writes the line's own fields into it.
      mixin: () => ({ ...about.getStore() }),
      hooks: { streamWrite: (line) => withoutSecrets(line, known) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** What an error that nobody foresaw says for itself, for those who mend it: as careful as the log. */
export function traceOf(error: unknown, secrets: readonly string[]): string {
  return withoutSecrets(stackOf(error), secrets);
}

function stackOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const { stack = error.message, cause } = error;
  return cause === undefined || depth >= MOST_CAUSES ? stack : `${stack}\nbecause ${stackOf(cause, depth + 1)}`;
}

/** A cause may lead back to where it began. */
const MOST_CAUSES = 4;

type Choices = Pick<Config, 'words' | 'pictures' | 'state' | 'queue' | 'slack' | 'discord' | 'accounts' | 'adminToken'>;

export function secretsOf({
  words,
  pictures,
  state,
  queue,
  slack,
  discord,
  accounts,
  adminToken,
}: Choices): readonly string[] {
  return [
    ...(words.kind === 'openai' ? [words.apiKey] : []),
    ...(pictures.kind === 'replicate' ? [pictures.token] : []),
    ...(state.kind === 'postgres' ? passwordOf(state.url) : []),
    ...(state.kind === 'supabase' ? [state.serviceRoleKey] : []),
    ...(queue.kind === 'redis' ? passwordOf(queue.url) : []),
    ...(slack === null ? [] : secretsOfSlack(slack)),
    ...(discord === null ? [] : [discord.token]),
    ...(accounts?.jwtSecret ? [accounts.jwtSecret] : []),
    ...(adminToken === null ? [] : [adminToken]),
  ];
}

function secretsOfSlack({ botToken, install, receive }: NonNullable<Config['slack']>): readonly string[] {
  const heard = receive.kind === 'socket' ? receive.appToken : receive.signingSecret;
  const others = install === null ? [] : [install.clientSecret, install.stateSecret];
  return [heard, ...others, ...(botToken === null ? [] : [botToken])];
}

/** As it stands in the address, and as what it means. */
function passwordOf(url: string): readonly string[] {
  const { password = '' } = URL.parse(url) ?? {};
  return [...new Set([password, decoded(password)])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What explains an error. Everything else that hangs on it (requests, answers, headers) may hold secrets or what people said. */
function reduced(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const why = cause !== undefined && depth < MOST_CAUSES ? { cause: reduced(cause, depth + 1) } : {};
  return { type: name, message, ...code, stack, ...why };
}

/** Of an address only the host: before it may be a password, and what follows may be a signature, or itself the key to a file. */
const ADDRESS = /((?:https?|postgres(?:ql)?|rediss?):\/\/)(?:[^\s"'/?#\\@]*@)?([^\s"'/?#\\@]+)[^\s"'\\)<>]*/g;
const BEARER = /\b(bearer|token|basic)\s+[\w.~+/=-]{8,}/gi;

function withoutSecrets(line: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  return known.replace(ADDRESS, '$1$2/…').replace(BEARER, '$1 [secret]');
}

/** Shorter ones would take words out of every sentence. */
const SHORTEST_SECRET = 4;

/** As it stands inside a JSON string. */
function inJson(secret: string): string {
  return JSON.stringify(secret).slice(1, -1);
}
