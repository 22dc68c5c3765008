/** What a version can cost at most, before anything is spent: the price of what is not there yet. */
import type { MicroUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import { graphOf } from './graph.ts';
import type { Ports } from './run.ts';

type Needs = Pick<Ports, 'clips' | 'music' | 'records' | 'renderer' | 'scale'>;

/** Micro-dollars for every background and the music that are missing; 0 where they are made locally. */
export async function estimate(
  { projectId, version, plan }: { readonly projectId: string; readonly version: number; readonly plan: Plan },
  { clips, music, records, renderer, scale }: Needs,
): Promise<MicroUsd> {
  const makers = { renderer: renderer.id, clips: clips?.id ?? null, music: music.id };
  // The cutout shapes neither backgrounds nor music.
  const graph = graphOf({ projectId, version, plan, productKey: '', makers, scale });
  const isMissing = async (key: string) => !(await records.find(projectId, key));
  const prices = graph.scenes.map(async ({ scene, backgroundKey }) =>
    clips && (await isMissing(backgroundKey)) ? clips.estimate(scene) : 0,
  );
  const sound = plan.music && graph.music && (await isMissing(graph.music.key)) ? music.estimate(plan.music) : 0;
  return (await Promise.all(prices)).reduce((sum, price) => sum + price, sound);
}
