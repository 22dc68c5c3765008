/** Threads, messages and ads for tests of the agent. */
import { fingerprint } from '../../src/ad/fingerprint.ts';
import type { Plan } from '../../src/ad/plan.ts';
import type { Project } from '../../src/ad/project.ts';
import { EMPTY_DRAFT, type ThreadState } from '../../src/agent/thread-state.ts';
import type { TurnMessage } from '../../src/agent/turn.ts';
import type { AdNow, World } from '../../src/agent/world.ts';
import { sampleFiles } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';

export const ADA = 'web:local:ada';

export function emptyState(change: Partial<ThreadState> = {}): ThreadState {
  return { ownerId: ADA, draft: EMPTY_DRAFT, projectId: null, offered: [], waiting: [], history: [], ...change };
}

export const COMPLETE = {
  ...EMPTY_DRAFT,
  text: 'Coffee for slow mornings',
  brandName: 'Fjell',
  brandColor: '#0f766e',
  durationSeconds: 6,
  photo: { key: 'uploads/1', name: 'bag.jpg' },
};

/** A thread whose storyboard was ordered. */
export function adState(change: Partial<ThreadState> = {}): ThreadState {
  return emptyState({ draft: COMPLETE, projectId: 'p1', ...change });
}

export function message(text: string, change: Partial<TurnMessage> = {}): TurnMessage {
  return {
    key: `web:${text}`,
    threadId: 'web:local:c:1',
    userId: ADA,
    workspace: 'local',
    mayApprove: (change.userId ?? ADA) === ADA,
    text,
    pictures: [],
    fileProblems: [],
    ...change,
  };
}

export const PICTURE = { id: 'f1', name: 'bag.jpg', key: 'uploads/bag' };

export function sampleAdNow(change: Partial<Project> = {}, more: Partial<AdNow> = {}): AdNow {
  const plan = change.plan === undefined ? samplePlan() : change.plan;
  const version = change.version ?? 1;
  return {
    project: {
      id: 'p1',
      userId: ADA,
      title: 'Fjell: coffee',
      ad: {
        brief: { text: 'Coffee for slow mornings', brandName: 'Fjell', brandColor: '#0f766e', durationSeconds: 6 },
        photoKey: 'uploads/1',
        receipt: null,
      },
      plan,
      version,
      status: 'AWAITING_APPROVAL',
      progress: 20,
      activity: null,
      scenesMade: [],
      approved: false,
      cancelRequested: false,
      costMicroUsd: 0,
      errorMessage: null,
      files: sampleFiles(),
      ...change,
    },
    versions: Array.from({ length: version }, (_, index) => index + 1),
    offer: plan && {
      ...{ planHash: fingerprint(plan), maxMicroUsd: 1_200_000, version, left: null },
      estimate: { backgrounds: [{ sceneId: 's1', microUsd: 1_200_000 }], musicMicroUsd: 0 },
    },
    ...more,
  };
}

/** A world with one ad at most. Every earlier version of its plan is the same plan with slower music. */
export function worldOf(ad: AdNow | null = null, change: Partial<World> = {}): World {
  return {
    ad: async (projectId) => (ad?.project.id === projectId ? ad : null),
    plan: async (_projectId, version) => (ad?.versions.includes(version) ? earlier(ad.project.plan, version) : null),
    brandKit: async () => null,
    ...change,
  };
}

function earlier(plan: Plan | null, version: number): Plan | null {
  return plan && { ...plan, music: { mood: 'calm', tempoBpm: 60 + version, seed: version, prompt: 'calm bed' } };
}
