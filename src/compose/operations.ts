/** What this process can say about itself, put together: whether it is ready, what it counted, the board of its queues. */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { BOARD_PATH, createOpsApp } from '../http/ops.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Database } from '../storage/database.ts';
import type { BullQueue } from '../worker/backend.ts';
import { createBoard } from './board.ts';
import type { Files } from './files.ts';
import type { Meters } from './metrics.ts';
import { type JobCount, watchState } from './metrics-state.ts';
import { createReadiness } from './readiness.ts';

type Needs = {
  readonly meters: Pick<Meters, 'registry' | 'watchProcess'>;
  readonly database: Pick<Database, 'call'>;
  readonly bucket: Files['bucket'];
  readonly queue: {
    readonly counts: () => Promise<readonly JobCount[]>;
    readonly boards: () => readonly BullQueue[];
  };
  readonly log: Log;
};

/** An application of its own for a worker; `createHttp` mounts it beside the page. */
export function createOperations(
  { home, adminToken, publicUrl }: Pick<Config, 'home' | 'adminToken' | 'publicUrl'>,
  needs: Needs,
): ReturnType<typeof createOpsApp> {
  const { meters, database, queue, log } = needs;
  const look = watchState(meters, { database, counts: queue.counts });
  const clock = () => performance.now();
  return createOpsApp({
    readiness: createReadiness({ dependencies: dependenciesOf(home, needs), log, clock }),
    metrics: async () => {
      meters.watchProcess();
      await look();
      return meters.registry.metrics();
    },
    board: adminToken === null ? null : createBoard(queue.boards(), BOARD_PATH),
    isLocal: publicUrl === null,
    ...{ adminToken, log, clock },
  });
}

/** Work in progress of one long ad with room to spare; below it nothing new should begin here. */
const LEAST_FREE_BYTES = 1024 ** 3;

function dependenciesOf(home: string, { database, bucket, queue }: Needs) {
  return {
    database: {
      ask: () => database.call('is_there'),
      say: 'The database does not answer, or its tables are missing. Check DATABASE_URL or SUPABASE_URL, and run adgen migrate.',
    },
    queue: {
      ask: queue.counts,
      say: 'The queue of jobs does not answer. Check REDIS_URL; without it jobs wait in the database.',
    },
    files: {
      ask: () => (bucket ? bucket.check() : access(join(home, 'artifacts'), constants.W_OK)),
      say: bucket
        ? 'The artefact store does not answer, or refuses. Check S3_BUCKET, S3_ENDPOINT and the credentials.'
        : 'The folder of the artefacts cannot be written to. Check ADGEN_HOME and its permissions.',
    },
    disk: { ask: () => roomIn(home), say: 'Less than 1 GiB is free under ADGEN_HOME. Make room there.' },
  };
}

async function roomIn(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < LEAST_FREE_BYTES) throw new Error(`${bavail * bsize} bytes are free.`);
}
