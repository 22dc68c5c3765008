/** Bull Board over our queues, only to be looked at. */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { BullQueue } from '../worker/backend.ts';

/** To be mounted at `path`, behind the admin token. */
export function createBoard(queues: readonly BullQueue[], path: string): Hono {
  const serverAdapter = new HonoAdapter(serveStatic);
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(adaptable(queue), { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'adgen', locale: { lng: 'en' }, hideRedisDetails: true } },
  });
  return serverAdapter.registerPlugin();
}

/** It asks a queue where it keeps its jobs and knows Postgres, too (bull-board 9.10.1); only its type names Redis alone. */
function adaptable(queue: BullQueue) {
  return queue as unknown as ConstructorParameters<typeof BullMQAdapter>[0];
}
