/** Joins the pieces of one aspect into its film. */
import { join } from 'node:path';
import type { Aspect } from '../../ad/aspect.ts';
import type { Plan } from '../../ad/plan.ts';
import { disclosure } from '../disclosure.ts';
import type { Graph } from '../graph.ts';
import type { Ports, Run } from '../run.ts';
import { ensure } from './ensure.ts';
import { openMusic } from './music.ts';

type Needs = Pick<Ports, 'artifacts' | 'records' | 'music' | 'renderer' | 'clock' | 'log' | 'clips'>;

export async function makeFilm(aspect: Aspect, graph: Graph, plan: Plan, ports: Needs, run: Run): Promise<void> {
  const { key, pieces } = graph.films[aspect];
  await ensure(key, ports, run, async (folder) => {
    const file = join(folder, 'film.mp4');
    const request = {
      pieces: await Promise.all(pieces.map((piece) => ports.artifacts.open(piece))),
      audioFile: await openMusic(graph, ports, run),
      frames: plan.totalFrames,
      metadata: { title: plan.brandName, comment: disclosure(await usesGenerated(graph, ports, run)) },
    };
    await ports.renderer.film(request, file, run.signal);
    return { files: { [key]: file } };
  });
}

/** Whether any background or the music of this version came from a generative model. */
export async function usesGenerated(graph: Graph, ports: Pick<Ports, 'records'>, run: Run): Promise<boolean> {
  const keys = [...graph.scenes.map((node) => node.backgroundKey), ...(graph.music ? [graph.music.key] : [])];
  const records = await Promise.all(keys.map((key) => ports.records.find(run.projectId, key)));
  return records.some((record) => record?.facts.generated);
}
