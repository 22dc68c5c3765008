/** Jobs in a Redis that all processes share. The one file that knows. */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { AdgenError } from '../ad/errors.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Backend } from './backend.ts';

const CHANNEL = 'adgen_cancel';
/** A bot that waits longer for its queue would leave somebody without an answer. */
const CONNECT_MS = 5_000;
const LONGEST_PAUSE_MS = 2_000;
/** A connection may stand open while nothing answers. */
const ANSWER_MS = 10_000;

type Options = {
  readonly log: Log;
  /** Keeps the queues of several installations on one Redis apart. */
  readonly name?: string;
};

/**
 * Throws `set-up` with one sentence when it cannot be used as it is configured. A connection that is lost comes back by
 * itself; until then what is put on the queue fails within seconds, and a worker waits.
 */
export async function openRedisBackend(url: string, { log, name = 'adgen' }: Options): Promise<RedisBackend> {
  const place = new URL(url).host;
  const connections: Redis[] = [];
  const connect = (settings: { readonly waits: boolean }) => {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_MS,
      // Who waits for jobs waits for as long as it takes; who puts one there has somebody waiting.
      maxRetriesPerRequest: settings.waits ? null : 3,
      ...(settings.waits ? {} : { commandTimeout: ANSWER_MS }),
      retryStrategy: (times) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** Math.min(times, 6)),
    });
    redis.on('error', (error) => log.warn({ err: error }, 'the connection to Redis has a problem'));
    connections.push(redis);
    return redis;
  };
  const [asking, working] = [connect({ waits: false }), connect({ waits: true })];
  await check(asking, place, log);
  return {
    openQueue: (lane) => alike(new Queue(`${name}-${lane}`, { connection: asking })),
    openWorker: (lane, process, options) =>
      alike(readingAll(new Worker(`${name}-${lane}`, process, { ...options, connection: working }))),
    announceCancel: async (projectId) => void (await asking.publish(CHANNEL, projectId)),
    hearCancels: async (hear) => {
      const listening = connect({ waits: true });
      listening.on('message', (channel, projectId) => {
        if (channel === CHANNEL) hear(projectId);
      });
      // Said again by itself after every reconnection.
      await listening.subscribe(CHANNEL);
      return async () => listening.disconnect();
    },
    close: async () => {
      for (const redis of connections) redis.disconnect();
    },
  };
}

type Raw = { readonly data?: string };

/**
 * A job whose data is no JSON comes as one that says so, and is refused like others: BullMQ 6.7.0 takes it up, throws, finds it
 * lost, and takes it up again for ever.
 */
function readingAll<W extends Worker>(worker: W): W {
  const reading: { readonly createJob: (raw: Raw, id: string) => unknown } = alike(worker);
  const createJob = reading.createJob.bind(worker);
  return Object.assign(worker, {
    createJob: (raw: Raw, id: string) =>
      createJob(isJson(raw.data ?? '{}') ? raw : { ...raw, data: JSON.stringify({ unreadable: raw.data }) }, id),
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** BullMQ's types name where the jobs are kept; all that is called on a queue or a worker is the same. */
function alike<Ours>(theirs: unknown): Ours {
  return theirs as Ours;
}

export type RedisBackend = Backend & { close(): Promise<void> };

/** Connects, and looks at what would go wrong later. */
async function check(redis: Redis, place: string, log: Log): Promise<void> {
  // The promise of a connection that is refused says only that it was closed.
  const heard: unknown[] = [];
  const hear = (error: unknown) => void heard.push(error);
  redis.on('error', hear);
  try {
    await redis.connect();
    const [policy, role] = [await redis.info('memory'), await redis.info('replication')];
    if (/^role:slave/m.test(role)) throw sentence(place, 'is a replica that cannot be written to. Use the primary.');
    const evicts = /^maxmemory_policy:(\S+)/m.exec(policy)?.[1] ?? 'noeviction';
    if (evicts !== 'noeviction')
      log.warn(
        { policy: evicts },
        'this Redis may forget jobs when its memory is full: set maxmemory-policy noeviction',
      );
  } catch (error) {
    redis.disconnect();
    throw error instanceof AdgenError ? error : sentence(place, whyNot([error, ...heard]), error);
  } finally {
    redis.off('error', hear);
  }
}

function whyNot(heard: readonly unknown[]): string {
  const said = heard.map((error) => (error instanceof Error ? error.message : '')).join('\n');
  if (/WRONGPASS|NOAUTH|NOPERM/.test(said)) return 'does not accept this user and password. Correct them.';
  return 'cannot be reached. Check that it runs, and that the address is right.';
}

function sentence(place: string, say: string, cause?: unknown): AdgenError {
  return new AdgenError('set-up', `The Redis of REDIS_URL (${place}) ${say}`, { cause });
}
