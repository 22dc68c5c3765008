/** Where the jobs are kept: a queue for each lane. Here: BullMQ on Postgres (or on PGlite, which speaks the same). */
import { createPostgresBackend, type Processor, Queue, runMigrations, Worker, type WorkerOptions } from 'bullmq';
import type { Lane } from '../ad/lane.ts';

/** `pg.Pool`, or anything of its shape. Unqualified table names must reach the schema `bullmq`, after our own. */
export type Pool = Extract<Parameters<typeof createPostgresBackend>[1]['connection'], { connect(): unknown }>;

type Name = { readonly name: string };

export type Backend = {
  openQueue(lane: Lane): ReturnType<typeof openQueue>;
  openWorker(
    lane: Lane,
    process: Processor<unknown>,
    options: Omit<WorkerOptions, 'connection'>,
  ): ReturnType<typeof openWorker>;
  /** Tells every process that works on this queue. */
  announceCancel(projectId: string): Promise<void>;
  /** Resolves once it hears; the returned function stops it. */
  hearCancels(hear: (projectId: string) => void): Promise<() => Promise<void>>;
};

const CHANNEL = 'adgen_cancel';

/** Hears NOTIFY for as long as it takes, also after the connection was lost; the returned function stops it. */
type Listen = (channel: string, hear: (payload: string) => void) => Promise<() => Promise<void>>;

/** Makes BullMQ's own tables where they are missing (0.2 s once, then a few queries). `name` keeps installations apart. */
export async function openPostgresBackend(
  pool: Pool,
  listen: Listen,
  { name }: Name = { name: 'adgen' },
): Promise<Backend> {
  const session = await pool.connect();
  try {
    await runMigrations(session);
  } finally {
    session.release();
  }
  return {
    openQueue: (lane) => openQueue(pool, `${name}-${lane}`),
    openWorker: (lane, process, options) => openWorker(pool, `${name}-${lane}`, process, options),
    announceCancel: async (projectId) => {
      await pool.query('select pg_notify($1, $2)', [CHANNEL, projectId]);
    },
    hearCancels: (hear) => listen(CHANNEL, hear),
  };
}

function openQueue(pool: Pool, name: string) {
  return new Queue(name, { connection: pool }, createPostgresBackend);
}

/** A job that is announced while a worker is about to listen is found when it looks again (BullMQ 6.7.0: up to 10 s by itself). */
const LOOK_AGAIN_SECONDS = 1;

function openWorker(pool: Pool, name: string, process: Processor<unknown>, options: Omit<WorkerOptions, 'connection'>) {
  return new Worker(
    name,
    process,
    { ...options, drainDelay: LOOK_AGAIN_SECONDS, connection: pool },
    createPostgresBackend,
  );
}

export type BullQueue = ReturnType<typeof openQueue>;

export type Queues = Readonly<Record<Lane, BullQueue>>;

export function openQueues(backend: Pick<Backend, 'openQueue'>): Queues {
  const { openQueue } = backend;
  const queues = {
    plans: openQueue('plans'),
    clips: openQueue('clips'),
    music: openQueue('music'),
    films: openQueue('films'),
  };
  // Whoever asks a queue is told; what goes wrong in between would end the program if nobody listened.
  for (const queue of Object.values(queues)) queue.on('error', () => undefined);
  return queues;
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
}
