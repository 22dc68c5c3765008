/** The music bed of a version: by the music maker, else by the one behind it; a film without music is better than no film. */
import { join } from 'node:path';
import { isCancelled, willPass } from '../../ad/errors.ts';
import type { Music, Plan } from '../../ad/plan.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Graph } from '../graph.ts';
import type { MusicMaker } from '../ports.ts';
import type { Ports, Run } from '../run.ts';
import { ensure, type Made } from './ensure.ts';
import { whyNot } from './why-not.ts';

type Needs = Pick<Ports, 'artifacts' | 'records' | 'music' | 'clock' | 'log'>;
type Node = NonNullable<Graph['music']>;

export async function makeMusic(graph: Graph, plan: Plan, ports: Needs, run: Run): Promise<void> {
  const { music } = graph;
  if (!music) return;
  await ensure(music.key, ports, run, (folder) => compose(plan, music, ports, run, folder));
}

/** Who makes this music: the one behind the music maker where a person wants it composed here. */
export function musicMakerOf({ local }: Music, { music }: Pick<Ports, 'music'>): MusicMaker {
  return local ? (music.fallback ?? music) : music;
}

/** Null: the film is silent. */
export async function openMusic(graph: Graph, ports: Needs, run: Run): Promise<string | null> {
  if (!graph.music) return null;
  const record = await ports.records.find(run.projectId, graph.music.key);
  return record?.facts.files?.length === 0 ? null : ports.artifacts.open(graph.music.key);
}

async function compose(plan: Plan, node: Node, ports: Needs, run: Run, folder: string): Promise<Made> {
  if (!plan.music) return { files: {}, facts: { files: [] } };
  const music = musicMakerOf(plan.music, ports);
  const file = join(folder, 'music.m4a');
  const files = { [node.key]: file };
  const failed = await attempt(music, plan, node, ports, run, file);
  if (!failed) return { files, generated: music.generative ?? false };
  const instead = music.fallback;
  const missing = instead ? await attempt(instead, plan, node, ports, run, file) : failed;
  const degraded = [degradation(failed.error, missing !== null, music.estimate(plan.music))];
  if (missing) return { files: {}, facts: { files: [] }, degraded };
  return { files, generated: instead?.generative ?? false, degraded };
}

/** Null when the file is there. */
async function attempt(
  maker: MusicMaker,
  plan: Plan,
  { key, cutFrames }: Node,
  ports: Needs,
  run: Run,
  file: string,
): Promise<{ readonly error: unknown } | null> {
  if (!plan.music) return null;
  const { projectId, signal } = run;
  try {
    await maker.make(plan.music, { frames: plan.totalFrames, cutFrames }, file, signal, { projectId, key });
    return null;
  } catch (error) {
    if (isCancelled(error) || willPass(error) || signal.aborted) throw error;
    ports.log.warn({ project: projectId, maker: maker.id, error: String(error) }, 'music failed');
    return { error };
  }
}

function degradation(error: unknown, silent: boolean, redoMicroUsd: number): Degradation {
  const why = whyNot(error, 'The music could not be made.');
  const say = `${why} ${silent ? 'The films are silent.' : 'A bed that was composed on this machine plays instead.'}`;
  return { step: 'music', sceneId: null, say, redoMicroUsd };
}
