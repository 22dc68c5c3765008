import { execFileSync } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASPECTS, scaledSize } from '../../src/ad/aspect.ts';
import { AdgenError } from '../../src/ad/errors.ts';
import type { Project } from '../../src/ad/project.ts';
import type { System } from '../../src/compose.ts';
import { probe } from '../../src/media/ffmpeg/probe.ts';
import { bottleOrder, follow, makeWhole, openSmall, SMALL, smallHome } from '../fixtures/system.ts';

const signal = new AbortController().signal;
const tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };

const ffmpegs = () => {
  const lines = execFileSync('ps', ['-eo', 'ppid=,args=']).toString().split('\n');
  return lines.filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('ffmpeg'));
};

describe('an ad', () => {
  let home = '';
  let system: System;
  let made: Project;

  beforeAll(async () => {
    home = await smallHome();
    system = await openSmall(home);
    made = await makeWhole(system, await bottleOrder(home));
  });
  afterAll(async () => {
    await system.close();
    await rm(home, { recursive: true, force: true });
  });

  it('ends with three films of the right size and length, with sound', async () => {
    expect(made).toMatchObject({
      status: 'COMPLETED',
      progress: 100,
      ad: { receipt: { quality: 'finished', degraded: [], costMicroUsd: 0 } },
    });
    for (const aspect of ASPECTS) {
      const film = await probe(tools, await system.artifacts.open(made.ad.receipt?.outputs[aspect] ?? ''), signal);
      expect(film.video).toMatchObject({ ...scaledSize(aspect, SMALL), frames: 180 });
      expect(film.audio?.seconds).toBeCloseTo(6, 1);
    }
  });

  it('is not made twice: the same order is the same ad, and it is done', async () => {
    const film = await system.artifacts.open(made.ad.receipt?.outputs['9:16'] ?? '');
    const before = (await stat(film)).mtimeMs;
    const again = await makeWhole(system, await bottleOrder(home));
    expect(again.id).toBe(made.id);
    expect((await stat(film)).mtimeMs).toBe(before);
  });

  it('makes only what a change of words touches, and says what it kept', async () => {
    const { plan } = made;
    if (!plan) throw new Error('no plan');
    const words = { headline: 'Bright and cold', support: null, pill: null, position: 'top' } as const;
    const scenes = plan.scenes.map((scene, index) => (index === 0 ? { ...scene, overlay: words } : scene));
    await system.projects.reopen(made.id);
    const version = await system.projects.addVersion(made.id, { ...plan, scenes }, { degraded: [] });
    await system.queue.produce({ projectId: made.id, version });
    const changed = (await follow(system, made.id, 'COMPLETED', 'FAILED')).at(-1);
    const items = changed?.ad.receipt?.items ?? [];
    const kept = items.filter((item) => item.reused).map((item) => item.key);
    const fresh = items.filter((item) => !item.reused).map((item) => item.key);
    expect(kept.some((key) => key.includes('/audio/'))).toBe(true);
    expect(kept.filter((key) => key.includes('_backdrop.'))).toHaveLength(plan.scenes.length);
    expect(fresh.filter((key) => key.includes('/shots/'))).toHaveLength(2 * ASPECTS.length);
    expect(fresh.every((key) => /\/outputs\/|\/shots\/scene_1_/.test(key))).toBe(true);
  });

  it('holds to its approval: a stale or too cheap one starts nothing', async () => {
    const id = await system.studio.order(await bottleOrder(home, { brandName: 'Stale' }), signal);
    await follow(system, id, 'AWAITING_APPROVAL');
    const offer = await system.studio.offer(id);
    await expect(system.studio.approve(id, { ...offer, planHash: 'other' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await system.studio.find(id))?.status).toBe('AWAITING_APPROVAL');
    await system.studio.cancel(id);
  });

  it('stops within two seconds, keeps what it has, and goes on when asked again', async () => {
    const order = await bottleOrder(home, { durationSeconds: 20 });
    const id = await system.studio.order(order, signal);
    await follow(system, id, 'AWAITING_APPROVAL');
    await system.studio.approve(id, await system.studio.offer(id));
    await follow(system, id, 'COMPOSITING');
    const stoppedMs = performance.now();
    expect(await system.studio.cancel(id)).toBe(true);
    await follow(system, id, 'CANCELLED');
    expect(performance.now() - stoppedMs).toBeLessThan(2500);
    await expect.poll(ffmpegs, { timeout: 2000 }).toEqual([]);
    expect(await system.studio.cancel(id)).toBe(false);
    expect((await makeWhole(system, order)).status).toBe('COMPLETED');
  });
});

describe('progress', () => {
  it('goes through the promised statuses and never back', async () => {
    const home = await smallHome();
    const system = await openSmall(home);
    const id = await system.studio.order(await bottleOrder(home), signal);
    const first = await follow(system, id, 'AWAITING_APPROVAL');
    await system.studio.approve(id, await system.studio.offer(id));
    const seen = [...first, ...(await follow(system, id, 'COMPLETED'))];
    const percents = seen.map((project) => project.progress);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    for (const status of ['AWAITING_APPROVAL', 'COMPOSITING', 'RENDERING', 'COMPLETED'])
      expect(seen.map((project) => project.status)).toContain(status);
    await system.close();
    await rm(home, { recursive: true, force: true });
  });
});

describe('when a maker fails, a film still comes, and it says so', () => {
  const degradedBy = async (ports: Parameters<typeof openSmall>[1]) => {
    const home = await smallHome();
    const system = await openSmall(home, ports);
    const project = await makeWhole(system, await bottleOrder(home));
    await system.close();
    await rm(home, { recursive: true, force: true });
    return project;
  };
  const broken = async () => Promise.reject(new AdgenError('step-failed', 'broken'));

  it('without music', async () => {
    const project = await degradedBy({ music: { id: 'broken', estimate: () => 0, make: broken } });
    expect(project.ad.receipt).toMatchObject({ quality: 'degraded', degraded: [{ step: 'music', sceneId: null }] });
    expect(project.ad.receipt?.degraded[0]?.say).toMatch(/silent/);
  });

  it('with drawn backgrounds where clips could not be generated, and with the price of doing them again', async () => {
    const project = await degradedBy({ clips: { id: 'broken', estimate: () => 50_000, clip: broken } });
    const degraded = project.ad.receipt?.degraded ?? [];
    expect(degraded).toHaveLength(3);
    expect(degraded[0]).toMatchObject({ step: 'background', sceneId: 's1', redoMicroUsd: 50_000 });
  });

  it('fails in plain words when nothing can be done', async () => {
    const home = await smallHome();
    const system = await openSmall(home, { planner: { id: 'broken', plan: broken } });
    const id = await system.studio.order(await bottleOrder(home), signal);
    const last = (await follow(system, id, 'FAILED', 'COMPLETED')).at(-1);
    expect(last).toMatchObject({ status: 'FAILED', errorMessage: 'broken' });
    await system.close();
    await rm(home, { recursive: true, force: true });
  });
});
