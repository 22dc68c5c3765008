/** Starts a Postgres and a Redis, says where they are, and leaves them in a pause until it is killed. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';

const before = new Set(readdirSync(tmpdir()));
const [postgres, redis] = [await startPostgres(), await startRedis()];
const folders = readdirSync(tmpdir()).filter((name) => /^adgen-(postgres|redis)-/.test(name) && !before.has(name));
redis.pause();
console.log(
  JSON.stringify({ postgres: postgres.port, redis: redis.port, folders: folders.map((name) => join(tmpdir(), name)) }),
);
setInterval(() => undefined, 1000);
