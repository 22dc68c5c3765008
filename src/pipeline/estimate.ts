/** What a version will probably cost, before anything is spent: the price of what is not there yet, part by part. */
import type { Estimate } from '../ad/bill.ts';
import type { Plan } from '../ad/plan.ts';
import { graphOf } from './graph.ts';
import type { Ports } from './run.ts';
import { isDrawn } from './steps/background.ts';
import { musicMakerOf } from './steps/music.ts';

type Needs = Pick<Ports, 'clips' | 'music' | 'records' | 'renderer' | 'scale'>;

/** Every background that has to be bought and is missing, and the music; 0 and no background where they are made here. */
export async function estimate(
  { projectId, version, plan }: { readonly projectId: string; readonly version: number; readonly plan: Plan },
  { clips, music, records, renderer, scale }: Needs,
): Promise<Estimate> {
  const makers = { renderer: renderer.id, clips: clips?.id ?? null, music: music.id };
  // The cutout shapes neither backgrounds nor music.
  const graph = graphOf({ projectId, version, plan, productKey: '', makers, scale });
  const isMissing = async (key: string) => !(await records.find(projectId, key));
  const backgrounds = graph.scenes.map(async (node) =>
    clips && !isDrawn(node) && (await isMissing(node.backgroundKey))
      ? // What is bought plays under the transition into the scene, too.
        [{ sceneId: node.scene.id, microUsd: clips.estimate({ frames: node.backgroundFrames }) }]
      : [],
  );
  const needsMusic = plan.music && graph.music && (await isMissing(graph.music.key));
  return {
    backgrounds: (await Promise.all(backgrounds)).flat(),
    musicMicroUsd: plan.music && needsMusic ? musicMakerOf(plan.music, { music }).estimate(plan.music) : 0,
  };
}
