/** Every job there is: its payload, and the id that makes adding it twice a no-op. */
import { z } from 'zod';
import { Aspect, aspectSlug } from '../ad/aspect.ts';
import type { Lane } from '../ad/lane.ts';
import { Scene } from '../ad/plan.ts';
import type { Task, Work } from '../pipeline/ports.ts';

/** Parts of job ids: a stranger's payload must not spell another job's id. */
const ProjectId = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/);
const work = { projectId: ProjectId, version: z.int().positive() };
const sceneId = Scene.shape.id;

/** Set when somebody stopped the project; it outlives the process that was told. */
const cancelled = z.boolean().optional();

export const JobSpec = z.discriminatedUnion('name', [
  z.object({ name: z.literal('storyboard'), data: z.strictObject({ projectId: ProjectId, cancelled }) }),
  z.object({ name: z.literal('produce'), data: z.strictObject({ ...work, cancelled }) }),
  z.object({ name: z.literal('clip'), data: z.strictObject({ ...work, sceneId }) }),
  z.object({ name: z.literal('music'), data: z.strictObject(work) }),
  z.object({
    name: z.literal('shot'),
    data: z.strictObject({ ...work, sceneId, aspects: z.array(Aspect).min(1).max(3) }),
  }),
  z.object({ name: z.literal('film'), data: z.strictObject({ ...work, aspect: Aspect }) }),
  z.object({ name: z.literal('sweep'), data: z.strictObject({ projectId: ProjectId }) }),
]);
export type JobSpec = z.infer<typeof JobSpec>;

/** Which queue a kind of job waits in. */
export const LANE_OF: Readonly<Record<JobSpec['name'], Lane>> = {
  storyboard: 'plans',
  produce: 'plans',
  sweep: 'plans',
  clip: 'clips',
  music: 'music',
  shot: 'films',
  film: 'films',
};

/** Deterministic. BullMQ takes neither a colon nor a bare whole number (6.7.0, tried 2026-11-22). */
export function jobId({ name, data }: JobSpec): string {
  switch (name) {
    case 'storyboard':
    case 'sweep':
      return `${name}.${data.projectId}`;
    case 'produce':
    case 'music':
      return `${name}.${data.projectId}.v${data.version}`;
    case 'clip':
      return `${name}.${data.projectId}.v${data.version}.${data.sceneId}`;
    case 'shot':
      return `${name}.${data.projectId}.v${data.version}.${data.sceneId}.${data.aspects.map(aspectSlug).join('-')}`;
    case 'film':
      return `${name}.${data.projectId}.v${data.version}.${aspectSlug(data.aspect)}`;
  }
}

/** The ad that a job of this id is about; undefined for a stranger's. */
export function projectOf(id: string): string | undefined {
  return id.split('.')[1];
}

export function jobOf({ projectId, version }: Work, task: Task): JobSpec {
  const own = { projectId, version };
  switch (task.kind) {
    case 'clip':
      return { name: 'clip', data: { ...own, sceneId: task.sceneId } };
    case 'music':
      return { name: 'music', data: own };
    case 'shot':
      return { name: 'shot', data: { ...own, sceneId: task.sceneId, aspects: [...task.aspects] } };
    case 'film':
      return { name: 'film', data: { ...own, aspect: task.aspect } };
  }
}

type TaskSpec = Extract<JobSpec, { name: Task['kind'] }>;

export function taskOf({ name, data }: TaskSpec): Task {
  switch (name) {
    case 'clip':
      return { kind: name, sceneId: data.sceneId };
    case 'music':
      return { kind: name };
    case 'shot':
      return { kind: name, sceneId: data.sceneId, aspects: data.aspects };
    case 'film':
      return { kind: name, aspect: data.aspect };
  }
}
