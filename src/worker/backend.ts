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

/** Makes BullMQ's own tables where they are missing (0.2 s once, then a few queries). `name` keeps queues apart. */
export async function openPostgresBackend(pool: Pool, { name }: Name = { name: 'adgen' }): Promise<Backend> {
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
    hearCancels: async (hear) => {
      const client = await pool.connect();
      client.on('notification', ({ channel, payload }) => {
        if (channel === CHANNEL && payload) hear(payload);
      });
      await client.query(`LISTEN ${CHANNEL}`);
      return async () => {
        client.removeAllListeners('notification');
        client.release(true);
      };
    },
  };
}

function openQueue(pool: Pool, name: string) {
  return new Queue(name, { connection: pool }, createPostgresBackend);
}

function openWorker(pool: Pool, name: string, process: Processor<unknown>, options: Omit<WorkerOptions, 'connection'>) {
  return new Worker(name, process, { ...options, connection: pool }, createPostgresBackend);
}

export type BullQueue = ReturnType<typeof openQueue>;

export type Queues = Readonly<Record<Lane, BullQueue>>;

export function openQueues(backend: Pick<Backend, 'openQueue'>): Queues {
  const { openQueue } = backend;
  return { plans: openQueue('plans'), clips: openQueue('clips'), films: openQueue('films') };
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
}
