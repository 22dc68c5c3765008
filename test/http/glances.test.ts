/** Ads as they were a moment ago: read as seldom as can be, and never shown longer than they are true for. */
import { describe, expect, test } from 'vitest';
import { type Changes, createGlances } from '../../src/http/api/glances.ts';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createQuickDesk } from '../fixtures/quick-desk.ts';
import { freshDatabase } from '../storage/fresh-database.ts';

const KEEP_MS = 500;

/** One ad in a database, a clock, and a count of how often it was read. */
async function looking(changesOf: (hear: Parameters<Changes>[0]) => ReturnType<Changes>) {
  const fresh = await freshDatabase();
  const projects = createProjects(fresh.database);
  const quick = createQuickDesk(projects);
  const brief = { text: 'Lemonade', brandName: 'Basilo', brandColor: 'teal', durationSeconds: 6 };
  const id = await quick.order({ userId: 'ada', brief, photo: { photoKey: 'k' } }, AbortSignal.timeout(9000));
  let nowMs = 0;
  let reads = 0;
  let ends = 0;
  let tell: Parameters<Changes>[0] = () => undefined;
  const ending = new AbortController();
  const find: ApiPorts['desk']['find'] = (asked) => {
    reads += 1;
    return quick.find(asked);
  };
  const desk = { ...quick, find, watch: projects.watch, planOf: async () => null };
  const changes: Changes = async (hear) => {
    tell = hear;
    const stop = await changesOf(hear);
    return async () => {
      ends += 1;
      await stop();
    };
  };
  const glances = createGlances({ desk, keepMs: KEEP_MS, clock: () => nowMs, changes, signal: ending.signal });
  // What is told begins to count a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  return {
    ...{ id, fresh, ending },
    look: async () => (await glances.of(id))?.status,
    reads: () => reads,
    ends: () => ends,
    tell: (what: string | null) => tell(what),
    wait: (ms: number) => (nowMs += ms),
  };
}

const heard = async () => async () => undefined;

describe('while changes are told', () => {
  test('an ad is read once in ten seconds, and again when it, or perhaps any, has changed', async () => {
    const { look, reads, tell, wait, id, fresh } = await looking(heard);
    for (let poll = 0; poll < 5; poll++) {
      expect(await look()).toBe('AWAITING_APPROVAL');
      wait(1_999);
    }
    expect(reads()).toBe(1);
    wait(10);
    await look();
    expect(reads()).toBe(2);
    tell('another');
    await look();
    expect(reads()).toBe(2);
    tell(id);
    await look();
    expect(reads()).toBe(3);
    tell(null);
    await Promise.all([look(), look()]);
    expect(reads()).toBe(4);
    await fresh.remove();
  });

  test('one that changes while it is read is read again', async () => {
    const { look, reads, tell, id, fresh } = await looking(heard);
    const first = look();
    tell(id);
    await Promise.all([first, look()]);
    expect(reads()).toBe(2);
    await fresh.remove();
  });

  test('listening ends with the server, also where that ends first', async () => {
    const { ending, ends, fresh } = await looking(heard);
    ending.abort();
    expect(ends()).toBe(1);
    const begun = Promise.withResolvers<void>();
    const late = await looking(async () => {
      await begun.promise;
      return async () => undefined;
    });
    late.ending.abort();
    begun.resolve();
    await expect.poll(late.ends).toBe(1);
    await Promise.all([fresh.remove(), late.fresh.remove()]);
  });
});

test('while they are not, it is read again after half a second', async () => {
  const { look, reads, wait, fresh } = await looking(() => Promise.reject(new Error('Nobody listens.')));
  await look();
  wait(499);
  await look();
  expect(reads()).toBe(1);
  wait(1);
  await look();
  expect(reads()).toBe(2);
  await fresh.remove();
});
