/** A scene's background: a generated clip where one is configured, else the drawn backdrop, which is also its fallback. */
import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AdgenError, isCancelled, willPass } from '../../ad/errors.ts';
import type { StyleSpec } from '../../ad/plan.ts';
import type { Degradation } from '../../ad/project.ts';
import type { SceneNode } from '../graph.ts';
import type { ArtifactRecord, ClipMaker, SceneBackground } from '../ports.ts';
import type { Ports, Run } from '../run.ts';
import { ensure, type Made } from './ensure.ts';
import { whyNot } from './why-not.ts';

type Needs = Pick<Ports, 'artifacts' | 'records' | 'clips' | 'renderer' | 'clock' | 'log' | 'scale'>;

/** The drawn set of a scene. */
export async function makeBackdrop(
  node: SceneNode,
  style: StyleSpec,
  ports: Omit<Needs, 'clips'>,
  run: Run,
): Promise<ArtifactRecord> {
  const { background, product } = node.scene;
  const request = { background, style, frames: node.backgroundFrames, side: product.position, scale: ports.scale };
  return ensure(node.backdropKey, ports, run, async (folder) => {
    const { names, degraded } = await drawnOrBlack(request, join(folder, 'drawn'), node, ports, run);
    const files = Object.fromEntries(names.map((name) => [`${node.backdropKey}/${name}`, join(folder, 'drawn', name)]));
    return { files, facts: { files: Object.keys(files) }, degraded };
  });
}

/** A full disk or a stop is no matter of looks; whatever else keeps one from being drawn leaves the scene black. */
async function drawnOrBlack(
  request: Parameters<Needs['renderer']['backdrop']>[0],
  folder: string,
  { scene }: SceneNode,
  ports: Omit<Needs, 'clips'>,
  { projectId, signal }: Run,
): Promise<{ readonly names: readonly string[]; readonly degraded: readonly Degradation[] }> {
  try {
    return { names: await ports.renderer.backdrop(request, folder, signal), degraded: [] };
  } catch (error) {
    if (error instanceof AdgenError || signal.aborted) throw error;
    ports.log.warn({ project: projectId, scene: scene.id, error: String(error) }, 'the look could not be drawn');
    await rm(folder, { recursive: true, force: true });
    const names = await ports.renderer.backdrop({ ...request, plain: true }, folder, signal);
    const say = 'The background of this scene could not be drawn, so it plays on black.';
    return { names, degraded: [{ step: 'background', sceneId: scene.id, say, redoMicroUsd: 0 }] };
  }
}

export async function makeBackground(node: SceneNode, style: StyleSpec, ports: Needs, run: Run): Promise<void> {
  const { clips } = ports;
  if (!clips || isDrawn(node)) {
    await makeBackdrop(node, style, ports, run);
    return;
  }
  await ensure(node.backgroundKey, ports, run, (folder) => clipOrBackdrop(clips, node, style, ports, run, folder));
}

/** The drawn set is what is wanted, and no clip. */
export function isDrawn(node: SceneNode): boolean {
  return node.backgroundKey === node.backdropKey;
}

async function clipOrBackdrop(
  clips: ClipMaker,
  node: SceneNode,
  style: StyleSpec,
  ports: Needs,
  run: Run,
  folder: string,
): Promise<Made> {
  const file = join(folder, 'clip.mp4');
  try {
    const request = { background: node.scene.background, style, frames: node.backgroundFrames };
    await clips.clip(request, file, run.signal, { projectId: run.projectId, key: node.backgroundKey });
    return { files: { [node.backgroundKey]: file }, facts: { files: [node.backgroundKey] }, generated: true };
  } catch (error) {
    if (isCancelled(error) || willPass(error) || run.signal.aborted) throw error;
    ports.log.warn(
      { project: run.projectId, scene: node.scene.id, error: String(error) },
      'clip failed; using the backdrop',
    );
    const backdrop = await makeBackdrop(node, style, ports, run);
    const degraded = [fallback(node, clips, error), ...backdrop.degraded];
    return { files: {}, facts: { files: [...(backdrop.facts.files ?? [])] }, degraded };
  }
}

function fallback(node: SceneNode, clips: ClipMaker, error: unknown): Degradation {
  const why = whyNot(error, 'The background could not be generated.');
  const say = `${why} A drawn background in the same style is used instead.`;
  return {
    step: 'background',
    sceneId: node.scene.id,
    say,
    redoMicroUsd: clips.estimate({ frames: node.backgroundFrames }),
  };
}

/** A finished background, or backdrop, as local files; throws `not-found` when it was not made. */
export async function openBackground(
  key: string,
  ports: Pick<Ports, 'artifacts' | 'records'>,
  run: Run,
): Promise<SceneBackground> {
  const files = (await ports.records.find(run.projectId, key))?.facts.files ?? [];
  const opened = await Promise.all(files.map((file) => ports.artifacts.open(file)));
  const [first] = opened;
  if (!first || !files[0]) throw new AdgenError('not-found', 'A background that should be there is missing.');
  return opened.length === 1 ? { kind: 'clip', file: first } : { kind: 'backdrop', folder: rootOf(first, files[0]) };
}

/** Local paths mirror keys: `…/{backdrop}/{aspect}/{layer}` is two levels below the backdrop's folder. */
function rootOf(file: string, key: string): string {
  const levels = key.split('/').length - key.split('/').findIndex((part) => part.includes('_backdrop.')) - 1;
  return file.split(sep).slice(0, -levels).join(sep);
}
