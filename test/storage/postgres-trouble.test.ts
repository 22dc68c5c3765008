/** Whatever is wrong with a Postgres is said in one sentence that names DATABASE_URL, and never its password. */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/storage/migrate.ts';
import { openPostgres, type PostgresDatabase } from '../../src/storage/postgres.ts';
import { type PostgresServer, startPostgres } from '../stand-ins/postgres-server.ts';
import { freePort, plainOwner } from '../stand-ins/server-process.ts';

const SECRET = 'gehe!m';
const ACCESS = [
  'host all guarded 127.0.0.1/32 scram-sha-256',
  'hostssl all encrypted 127.0.0.1/32 trust',
  'host all encrypted 127.0.0.1/32 reject',
];

let server: PostgresServer;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  server = await startPostgres({ access: ACCESS, settings: ['max_connections = 8'] });
  const database = await openPostgres(server.url);
  await database.query('create database still');
  await database.script(`
    create role guarded login password '${SECRET}'; create role encrypted login; create role plain login;
    alter database still set default_transaction_read_only = on`);
  await database.close();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => server.stop());

const at = (who: string, rest = 'adgen') => `postgres://${who}@127.0.0.1:${server.port}/${rest}`;
const open = async (url: string) => {
  const database = await openPostgres(url, { patienceMs: 100, statementMs: 1000 });
  ends.push(database.close);
  return database;
};
/** What it fails with; checked for what must never be seen. */
async function trouble(work: Promise<unknown>): Promise<{ code: unknown; message: string; retryAfterMs: unknown }> {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  const seen = inspect(error, { depth: 8, showHidden: true });
  for (const secret of [SECRET, encodeURIComponent(SECRET), 'wr0ng']) expect(seen).not.toContain(secret);
  expect(error).toMatchObject({ name: 'AdgenError', message: expect.stringContaining('DATABASE_URL') });
  return error;
}
const setUp = (say: string) => ({ code: 'set-up', message: expect.stringContaining(say), retryAfterMs: undefined });
const passing = (say: string) => ({ code: 'storage', message: expect.stringContaining(say) });

test('a good password opens it', async () => {
  const database = await open(at(`guarded:${encodeURIComponent(SECRET)}`));
  expect(await database.query('select current_user as who')).toEqual([{ who: 'guarded' }]);
});

test.each([
  ['a wrong password', () => at('guarded:wr0ng'), 'refuses the user or the password'],
  ['no password', () => at('guarded'), 'asks for a password'],
  ['an unknown user', () => at('nobody:wr0ng'), 'does not let this user in from here'],
  [
    'an unknown database',
    () => at(`guarded:${encodeURIComponent(SECRET)}`, 'nowhere'),
    'does not exist on that server',
  ],
  ['encryption demanded', () => at('encrypted'), 'sslmode=verify-full'],
  ['encryption asked for in vain', () => at('adgen', 'adgen?sslmode=verify-full'), 'does not speak TLS'],
])('%s', async (_, url, say) => {
  expect(await trouble(open(url()))).toMatchObject(setUp(say));
});

test.each([`mysql://adgen:${SECRET}@127.0.0.1/adgen`, `postgres://adgen:wr0ng/#@127.0.0.1:x/adgen`, `${SECRET}`])(
  'what is no address',
  async (url) => {
    expect(await trouble(open(url))).toMatchObject(setUp('DATABASE_URL is not of the form'));
  },
);

test('a server that is not there', async () => {
  const place = `127.0.0.1:${await freePort()}`;
  const found = await trouble(open(`postgres://adgen:${encodeURIComponent(SECRET)}@${place}/adgen`));
  expect(found).toMatchObject(passing('cannot be reached'));
  expect(found.message).toContain(`(adgen at ${place})`);
  expect(found.retryAfterMs).toBeGreaterThan(0);
});

test('no connection left, and what frees one helps', async () => {
  const clients: Client[] = [];
  ends.push(() => Promise.all(clients.map((client) => client.end())));
  const connected = async () => {
    const client = new Client(at('plain'));
    await client.connect();
    return clients.push(client);
  };
  for (let isLeft = true; isLeft; ) isLeft = await connected().then(Boolean, () => false);
  expect(await trouble(open(at('plain')))).toMatchObject(passing('has no connection left'));
  const patient = openPostgres(at('plain'));
  await clients.pop()?.end();
  ends.push((await patient).close);
});

test('a server that only reads', async () => {
  const database = await open(at('adgen', 'still'));
  expect(await trouble(migrate(database))).toMatchObject(passing('is read-only'));
});

test('a user who may not make tables', async () => {
  const database = await open(at('plain'));
  expect(await trouble(migrate(database))).toMatchObject(setUp('does not allow its user this: permission denied'));
});

test('a statement that takes too long', async () => {
  const database = await open(at('adgen'));
  expect(await trouble(database.query('select pg_sleep(20)'))).toMatchObject(passing('took too long'));
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('more statements than connections wait for their turn, and not for ever', async () => {
  const database = await openPostgres(at('adgen'));
  ends.push(database.close);
  const slow = Array.from({ length: 30 }, () => database.query('select pg_sleep(0.1)'));
  expect(await Promise.all(slow)).toHaveLength(30);
});

test('a full disk', async () => {
  // Above the 16 MB of a Postgres log segment, so that it is the data that does not fit.
  const small = await startPostgres({ fileLimitKb: 18_000 });
  ends.push(small.stop);
  const database = await open(small.url);
  const fill = database.script(
    "create table full_up as select repeat('x', 1000) as text from generate_series(1, 30000)",
  );
  expect(await trouble(fill)).toMatchObject(passing('has no room left on its disk'));
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('a certificate of its own is refused until it is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-certificate-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const made = ['-nodes', '-keyout', key, '-out', certificate, '-addext', 'subjectAltName=IP:127.0.0.1'];
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-subj', '/CN=127.0.0.1', ...made]);
  const owner = plainOwner();
  if (owner) for (const file of [folder, key, certificate]) await chown(file, owner.uid, owner.gid);
  const secure = await startPostgres({
    access: ACCESS,
    settings: ['ssl = on', `ssl_cert_file = '${certificate}'`, `ssl_key_file = '${key}'`],
  });
  ends.push(secure.stop);
  const isEncrypted = async (database: PostgresDatabase) => {
    const [row] = await database.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    return row?.ssl;
  };
  expect(await trouble(open(`${secure.url}?sslmode=verify-full`))).toMatchObject(
    setUp('shows a certificate that cannot be trusted'),
  );
  expect(await isEncrypted(await open(`${secure.url}?sslmode=verify-full&sslrootcert=${certificate}`))).toBe(true);
  const trusting = await open(`${secure.url}?sslmode=no-verify`);
  expect(await isEncrypted(trusting)).toBe(true);
  const heard: string[] = [];
  await trusting.listen('news', (payload) => heard.push(payload));
  await trusting.query("select pg_notify('news', 'x')");
  await expect.poll(() => heard).toEqual(['x']);
  expect(await isEncrypted(await open(secure.url))).toBe(false);
});
