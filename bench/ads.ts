/** Making and changing the 30 s four-scene ad that everything is measured on. */
import { Brief } from '../src/ad/brief.ts';
import { secondsOf } from '../src/ad/frames.ts';
import type { Plan } from '../src/ad/plan.ts';
import type { Project } from '../src/ad/project.ts';
import { withDemoPhoto } from '../src/cli/demo-photo.ts';
import type { System } from '../src/compose.ts';

const BRIEF = Brief.parse({
  text: 'Fjell is an oat and vanilla cold brew in a can. Slow mornings, strong coffee. Smooth, creamy and ready when you are.',
  brandName: 'Fjell',
  brandColor: '#0f766e',
  durationSeconds: 30,
});

/** Wall seconds from the order to the storyboard, and from the approval to the films. */
export async function makeAd(system: System) {
  const startedMs = performance.now();
  const id = await withDemoPhoto((photo) =>
    system.studio.order({ userId: 'bench', brief: BRIEF, photo }, new AbortController().signal),
  );
  await until(system, id, 'AWAITING_APPROVAL');
  const approvedMs = performance.now();
  await system.studio.approve(id, await system.studio.offer(id));
  const project = await until(system, id, 'COMPLETED');
  return { project, storyboardSeconds: (approvedMs - startedMs) / 1000, mediaSeconds: since(approvedMs) };
}

/** Wall seconds of another version that differs as `edit` says. */
export async function change(system: System, project: Project, edit: (plan: Plan) => Plan): Promise<number> {
  if (!project.plan) throw new Error('The ad has no plan.');
  const startedMs = performance.now();
  await system.projects.reopen(project.id);
  const version = await system.projects.addVersion(project.id, edit(project.plan), { degraded: [] });
  await system.queue.produce({ projectId: project.id, version });
  await until(system, project.id, 'COMPLETED');
  return since(startedMs);
}

export function withOtherWords(plan: Plan): Plan {
  const words = { headline: 'Now in your fridge', support: null, pill: null, position: 'top' } as const;
  return { ...plan, scenes: plan.scenes.map((scene, index) => (index === 1 ? { ...scene, overlay: words } : scene)) };
}

export function withOtherMusic(plan: Plan): Plan {
  return { ...plan, music: plan.music && { ...plan.music, seed: (plan.music.seed + 1) % 2 ** 32 } };
}

/** Joining and sound alone: nothing is composed. */
export function withoutMusic(plan: Plan): Plan {
  return { ...plan, music: null };
}

/** Local path of a film, and the lengths of its scenes in seconds. */
export async function filmOf(system: System, project: Project, aspect: string) {
  const file = await system.artifacts.open(project.ad.receipt?.outputs[aspect] ?? '');
  return { file, sceneSeconds: project.plan?.scenes.map((scene) => secondsOf(scene.frames)) ?? [] };
}

async function until(system: System, id: string, status: Project['status']): Promise<Project> {
  for await (const project of system.studio.watch(id, new AbortController().signal)) {
    if (project.status === status) return project;
    if (project.status === 'FAILED') throw new Error(project.errorMessage ?? 'failed');
  }
  throw new Error(`The ad ended before it was ${status}.`);
}

export function since(startedMs: number): number {
  return (performance.now() - startedMs) / 1000;
}
