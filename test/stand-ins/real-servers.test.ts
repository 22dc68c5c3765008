/** The real servers that other tests stand on: they keep what they were told, and leave nothing behind. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { runNode } from '../storage/run-program.ts';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function tell(url: string, ...words: readonly [string, ...string[]]): Promise<unknown> {
  const redis = new Redis(url);
  try {
    return await redis.call(...words);
  } finally {
    redis.disconnect();
  }
}

const refused = async (port: number) => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(false)).once('error', () => resolve(true));
  return promise.finally(() => socket.destroy());
};

const folders = async (kind: string) => (await readdir(tmpdir())).filter((name) => name.startsWith(`adgen-${kind}-`));

test('postgres keeps its data and its address over a restart, and stops without a trace', async () => {
  const before = await folders('postgres');
  const server = await startPostgres();
  stops.push(server.stop);
  await ask(server.url, 'create table kept as select 42 as answer');
  const first = server.pid();
  let wasDown = false;
  await server.restart(async () => {
    wasDown = await refused(server.port);
  });
  expect(wasDown).toBe(true);
  expect(server.pid()).not.toBe(first);
  expect(await ask(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await server.stop();
  expect(await refused(server.port)).toBe(true);
  expect(await folders('postgres')).toEqual(before);
});

test('a paused postgres keeps its connections and says nothing until it is resumed', async () => {
  const server = await startPostgres();
  stops.push(server.stop);
  const client = new Client(server.url);
  await client.connect();
  server.pause();
  let answered = false;
  const answer = client.query('select 1 as one').finally(() => {
    answered = true;
  });
  const second = new Client({ connectionString: server.url, connectionTimeoutMillis: 500 });
  await expect(second.connect()).rejects.toThrow('timeout');
  expect(answered).toBe(false);
  server.resume();
  expect((await answer).rows).toEqual([{ one: 1 }]);
  await client.end();
  // Also from its pause.
  server.pause();
});

test('redis keeps every acknowledged write over kill -9, and stops without a trace', async () => {
  const before = await folders('redis');
  const server = await startRedis();
  stops.push(server.stop);
  await tell(server.url, 'SET', 'kept', '42');
  await server.restart();
  expect(await tell(server.url, 'GET', 'kept')).toBe('42');
  server.pause();
  const late = tell(server.url, 'GET', 'kept');
  server.resume();
  expect(await late).toBe('42');
  await server.stop();
  expect(await refused(server.port)).toBe(true);
  expect(await folders('redis')).toEqual(before);
});

test('when the test process is killed, its servers and their folders go, too', async () => {
  const program = runNode(join(import.meta.dirname, 'hold-servers-process.ts'));
  const said = JSON.parse((await program.line()) ?? '{}');
  expect(await refused(said.postgres)).toBe(false);
  await program.kill();
  await expect.poll(() => refused(said.postgres), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => refused(said.redis), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => said.folders.some(existsSync), { timeout: 20_000 }).toBe(false);
});
