/** Calls the functions of `migrations/` over SQL, with arguments by name and answers as JSON: exactly as PostgREST does it. */
import type { Arguments, Queryable, Row } from './database.ts';

type Signature = {
  /** The type of each argument, by name. */
  readonly types: Readonly<Record<string, string>>;
  readonly isVoid: boolean;
  /** Postgres lets a function that says so write nothing. */
  readonly isRead: boolean;
};

/**
 * What `Database.call` is on a database that speaks SQL. Looks each function up once. `read` is asked what cannot have
 * changed anything, and so may be asked again when its answer is lost.
 */
export function createCall(query: Queryable['query'], read: Queryable['query'] = query) {
  const signatures = new Map<string, Signature>();
  const signatureOf = async (name: string) => {
    const known = signatures.get(name) ?? (await lookUp(name, read));
    signatures.set(name, known);
    return known;
  };
  return async (name: string, given: Arguments = {}): Promise<readonly unknown[]> => {
    const signature = await signatureOf(name);
    const names = Object.keys(given);
    const parameters = names.length > 0 ? [JSON.stringify(given)] : [];
    const ask = signature.isRead ? read : query;
    const rows = await ask(textOf(name, names, signature), parameters);
    return signature.isVoid ? [] : rows.map((row) => row.value);
  };
}

/** One JSON document is taken apart by the types of the arguments, so that lists and objects arrive as what they are there. */
function textOf(name: string, names: readonly string[], { types, isVoid }: Signature): string {
  const list = names.map((argument) => `${quoted(argument)} ${typeOf(name, argument, types)}`).join(', ');
  const from = names.length > 0 ? `from jsonb_to_record($1::jsonb) as given(${list})` : '';
  const values = names.map((argument) => `${quoted(argument)} => given.${quoted(argument)}`).join(', ');
  const called = `${quoted(name)}(${values})`;
  if (isVoid) return `select ${called} ${from}`;
  return names.length > 0
    ? `select to_jsonb(answer) as value ${from} cross join lateral ${called} as answer`
    : `select to_jsonb(answer) as value from ${called} as answer`;
}

function typeOf(name: string, argument: string, types: Signature['types']): string {
  const type = types[argument];
  if (type === undefined) throw new TypeError(`The function ${name} has no argument ${argument}.`);
  return type;
}

const LOOK_UP = `
  select coalesce(proargnames[1:pronargs], '{}') as names, prorettype = 'void'::regtype as is_void, provolatile <> 'v' as is_read,
         array(select format_type(type, null) from unnest(proargtypes) with ordinality as types(type, place) order by place) as types
    from pg_proc where oid = to_regproc($1)`;

async function lookUp(name: string, query: Queryable['query']): Promise<Signature> {
  const [row]: readonly Row[] = await query(LOOK_UP, [quoted(name)]);
  if (!row) throw new TypeError(`The database has no function ${name}, or more than one.`);
  const [names, types] = [strings(row.names), strings(row.types)];
  return {
    types: Object.fromEntries(names.map((argument, place) => [argument, types[place] ?? 'text'])),
    isVoid: row.is_void === true,
    isRead: row.is_read === true,
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
