/** The story of one ad, top to bottom. Re-entrant: run again from the top, it makes only what is missing. */
import { ASPECTS, type Aspect, FULL_SIZE } from '../ad/aspect.ts';
import type { SceneNode } from './graph.ts';
import { type Ad, openAd } from './open-ad.ts';
import type { Task, Tasks, Work } from './ports.ts';
import { writeReceipt } from './receipt.ts';
import type { Ports, Run } from './run.ts';
import { isDrawn } from './steps/background.ts';
import { musicMakerOf } from './steps/music.ts';
import { missingPieces } from './steps/shot.ts';

export async function produce(work: Work, ports: Ports, tasks: Tasks, signal: AbortSignal): Promise<void> {
  const run: Run = { ...work, signal };
  const ad = await openAd(ports, run);

  await ports.projects.report(work, 'GENERATING_SCENES', 30, 'making the backgrounds and the music');
  const backgrounds = await missingBackgrounds(ad, ports, run);
  const music = await missingMusic(ad, ports, run);
  // What is made elsewhere is asked for at once. What is made here fills the gaps between the shots, and keeps none waiting.
  const isBought = ad.plan.music !== null && musicMakerOf(ad.plan.music, ports).generative === true;
  const [early, late] = isBought && backgrounds.length > 0 ? [music, []] : [[], music];
  if (backgrounds.length > 0) await runTasks(tasks, work, [...backgrounds, ...early]);

  await ports.projects.report(work, 'COMPOSITING', 65, 'putting the product into its scenes');
  await runTasks(tasks, work, [...late, ...(await missingShots(ad, ports, run))]);

  await ports.projects.report(work, 'RENDERING', 90, 'joining the films');
  await runTasks(tasks, work, await missingFilms(ad, ports, run));

  const receipt = await writeReceipt(ad, ports, run);
  await ports.projects.end(work, { status: 'COMPLETED', receipt });
}

async function runTasks(tasks: Tasks, work: Work, missing: readonly Task[]): Promise<void> {
  if (missing.length > 0) await tasks.all(work, missing);
}

async function missingBackgrounds({ graph }: Ad, ports: Ports, run: Run): Promise<readonly Task[]> {
  const records = await Promise.all(graph.scenes.map((node) => ports.records.find(run.projectId, node.backgroundKey)));
  return graph.scenes.filter((_, index) => !records[index]).map(({ scene }) => ({ kind: 'clip', sceneId: scene.id }));
}

async function missingMusic({ graph }: Ad, ports: Ports, run: Run): Promise<readonly Task[]> {
  const missing = graph.music && !(await ports.records.find(run.projectId, graph.music.key));
  return missing ? [{ kind: 'music' }] : [];
}

/**
 * What takes longest first, so that no core waits for a long last task. A drawn background shares nothing between aspects, so
 * each aspect is a task of its own; a clip is decoded once for all three, unless so few scenes are missing that cores would idle.
 */
async function missingShots({ graph }: Ad, ports: Ports, run: Run): Promise<readonly Task[]> {
  const nodes = await Promise.all(
    graph.scenes.map(async (node) => ({ node, aspects: await missingAspects(node, ports, run) })),
  );
  const missing = nodes.filter(({ aspects }) => aspects.length > 0);
  const shots = missing.flatMap(({ node, aspects }) =>
    isDrawn(node) || missing.length <= 2 ? aspects.map((aspect) => ({ node, aspects: [aspect] })) : [{ node, aspects }],
  );
  return shots
    .sort((a, b) => pixelsOf(b) - pixelsOf(a))
    .map(({ node: { scene }, aspects }) => ({ kind: 'shot', sceneId: scene.id, aspects }));
}

function pixelsOf({ node, aspects }: { readonly node: SceneNode; readonly aspects: readonly Aspect[] }): number {
  const pixels = aspects.map((aspect) => FULL_SIZE[aspect].width * FULL_SIZE[aspect].height);
  return node.backgroundFrames * pixels.reduce((sum, each) => sum + each, 0);
}

async function missingAspects(node: SceneNode, ports: Ports, run: Run): Promise<readonly Aspect[]> {
  const missing = await Promise.all(ASPECTS.map((aspect) => missingPieces(node, aspect, ports, run)));
  return ASPECTS.filter((_, index) => missing[index]?.length);
}

async function missingFilms({ graph }: Ad, ports: Ports, run: Run): Promise<readonly Task[]> {
  const records = await Promise.all(
    ASPECTS.map((aspect) => ports.records.find(run.projectId, graph.films[aspect].key)),
  );
  return ASPECTS.filter((_, index) => !records[index]).map((aspect) => ({ kind: 'film', aspect }));
}
