/** Whatever lets people down, three films come, and the receipt names exactly what fell back. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Degradation, Project } from '../../src/ad/project.ts';
import type { System } from '../../src/compose.ts';
import { createProductCutter } from '../../src/media/cutout/cutter.ts';
import { bottleOrder, makeWhole, smallHome } from '../fixtures/system.ts';
import { createSketches } from './sketches.ts';
import { type Manners, openStage, type Stage } from './stage.ts';

let stage: Stage;
let system: System;
/** What is in a film does not depend on how it is drawn, and drawing takes seconds. */
let sketching: System;
let otherHome: string;
beforeAll(async () => {
  stage = await openStage();
  otherHome = await smallHome();
  // A photo with nothing transparent needs it, and all others do not.
  const cutter = createProductCutter({ matting: { matte: () => Promise.reject(new Error('out of memory')) } });
  system = await stage.open({}, { cutter });
  sketching = await stage.open({ ADGEN_HOME: otherHome }, { cutter, renderer: createSketches() });
});
afterAll(async () => {
  await Promise.all([system.close(), sketching.close()]);
  await stage.close();
  await rm(otherHome, { recursive: true, force: true });
});

type Down = Manners & { readonly cutout?: 'fail' };

let ads = 0;
/** Each is another ad, so that nothing of those before is used. */
async function adWhile(down: Down, system: System): Promise<Project> {
  stage.behave(down);
  const before = stage.bill();
  const order = await bottleOrder(stage.home, { brandName: `Basilo ${++ads}` });
  const project = await makeWhole(system, down.cutout ? await withoutTransparency(order) : order);
  const receipt = project.ad.receipt;
  expect(project.status).toBe('COMPLETED');
  expect(Object.keys(receipt?.outputs ?? {}).toSorted()).toEqual(['16:9', '1:1', '9:16']);
  expect(fallenIn(receipt?.degraded ?? [])).toEqual(expectedOf(down, project));
  expect(receipt?.quality).toBe(Object.keys(down).length === 0 ? 'finished' : 'degraded');
  expect(project.costMicroUsd).toBe(stage.bill() - before);
  return project;
}

async function withoutTransparency(order: Awaited<ReturnType<typeof bottleOrder>>) {
  const bytes = new Uint8Array(await sharp(order.photo.bytes).flatten({ background: '#d8d2c4' }).png().toBuffer());
  await writeFile(order.photo.file, bytes);
  return { ...order, photo: { ...order.photo, bytes } };
}

/** `background s1` and so on, in the order of the alphabet. */
function fallenIn(degraded: readonly Degradation[]): readonly string[] {
  return degraded.map(({ step, sceneId }) => (sceneId === null ? step : `${step} ${sceneId}`)).toSorted();
}

function expectedOf(down: Down, project: Project): readonly string[] {
  const scenes = project.plan?.scenes ?? [];
  const steps = [
    ...(down.words ? ['plan'] : []),
    ...(down.clips ? scenes.map(({ id }) => `background ${id}`) : []),
    ...(down.music ? ['music'] : []),
    ...(down.cutout ? ['product'] : []),
  ];
  return steps.toSorted();
}

async function secondsOf(film: string): Promise<number> {
  const words = [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    await system.artifacts.open(film),
  ];
  return Number((await promisify(execFile)(process.env.FFPROBE_PATH ?? 'ffprobe', words)).stdout);
}

/** What shows in the films is drawn. */
const DRAWN: readonly Down[] = [{}, { clips: 'fail' }, { music: 'no-model' }, { cutout: 'fail' }];
const UNSEEN: readonly Down[] = [
  { words: 'malformed' },
  { words: 'no-credit', clips: 'no-model' },
  { words: 'broken', music: 'missing' },
  { words: 'refusal', cutout: 'fail' },
  { clips: 'no-credit', music: 'no-credit' },
  { clips: 'page', cutout: 'fail' },
  { music: 'abort', cutout: 'fail' },
];

it.each(DRAWN)('three films are drawn with %j, and the receipt names that and no other step', async (down) => {
  const project = await adWhile(down, system);
  for (const film of Object.values(project.ad.receipt?.outputs ?? {})) expect(await secondsOf(film)).toBeCloseTo(6, 1);
});

it.each(UNSEEN)('three films come with %j, and the receipt names that and no other step', async (down) => {
  const project = await adWhile(down, sketching);
  const kind = down.clips ? 'backdrop' : 'clip';
  for (const film of Object.values(project.ad.receipt?.outputs ?? {})) {
    const words = await readFile(await sketching.artifacts.open(film), 'utf8');
    for (const { id } of project.plan?.scenes ?? []) expect(words).toContain(`of ${id} before a ${kind}\n`);
    expect(words).not.toContain(down.clips ? 'a clip' : 'a backdrop');
    expect(words).toContain('with music');
  }
});
