/** Opens one version of an ad for work: its project, plan, product and shot graph. */
import { AdgenError, cancelled } from '../ad/errors.ts';
import { assertFilesKept } from '../ad/keeping.ts';
import type { Plan } from '../ad/plan.ts';
import type { Degradation, Project } from '../ad/project.ts';
import { type Graph, graphOf } from './graph.ts';
import type { Ports, Run } from './run.ts';
import { extractProduct, type Product } from './steps/product.ts';

export type Ad = {
  readonly project: Project;
  readonly plan: Plan;
  readonly planDegraded: readonly Degradation[];
  readonly product: Product;
  readonly graph: Graph;
};

export async function openAd(ports: Ports, run: Run): Promise<Ad> {
  const project = await findProject(ports, run.projectId);
  // A stop that was written down just before a crash may have reached nobody.
  if (project.cancelRequested) throw cancelled();
  assertFilesKept(project);
  const planned = await ports.projects.findPlan(run.projectId, run.version);
  if (!planned) throw new AdgenError('not-found', `This ad has no version ${run.version}.`);
  const product = await extractProduct(planned.plan.photoKey ?? photoOf(project), ports, run);
  const graph = graphOf({
    projectId: run.projectId,
    version: run.version,
    plan: planned.plan,
    productKey: product.key,
    makers: { renderer: ports.renderer.id, clips: ports.clips?.id ?? null, music: ports.music.id },
    scale: ports.scale,
  });
  return { project, plan: planned.plan, planDegraded: planned.degraded, product, graph };
}

export async function findProject(ports: Pick<Ports, 'projects'>, projectId: string): Promise<Project> {
  const project = await ports.projects.find(projectId);
  if (!project) throw new AdgenError('not-found', 'There is no such ad.');
  return project;
}

/** The picture it was ordered with; throws `conflict` once the files are gone. */
export function photoOf(project: Project): string {
  assertFilesKept(project);
  if (project.ad.photoKey === null) throw new AdgenError('not-found', 'The photo of this ad is not there any more.');
  return project.ad.photoKey;
}
