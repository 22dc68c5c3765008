/** A real PostgreSQL for tests, from the programs of the machine; a server that already runs here is left alone. */
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { folderOf, freePort, plainOwner, type ServerProcess, serverFolder, startServer } from './server-process.ts';

export type PostgresServer = ServerProcess & {
  /** An empty database, as its owner and superuser, without a password. */
  readonly url: string;
  readonly port: number;
};

type Options = {
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
  /** Lines of pg_hba.conf, before the one that lets everybody of this machine in. */
  readonly access?: readonly string[];
  /** No file of it may grow past this: a full disk that needs neither root nor a disk. Postgres' log takes 16 MB at once. */
  readonly fileLimitKb?: number;
};

/** Takes 1 to 2 s, most of it initdb. Its files are not written through to the disk: they survive kill -9, not a power cut. */
export async function startPostgres({
  settings = [],
  access = [],
  fileLimitKb,
}: Options = {}): Promise<PostgresServer> {
  const owner = plainOwner();
  const [programs, port] = [programFolder(), await freePort()];
  const folder = await serverFolder('postgres', owner);
  const data = join(folder, 'data');
  const words = ['-D', data, '-U', 'adgen', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(programs, 'initdb'), words, { cwd: folder, ...owner });
  await appendFile(join(data, 'postgresql.conf'), `${[...SETTINGS, `port = ${port}`, ...settings].join('\n')}\n`);
  const hba = join(data, 'pg_hba.conf');
  await writeFile(hba, `${access.join('\n')}\n${await readFile(hba, 'utf8')}`);

  const at = (database: string) => `postgres://adgen@127.0.0.1:${port}/${database}`;
  const postgres = [join(programs, 'postgres'), '-D', data];
  // POSIX counts blocks of 512 bytes.
  const limited = ['-c', `ulimit -f ${2 * (fileLimitKb ?? 0)}; exec "$@"`, 'sh', ...postgres];
  const [command = '', ...rest] = fileLimitKb === undefined ? postgres : ['sh', ...limited];
  const server = await startServer({
    ...{ folder, owner, command, words: rest, signal: 'SIGQUIT' },
    ready: () => ask(at('postgres'), 'select 1'),
  });
  await ask(at('postgres'), 'create database adgen');
  return { ...server, url: at('adgen'), port };
}

const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  'fsync = off',
  'shared_buffers = 32MB',
  "log_min_messages = 'warning'",
];

/** Where Debian, Fedora and Homebrew keep them; the newest first. */
function programFolder(): string {
  const elsewhere = ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/{opt/homebrew,usr/local}/opt/postgresql*/bin'];
  const newest = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });
  const more = elsewhere.flatMap((pattern) => globSync(pattern).sort(newest));
  const folder = folderOf(['initdb', 'postgres'], more);
  if (folder !== null) return folder;
  throw new Error('These tests need PostgreSQL. Install it with: sudo apt-get install postgresql');
}

async function ask(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}
