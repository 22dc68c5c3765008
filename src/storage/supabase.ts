/** State in a Supabase project, reached by its API: functions by name, announcements by asking. */
import { z } from 'zod';
import { AdgenError } from '../ad/errors.ts';
import type { Arguments, Database } from './database.ts';
import { migrationNames } from './migrate.ts';
import type { Patience } from './postgres-retry.ts';
import { createAnnouncements } from './supabase-announcements.ts';
import { type Access, type Ask, createAsk, refuseOtherKey } from './supabase-ask.ts';

export type SupabaseOptions = {
  /** How long what certainly was not done, or only reads, is tried again. */
  readonly patienceMs?: number;
  /** How long one request may take. */
  readonly requestMs?: number;
  /** How often announcements are asked for: just after some came, and when it has been quiet. */
  readonly quickMs?: number;
  readonly quietMs?: number;
};

/**
 * Throws `set-up` or `storage` with a sentence when it cannot be used: a wrong address or key, or migrations that are missing
 * (its API makes no tables, so `adgen migrate` is run over its DATABASE_URL).
 *
 * What is announced is heard within `quietMs` and a little, the same announcement several times in between once.
 */
export async function openSupabase(access: Access, options: SupabaseOptions = {}): Promise<Database> {
  const { patienceMs = 15_000, requestMs = 20_000, quickMs = 250, quietMs = 1000 } = options;
  refuseOtherKey(access.serviceRoleKey);
  const closing = new AbortController();
  const patience: Patience = { forMs: patienceMs, signal: closing.signal };
  const running = new Set<Promise<unknown>>();
  const ask = counted(createAsk(access, { requestMs, patience }), running);
  // Whoever starts it waits for the answer.
  const first = { ...patience, forMs: Math.min(patienceMs, FIRST_PATIENCE_MS) };
  await refuseOld(await describe(ask, first), new URL(access.url).host);
  return {
    call: createCalls(ask),
    listen: createAnnouncements({
      // What it writes is only that somebody asks.
      ask: (cursor) => ask('announcements_since', { p_cursor: cursor }, true),
      ...{ signal: closing.signal, quickMs, quietMs },
    }),
    close: async () => {
      await Promise.allSettled(running);
      closing.abort();
    },
  };
}

const FIRST_PATIENCE_MS = 5000;

const Signature = z.object({
  names: z.string().array(),
  isSet: z.boolean(),
  isVoid: z.boolean(),
  isRead: z.boolean(),
});
/** What the function `describe_functions` says; no `migrations` when another tool applied them. */
const Description = z.object({
  functions: z.record(z.string(), Signature),
  migrations: z.string().array().nullable(),
});
type Description = z.infer<typeof Description>;
const List = z.unknown().array();

async function describe(ask: Ask, patience?: Patience): Promise<Description> {
  return Description.parse(await ask('describe_functions', {}, true, patience));
}

async function refuseOld({ migrations }: Description, place: string): Promise<void> {
  const missing = (await migrationNames()).filter((name) => migrations !== null && !migrations.includes(name));
  if (missing.length === 0) return;
  throw new AdgenError(
    'set-up',
    `Supabase (${place}) lacks ${missing.join(', ')}. Run adgen migrate with DATABASE_URL, the connection string of the project.`,
  );
}

/**
 * PostgREST answers a list both for a set and for one value that is a list, so what a function returns has to be known. It
 * also ends every set after so many rows as the project says, so sets come as one value.
 */
function createCalls(ask: Ask): Database['call'] {
  let functions: Promise<Description['functions']> | null = null;
  const lookUp = async () => {
    functions ??= describe(ask).then((described) => described.functions);
    return functions.catch((error) => {
      functions = null;
      throw error;
    });
  };
  return async (name: string, given: Arguments = {}) => {
    let signature = (await lookUp())[name];
    if (!signature) {
      functions = null;
      signature = (await lookUp())[name];
    }
    if (!signature) throw new TypeError(`The database has no function ${name}, or more than one.`);
    const stranger = Object.keys(given).find((argument) => !signature.names.includes(argument));
    if (stranger !== undefined) throw new TypeError(`The function ${name} has no argument ${stranger}.`);
    const known = Object.fromEntries(Object.entries(given).map(([argument, value]) => [argument, value ?? null]));
    if (signature.isSet)
      return List.parse(await ask('rows_of', { p_function: name, p_given: known }, signature.isRead));
    const answer = await ask(name, known, signature.isRead);
    return signature.isVoid ? [] : [answer];
  };
}

function counted(ask: Ask, running: Set<Promise<unknown>>): Ask {
  return async (...asked) => {
    const answer = ask(...asked);
    running.add(answer);
    return answer.finally(() => running.delete(answer));
  };
}
