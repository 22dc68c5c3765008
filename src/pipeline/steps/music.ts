/** The music bed of a version: made by the music maker; a film without one is better than no film. */
import { join } from 'node:path';
import { isCancelled } from '../../ad/errors.ts';
import type { Plan } from '../../ad/plan.ts';
import type { Graph } from '../graph.ts';
import type { Ports, Run } from '../run.ts';
import { ensure, type Made } from './ensure.ts';

type Needs = Pick<Ports, 'artifacts' | 'records' | 'music' | 'clock' | 'log'>;

export async function makeMusic(graph: Graph, plan: Plan, ports: Needs, run: Run): Promise<void> {
  const { music } = graph;
  if (!music) return;
  await ensure(music.key, ports, run, (folder) => composeOrSilence(plan, music, ports, run, folder));
}

/** Null: the film is silent. */
export async function openMusic(graph: Graph, ports: Needs, run: Run): Promise<string | null> {
  if (!graph.music) return null;
  const record = await ports.records.find(run.projectId, graph.music.key);
  return record?.facts.files?.length === 0 ? null : ports.artifacts.open(graph.music.key);
}

async function composeOrSilence(
  plan: Plan,
  music: NonNullable<Graph['music']>,
  ports: Needs,
  run: Run,
  folder: string,
): Promise<Made> {
  const file = join(folder, 'music.m4a');
  if (!plan.music) return { files: {}, facts: { files: [] } };
  try {
    await ports.music.make(plan.music, { frames: plan.totalFrames, cutFrames: music.cutFrames }, file, run.signal);
    return { files: { [music.key]: file } };
  } catch (error) {
    if (isCancelled(error) || run.signal.aborted) throw error;
    ports.log.warn({ project: run.projectId, error: String(error) }, 'music failed; the films are silent');
    const say = 'The music could not be made, so the films are silent.';
    const redoMicroUsd = ports.music.estimate(plan.music);
    return { files: {}, facts: { files: [] }, degraded: [{ step: 'music', sceneId: null, say, redoMicroUsd }] };
  }
}
