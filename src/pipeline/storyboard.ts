/** The storyboard job: cut the product out, plan the ad, draw the stills. Run again, it skips what exists. */
import type { Project } from '../ad/project.ts';
import { findProject, openAd, photoOf } from './open-ad.ts';
import type { Ports, Run } from './run.ts';
import { extractProduct } from './steps/product.ts';
import { makeStoryboard } from './steps/storyboard.ts';

/** Resolves with the version that awaits approval: the newest, also when the plan was changed while an older one was drawn. */
export async function storyboard(projectId: string, ports: Ports, signal: AbortSignal): Promise<number> {
  for (;;) {
    const project = await findProject(ports, projectId);
    const version = project.version > 0 ? project.version : await planFirstVersion(project, ports, signal);
    await draw({ projectId, version, signal }, ports);
    if ((await findProject(ports, projectId)).version === version) return version;
  }
}

async function draw(run: Run, ports: Ports): Promise<void> {
  const ad = await openAd(ports, run);
  await ports.projects.report(run, 'PLANNING', 20, 'drawing the storyboard');
  await makeStoryboard(ad.graph, ad.plan, ad.product, ports, run);
  await ports.projects.report(run, 'AWAITING_APPROVAL', 20, null);
}

async function planFirstVersion(project: Project, ports: Ports, signal: AbortSignal): Promise<number> {
  const run: Run = { projectId: project.id, version: 0, signal };
  await ports.projects.report(run, 'EXTRACTING_PRODUCT', 10, 'cutting the product out of the photo');
  const { cutout } = await extractProduct(photoOf(project), ports, run);
  await ports.projects.report(run, 'PLANNING', 20, 'writing the scenes');
  const { plan, degraded } = await ports.planner.plan(project.ad.brief, cutout, signal, project.id);
  return ports.projects.addVersion(project.id, plan, { degraded });
}
