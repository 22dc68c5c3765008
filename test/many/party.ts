/** A whole installation in small: Postgres, Redis, a bucket and Replicate's stand-in, bots and workers as processes of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, runProgram } from '../hosted/program.ts';
import { type Door, openDoor } from '../stand-ins/door.ts';
import { type PostgresServer, startPostgres } from '../stand-ins/postgres-server.ts';
import { type RedisServer, startRedis } from '../stand-ins/redis-server.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { type ReplicateServer, startReplicateServer } from '../stand-ins/replicate-server.ts';
import { S3RVER_CREDENTIALS, startS3rver } from '../stand-ins/s3-rver.ts';
import { S3_BUCKET } from '../stand-ins/s3-store.ts';
import { sampleMedia } from '../stand-ins/sample-media.ts';

export type Party = {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly replicate: ReplicateServer;
  readonly store: Door;
  readonly network: Door;
  /** Where the store keeps its files. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly startBots: () => Promise<{ readonly program: Program; readonly address: string }>;
  readonly startWorker: () => Promise<Program>;
  readonly stop: () => Promise<void>;
};

const PROGRAM = join(import.meta.dirname, 'installation-process.ts');

type Options = {
  readonly runMs?: number;
  readonly receive?: () => 'succeed' | 'drop-accepted';
  /** Nothing is bought and nothing drawn. */
  readonly simulated?: boolean;
};

export async function openParty({ runMs = 300, receive, simulated = false }: Options = {}): Promise<Party> {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-party-'));
  const [postgres, redis, files] = await Promise.all([startPostgres(), startRedis(), sampleMedia(3)]);
  const s3 = await startS3rver(join(folder, 'bucket'));
  const replicate = await startReplicateServer({ files, runMs, ...(receive ? { receive } : {}) });
  // The database is reached through a door that can hold everything: a network that pauses.
  const [store, network] = await Promise.all([openDoor(s3.port), openDoor(postgres.port)]);
  const hosted = {
    REPLICATE_BASE_URL: replicate.url,
    REPLICATE_API_TOKEN: TOKEN,
    REPLICATE_CREATES_PER_MINUTE: '9000',
  };
  const environment: Record<string, string> = {
    DATABASE_URL: postgres.url.replace(`:${postgres.port}/`, `:${network.port}/`),
    REDIS_URL: redis.url,
    ...{ S3_BUCKET, S3_REGION: 'eu-test-1', S3_ENDPOINT: `http://127.0.0.1:${store.port}` },
    AWS_ACCESS_KEY_ID: S3RVER_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: S3RVER_CREDENTIALS.secretAccessKey,
    ...(simulated ? { SIMULATED: 'yes' } : hosted),
    ...{ LOG_LEVEL: 'warn', PORT: '0' },
  };
  const programs: Program[] = [];
  const start = async (role: string) => {
    const home = join(folder, `${role}-${programs.length}`);
    const program = runProgram(PROGRAM, { ...environment, ROLE: role, ADGEN_HOME: home });
    programs.push(program);
    await program.heard('ready');
    return program;
  };
  return {
    ...{ postgres, redis, replicate, store, network, folder, environment },
    startBots: async () => {
      const program = await start('bots');
      return { program, address: /ready (\S+)/.exec(program.said())?.[1] ?? '' };
    },
    startWorker: () => start('worker'),
    stop: async () => {
      await Promise.all(programs.map((program) => program.kill()));
      await Promise.all([store.close(), network.close(), s3.close(), replicate.close()]);
      await Promise.all([postgres.stop(), redis.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
