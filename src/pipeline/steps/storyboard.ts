/** The storyboard picture of a version: a still of every scene with the real cutout and the real words. */
import { join } from 'node:path';
import type { Plan } from '../../ad/plan.ts';
import type { Graph, SceneNode } from '../graph.ts';
import { storyboardKey } from '../keys.ts';
import type { StagedScene } from '../ports.ts';
import type { Ports, Run } from '../run.ts';
import { makeBackdrop, openBackground } from './background.ts';
import { ensure } from './ensure.ts';
import type { Product } from './product.ts';
import { visualsOf } from './shot.ts';

type Needs = Pick<Ports, 'artifacts' | 'records' | 'renderer' | 'clock' | 'log' | 'scale'>;

/** Pixels of a still for one at full size. */
const STILL_SCALE = 0.4;

export async function makeStoryboard(
  graph: Graph,
  plan: Plan,
  product: Product,
  ports: Needs,
  run: Run,
): Promise<string> {
  const key = storyboardKey(run.projectId, run.version);
  await ensure(key, ports, run, async (folder) => {
    const scenes = [];
    for (const node of graph.scenes) scenes.push(await stage(node, plan, ports, run));
    const file = join(folder, 'storyboard.png');
    const request = { visuals: await visualsOf(plan, product, ports), scenes, scale: STILL_SCALE * ports.scale };
    return { files: { [key]: file }, degraded: await ports.renderer.storyboard(request, file, run.signal) };
  });
  return key;
}

async function stage(node: SceneNode, plan: Plan, ports: Needs, run: Run): Promise<StagedScene> {
  await makeBackdrop(node, plan.style, ports, run);
  return { scene: node.scene, background: await openBackground(node.backdropKey, ports, run) };
}
