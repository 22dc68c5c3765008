/** Renders the missing pieces of a scene: its body, and the transition into the next scene, in the aspects asked for. */
import { join } from 'node:path';
import { type Aspect, aspectSlug } from '../../ad/aspect.ts';
import { AdgenError } from '../../ad/errors.ts';
import type { Plan } from '../../ad/plan.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Graph, PieceNode, SceneNode } from '../graph.ts';
import type { Piece, ShotRequest, StagedScene, Visuals } from '../ports.ts';
import type { Ports, Run } from '../run.ts';
import { openBackground } from './background.ts';
import { openMasked, type Product } from './product.ts';

type Needs = Pick<Ports, 'artifacts' | 'records' | 'clips' | 'renderer' | 'clock' | 'log' | 'scale'>;

export async function missingPieces(node: SceneNode, aspect: Aspect, ports: Pick<Ports, 'records'>, run: Run) {
  const found = await Promise.all(node.pieces[aspect].map((piece) => ports.records.find(run.projectId, piece.key)));
  return node.pieces[aspect].filter((_, index) => !found[index]);
}

export async function makeShot(
  node: SceneNode,
  aspects: readonly Aspect[],
  context: { readonly graph: Graph; readonly plan: Plan; readonly product: Product },
  ports: Needs,
  run: Run,
): Promise<void> {
  for (const group of await groupByMissing(node, aspects, ports, run)) {
    const request = await shotRequest(node, group, context, ports, run);
    await ports.artifacts.workspace(async (folder) => {
      const startedMs = ports.clock();
      const degraded = await ports.renderer.shot(request, folder, run.signal);
      await storePieces(node, group, folder, { degraded, tookMs: ports.clock() - startedMs }, ports, run);
    });
  }
}

/** Aspects that lack the same pieces are rendered together, from one decode. */
type Group = { readonly pieces: readonly Piece[]; readonly aspects: readonly Aspect[] };

async function groupByMissing(
  node: SceneNode,
  aspects: readonly Aspect[],
  ports: Needs,
  run: Run,
): Promise<readonly Group[]> {
  const groups = new Map<string, { pieces: Piece[]; aspects: Aspect[] }>();
  for (const aspect of aspects) {
    const pieces = (await missingPieces(node, aspect, ports, run)).map((node) => node.piece);
    if (pieces.length === 0) continue;
    const group = groups.get(pieces.join()) ?? { pieces, aspects: [] };
    group.aspects.push(aspect);
    groups.set(pieces.join(), group);
  }
  return [...groups.values()];
}

async function shotRequest(
  node: SceneNode,
  group: Group,
  { graph, plan, product }: { readonly graph: Graph; readonly plan: Plan; readonly product: Product },
  ports: Needs,
  run: Run,
): Promise<ShotRequest> {
  const following = graph.scenes.find((other) => other.scene.id === node.next?.id);
  const needsNext = group.pieces.includes('transition') && following;
  return {
    visuals: await visualsOf(plan, product, ports),
    scene: await stagedScene(node, ports, run),
    next: needsNext ? await stagedScene(following, ports, run) : null,
    leadFrames: node.leadFrames,
    tailFrames: node.tailFrames,
    ...group,
    scale: ports.scale,
  };
}

async function stagedScene(node: SceneNode, ports: Needs, run: Run): Promise<StagedScene> {
  return { scene: node.scene, background: await openBackground(node.backgroundKey, ports, run) };
}

export async function visualsOf(plan: Plan, product: Product, ports: Pick<Ports, 'artifacts'>): Promise<Visuals> {
  const maskedFile = await openMasked(product, ports);
  return { style: plan.style, brandName: plan.brandName, language: plan.language, cutout: product.cutout, maskedFile };
}

async function storePieces(
  node: SceneNode,
  group: Group,
  folder: string,
  made: { readonly degraded: readonly Degradation[]; readonly tookMs: number },
  ports: Needs,
  run: Run,
): Promise<void> {
  const facts = { version: run.version, generated: false };
  const nodes = group.aspects.flatMap((aspect) =>
    group.pieces.map((piece) => ({ aspect, ...nodeOf(node, aspect, piece) })),
  );
  for (const { aspect, piece, key } of nodes) {
    await ports.artifacts.putFile(key, join(folder, `${piece}_${aspectSlug(aspect)}.mp4`));
    await ports.records.add(run.projectId, { key, tookMs: made.tookMs / nodes.length, degraded: made.degraded, facts });
  }
}

function nodeOf(node: SceneNode, aspect: Aspect, piece: Piece): PieceNode {
  const found = node.pieces[aspect].find((candidate) => candidate.piece === piece);
  if (!found) throw new AdgenError('step-failed', `Scene ${node.scene.id} has no ${piece} in ${aspect}.`);
  return found;
}
