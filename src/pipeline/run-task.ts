/** One task of an ad: makes its artefact unless it exists, and reports how far the ad is. */
import { ASPECTS } from '../ad/aspect.ts';
import { AdgenError } from '../ad/errors.ts';
import type { SceneNode } from './graph.ts';
import { type Ad, openAd } from './open-ad.ts';
import type { Task, Work } from './ports.ts';
import type { Ports, Run } from './run.ts';
import { makeBackground } from './steps/background.ts';
import { makeFilm } from './steps/film.ts';
import { makeMusic } from './steps/music.ts';
import { makeShot } from './steps/shot.ts';

export async function runTask(work: Work, task: Task, ports: Ports, signal: AbortSignal): Promise<void> {
  const run: Run = { ...work, signal };
  const ad = await openAd(ports, run);
  switch (task.kind) {
    case 'clip':
      await makeBackground(nodeOf(ad, task.sceneId), ad.plan.style, ports, run);
      return reportScenes(ad, ports, run);
    case 'music':
      return makeMusic(ad.graph, ad.plan, ports, run);
    case 'shot':
      await makeShot(nodeOf(ad, task.sceneId), task.aspects, ad, ports, run);
      return reportShots(ad, ports, run);
    case 'film':
      await makeFilm(task.aspect, ad.graph, ad.plan, ports, run);
      return ports.projects.report(work, 'RENDERING', 95, 'joining the films');
  }
}

function nodeOf({ graph }: Ad, sceneId: string): SceneNode {
  const node = graph.scenes.find(({ scene }) => scene.id === sceneId);
  if (!node) throw new AdgenError('not-found', `This version has no scene ${sceneId}.`);
  return node;
}

async function reportScenes({ graph }: Ad, ports: Ports, run: Run): Promise<void> {
  const keys = graph.scenes.map((node) => node.backgroundKey);
  const done = await countDone(keys, ports, run);
  await ports.projects.report(
    run,
    'GENERATING_SCENES',
    30 + (30 * done) / keys.length,
    `backgrounds: ${done} of ${keys.length}`,
  );
}

/** Product and words are put in by the same render, so the two statuses share its way from 65 to 80. */
async function reportShots({ graph }: Ad, ports: Ports, run: Run): Promise<void> {
  const scenes = await Promise.all(
    graph.scenes.map(async (node) => {
      const keys = ASPECTS.flatMap((aspect) => node.pieces[aspect].map((piece) => piece.key));
      return { id: node.scene.id, keys: keys.length, done: await countDone(keys, ports, run) };
    }),
  );
  const sum = (of: 'done' | 'keys') => scenes.reduce((all, scene) => all + scene[of], 0);
  const share = sum('done') / sum('keys');
  const made = scenes.filter(({ done, keys }) => done === keys).map(({ id }) => id);
  const [status, activity] =
    share < 2 / 3
      ? (['COMPOSITING', 'putting the product into its scenes'] as const)
      : (['ADDING_OVERLAYS', 'setting the words'] as const);
  await ports.projects.report(run, status, 65 + 15 * share, `${activity}: ${Math.round(share * 100)} %`, made);
  if (share === 1) await ports.projects.report(run, 'GENERATING_AUDIO', 80, 'mixing the music');
}

async function countDone(keys: readonly string[], ports: Pick<Ports, 'records'>, run: Run): Promise<number> {
  const records = await Promise.all(keys.map((key) => ports.records.find(run.projectId, key)));
  return records.filter(Boolean).length;
}
