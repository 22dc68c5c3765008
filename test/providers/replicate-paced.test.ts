import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Paces } from '../../src/pipeline/ports.ts';
import { createPace } from '../../src/providers/replicate/pace.ts';
import { TIMING } from '../../src/providers/replicate/timing.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { startReplicateServer } from '../stand-ins/replicate-server.ts';
import { type FreshPostgres, freshPostgres } from '../storage/fresh-database.ts';
import { runNode } from '../storage/run-program.ts';
import { TINY } from './replicate-stage.ts';

const PROGRAM = join(import.meta.dirname, 'replicate-paced-process.ts');

let fresh: FreshPostgres;
beforeAll(async () => {
  fresh = await freshPostgres();
}, 60_000);
afterAll(() => fresh.remove());

it('three processes that share an account never begin more calls than it allows', { timeout: 120_000 }, async () => {
  // The account's minute lasts a second here; ours is longer by what calls may be late on a busy machine.
  const server = await startReplicateServer({ files: TINY, runMs: 20, createsPerMinute: 4, minuteMs: 1_000 });
  const ids = ['w1', 'w2', 'w3'];
  const projects = createProjects(fresh.database);
  for (const id of ids) await projects.create(sampleProject({ id }));
  const workers = ids.map((id) => runNode(PROGRAM, fresh.server.url, server.url, id, '4', '4', '3000'));
  for (const worker of workers) expect(await worker.line()).toBe('ready');
  for (const worker of workers) expect(await worker.line()).toBe('done');
  await Promise.all(workers.map(({ ended }) => ended));
  // Every call that was begun was taken: none was told to wait.
  expect(server.creates).toHaveLength(12);
  expect(server.predictions.map(server.statusOf)).toEqual(Array(12).fill('succeeded'));
  expect(server.faults).toEqual([]);
  await server.close();
});

describe('the pace of one process', () => {
  const ask = (take: Paces['take'], hold: Paces['hold'] = async () => undefined) =>
    createPace({ paces: { take, hold }, taker: 'me', timing: TIMING });
  const never = new AbortController().signal;

  it('asks the database about once a second however many wait, and lets them go in their order', async () => {
    const asked: number[] = [];
    let free = 0;
    const pace = ask(async () => {
      asked.push(performance.now());
      return free-- > 0 ? 0 : 30_000;
    });
    const gone: number[] = [];
    const stop = new AbortController();
    const waiting = [1, 2, 3, 4, 5].map((number) =>
      pace.turn(stop.signal).then(
        () => void gone.push(number),
        () => undefined,
      ),
    );
    await expect.poll(() => asked.length, { timeout: 5_000 }).toBe(2);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(900);
    free = 2;
    await expect.poll(() => gone, { timeout: 5_000 }).toEqual([1, 2]);
    stop.abort();
    await Promise.all(waiting);
    expect(gone).toEqual([1, 2]);
  });

  it('ends the waiting of whoever is stopped at once, and the next in line moves up', async () => {
    let taken = 0;
    const pace = ask(async () => {
      taken++;
      return taken === 1 ? 60_000 : 0;
    });
    const stop = new AbortController();
    const stopped = pace.turn(stop.signal);
    const next = pace.turn(never);
    await expect.poll(() => taken).toBe(1);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    await next;
    expect(taken).toBe(2);
  });

  it('does not wait for a database that does not answer once it is stopped', async () => {
    const pace = ask(() => new Promise(() => undefined));
    const stop = new AbortController();
    const turn = pace.turn(stop.signal);
    stop.abort();
    await expect(turn).rejects.toMatchObject({ code: 'cancelled' });
  });
});
