/** What the narrator remembers of a thread besides its ads themselves. */
import { z } from 'zod';

export const Facts = z.strictObject({
  /** How often each ad was set going, by its id: a second try has messages of its own. */
  runs: z.record(z.string(), z.number().int()).default({}),
  /** Hash of the plan that a person of this thread said yes to last; null when something else was asked for since. */
  approved: z.string().nullable().default(null),
  /** How often a version's storyboard or films are to be shown, where it is not once: `{ "p1/v1": 2 }`. */
  showings: z.record(z.string(), z.number().int()).default({}),
});
export type Facts = z.infer<typeof Facts>;

/** 1 is the first. */
export function runOf(facts: Facts, projectId: string): number {
  return facts.runs[projectId] ?? 1;
}

/** Another try begins; what was approved before counts no more. */
export function beginRun(facts: Facts, projectId: string): Facts {
  const run = (facts.runs[projectId] ?? 0) + 1;
  return { ...facts, approved: null, runs: { ...facts.runs, [projectId]: run } };
}

export function showingsOf(facts: Facts, projectId: string, version: number): number {
  return facts.showings[slot(projectId, version)] ?? 1;
}

/** Has the version's newest card shown again, at the end of the thread. */
export function showAgain(facts: Facts, projectId: string, version: number): Facts {
  const count = showingsOf(facts, projectId, version) + 1;
  return { ...facts, showings: { ...facts.showings, [slot(projectId, version)]: count } };
}

function slot(projectId: string, version: number): string {
  return `${projectId}/v${version}`;
}
