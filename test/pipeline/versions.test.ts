/** Refining an ad that is there: only what a change touches is made, and going back makes nothing. */
import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/ad/plan.ts';
import type { Project } from '../../src/ad/project.ts';
import type { System } from '../../src/compose.ts';
import { bottleOrder, follow, makeWhole, openSmall, smallHome } from '../fixtures/system.ts';

const signal = new AbortController().signal;
let home = '';
let system: System;
let made: Project;
beforeAll(async () => {
  home = await smallHome();
  system = await openSmall(home);
  made = await makeWhole(system, await bottleOrder(home));
}, 120_000);
afterAll(async () => {
  await system.close();
  await rm(home, { recursive: true, force: true });
});

function withWords(plan: Plan, headline: string): Plan {
  const [, second] = plan.scenes;
  const overlay = { headline, support: null, pill: null, position: 'top' } as const;
  return { ...plan, scenes: plan.scenes.map((scene) => (scene === second ? { ...scene, overlay } : scene)) };
}

function planOf(project: Project): Plan {
  if (!project.plan) throw new Error('no plan');
  return project.plan;
}

async function finished(version: number): Promise<Project> {
  const project = (await follow(system, made.id, 'COMPLETED', 'FAILED', 'CANCELLED')).at(-1);
  if (!project) throw new Error('no end');
  expect(project).toMatchObject({ version, status: 'COMPLETED' });
  return project;
}

describe('an ad that is finished', () => {
  it('makes only the scene whose words were changed, and the films', async () => {
    await system.studio.change(made.id, withWords(planOf(made), 'Now in your fridge'), 1);
    const { ad } = await finished(2);
    const remade = ad.receipt?.items
      .filter((item) => !item.reused)
      .map((item) => item.key.split('/').slice(2).join('/'));
    expect(remade?.filter((key) => key.startsWith('shots/')).every((key) => key.includes('/scene_2'))).toBe(true);
    expect(remade?.some((key) => /^(scenes|audio|product)\//.test(key))).toBe(false);
    expect(remade?.filter((key) => key.startsWith('outputs/v2/'))).toHaveLength(3);
  });

  it('goes back to its first version at once, and makes nothing for it', async () => {
    const before = await system.studio.versions(made.id);
    await system.studio.goBack(made.id, 1);
    const project = await system.studio.find(made.id);
    expect(project).toMatchObject({ version: 1, status: 'COMPLETED', ad: { receipt: made.ad.receipt } });
    expect(await system.studio.versions(made.id)).toEqual(before);
    await expect(system.studio.goBack(made.id, 9)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes a change while another is being made: the newer one comes out, and the ad was never stopped', async () => {
    const plan = planOf(made);
    const seen: string[] = [];
    const base = (await system.studio.find(made.id))?.version ?? 0;
    const first = await system.studio.change(made.id, withWords(plan, 'First wish'), base);
    for await (const project of system.studio.watch(made.id, signal)) if (project.progress >= 65) break;
    const second = await system.studio.change(made.id, withWords(plan, 'Second wish'), first);
    for await (const project of system.studio.watch(made.id, signal)) seen.push(project.status);
    const project = await finished(second);
    expect(project.plan?.scenes[1]?.overlay?.headline).toBe('Second wish');
    expect(seen).not.toContain('CANCELLED');
    expect(project.ad.receipt?.version).toBe(second);
  });

  it('refuses a change of a version it no longer stands at', async () => {
    const late = system.studio.change(made.id, withWords(planOf(made), 'Too late'), 1);
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
  });

  it('may get another picture of the product, which it keeps for itself', async () => {
    const { bytes } = (await bottleOrder(home)).photo;
    const key = await system.studio.keepPhoto({ name: 'bottle.png', bytes }, signal);
    expect(await system.studio.keepPhoto({ name: 'again.png', bytes }, signal)).toBe(key);
    const version = (await system.studio.find(made.id))?.version ?? 0;
    await system.studio.change(made.id, { ...planOf(made), photoKey: key }, version);
    const project = await finished(version + 1);
    expect(project.plan?.photoKey).toContain(`projects/${made.id}/`);
    const kept = await readFile(await system.artifacts.open(project.plan?.photoKey ?? ''));
    expect(Buffer.compare(kept, Buffer.from(bytes))).toBe(0);
  });
});

describe('a picture', () => {
  it('that is none is refused with a sentence, and not kept', async () => {
    const bytes = new TextEncoder().encode('not a picture');
    const keeping = system.studio.keepPhoto({ name: 'photo.png', bytes }, signal);
    await expect(keeping).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/picture|image|photo/i),
    });
  });

  it('that was kept can be ordered with', async () => {
    const { brief, photo } = await bottleOrder(home);
    const photoKey = await system.studio.keepPhoto({ name: 'bottle.png', bytes: photo.bytes }, signal);
    const order = { userId: 'tester', brief: { ...(brief as object) }, photo: { photoKey } };
    expect(await system.studio.order(order, signal)).toBe(made.id);
  });
});

describe('a storyboard', () => {
  it('is drawn for the newest plan, also when the plan is changed while it is drawn', async () => {
    const id = await system.studio.order(await bottleOrder(home, { brandName: 'Quick' }), signal);
    for await (const project of system.studio.watch(id, signal)) if (project.plan) break;
    const project = await system.studio.find(id);
    if (!project) throw new Error('no project');
    const version = await system.studio.change(id, withWords(planOf(project), 'Changed meanwhile'), project.version);
    for await (const now of system.studio.watch(id, signal))
      if (now.status === 'AWAITING_APPROVAL' && now.version === version) break;
    expect(await system.artifacts.has(`projects/${id}/storyboard/v${version}.png`)).toBe(true);
    const stale = await system.studio.offer(id);
    await system.studio.change(id, withWords(planOf(project), 'Changed again'), version);
    await expect(system.studio.approve(id, stale)).rejects.toMatchObject({ code: 'conflict' });
  });
});
