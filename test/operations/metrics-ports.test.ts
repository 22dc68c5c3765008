import { WaitingChildrenError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { cancelled } from '../../src/ad/errors.ts';
import { createMeters } from '../../src/compose/metrics.ts';
import { measuredFetch, measuredHandlers } from '../../src/compose/metrics-ports.ts';

describe('a job', () => {
  it('is counted by how it ended, and what it threw is passed on as it is', async () => {
    const seen: unknown[] = [];
    let nowMs = 0;
    const endings = [undefined, new WaitingChildrenError(), cancelled(), new Error('broken')];
    const run = async () => {
      nowMs += 1_500;
      const ending = endings.shift();
      if (ending) throw ending;
    };
    const handlers = measuredHandlers(
      { storyboard: run, produce: run, task: run, failed: async () => undefined },
      { meters: { job: (...given) => seen.push(given) }, clock: () => nowMs, threadOf: async () => null },
    );
    const { signal } = new AbortController();
    const work = { projectId: 'p1', version: 1 };
    await handlers.storyboard('p1', signal);
    await expect(handlers.produce(work, { all: async () => undefined }, signal)).rejects.toBeInstanceOf(
      WaitingChildrenError,
    );
    await expect(handlers.task(work, { kind: 'music' }, signal)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(handlers.task(work, { kind: 'film', aspect: '1:1' }, signal)).rejects.toThrow('broken');
    expect(seen).toEqual([
      ['storyboard', 'done', 1.5],
      ['produce', 'waiting', 1.5],
      ['music', 'stopped', 1.5],
      ['film', 'failed', 1.5],
    ]);
  });
});

describe('a request to a provider', () => {
  it.each([
    ['answered', 200],
    ['rate-limited', 429],
    ['not-allowed', 401],
    ['not-allowed', 402],
    ['refused', 422],
    ['provider-failed', 503],
  ])('is %s with status %i', async (outcome, status) => {
    const meters = createMeters();
    const fetch = measuredFetch('replicate', meters, async () => new Response(null, { status }));
    expect((await fetch('https://api.example/v1/x', { method: 'post' })).status).toBe(status);
    const text = await meters.registry.metrics();
    expect(text).toContain(`_count{provider="replicate",method="POST",outcome="${outcome}"} 1`);
    const errors = `adgen_provider_errors_total{provider="replicate",reason="${outcome}"} 1`;
    expect(text.includes(errors)).toBe(outcome !== 'answered');
  });

  it.each([
    ['unreachable', new TypeError('fetch failed')],
    ['too-slow', new DOMException('late', 'TimeoutError')],
    ['stopped', new DOMException('over', 'AbortError')],
    ['stopped', cancelled()],
  ])('that brings nothing is %s', async (outcome, error) => {
    const seen: unknown[] = [];
    const meters = { request: (...given: readonly unknown[]) => seen.push(given.slice(0, 3)) };
    const fetch = measuredFetch('openai', meters, () => Promise.reject(error));
    await expect(fetch('https://api.example')).rejects.toBe(error);
    expect(seen).toEqual([['openai', 'GET', outcome]]);
  });
});
