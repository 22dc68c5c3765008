/** One ad from order to films: where it stands, what was promised, what came out. */
import { z } from 'zod';
import { Bill } from './bill.ts';
import { Brief } from './brief.ts';
import { Cutout } from './cutout.ts';
import { MicroUsd } from './money.ts';
import { Plan } from './plan.ts';

export const Status = z.enum([
  'PENDING',
  'EXTRACTING_PRODUCT',
  'PLANNING',
  'AWAITING_APPROVAL',
  'GENERATING_SCENES',
  'COMPOSITING',
  'ADDING_OVERLAYS',
  'GENERATING_AUDIO',
  'RENDERING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
]);
export type Status = z.infer<typeof Status>;

/** Percent at which each status begins. */
export const PROGRESS: Readonly<Record<Exclude<Status, 'FAILED' | 'CANCELLED'>, number>> = {
  PENDING: 0,
  EXTRACTING_PRODUCT: 10,
  PLANNING: 20,
  AWAITING_APPROVAL: 20,
  GENERATING_SCENES: 30,
  COMPOSITING: 65,
  ADDING_OVERLAYS: 75,
  GENERATING_AUDIO: 80,
  RENDERING: 90,
  COMPLETED: 100,
};

export function isFinal(status: Status): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
}

/** A fallback that was taken: which step, what came instead, and what doing it properly would cost. */
export const Degradation = z.strictObject({
  step: z.enum(['product', 'plan', 'background', 'composite', 'overlay', 'music', 'transition', 'render']),
  /** The scene it concerns; null when it is the whole ad. */
  sceneId: z.string().nullable(),
  /** One plain sentence for people. */
  say: z.string().min(1),
  redoMicroUsd: MicroUsd,
});
export type Degradation = z.infer<typeof Degradation>;

/** An artefact of one version, and whether this run made it or found it. */
export const MadeItem = z.strictObject({ key: z.string(), reused: z.boolean(), tookMs: z.number().nonnegative() });
export type MadeItem = z.infer<typeof MadeItem>;

export const Receipt = z.strictObject({
  version: z.number().int().positive(),
  costMicroUsd: MicroUsd,
  /** `finished` only when nothing degraded. */
  quality: z.enum(['finished', 'degraded']),
  degraded: z.array(Degradation),
  items: z.array(MadeItem),
  /** Artefact keys of the films. */
  outputs: z.record(z.string(), z.string()),
  /** Whether a generative model made pictures or sound; it chooses the disclosure line. */
  generated: z.boolean(),
  disclosure: z.string(),
  /** Milliseconds by step. */
  timings: z.record(z.string(), z.number()),
  /** Null where nobody had to say yes to a price, and in receipts from before there were bills. */
  bill: Bill.nullable().default(null),
});
export type Receipt = z.infer<typeof Receipt>;

/** A plan's number, what came of it, and whether somebody said yes to it. */
export const Version = z.strictObject({
  version: z.number().int().positive(),
  receipt: Receipt.nullable(),
  approved: z.boolean(),
});
export type Version = z.infer<typeof Version>;

/** What `projects.ad_project_json` holds. */
export const AdProject = z.strictObject({
  brief: Brief,
  /** Artefact key of the picture as it arrived; null once the files have expired. */
  photoKey: z.string().nullable(),
  receipt: Receipt.nullable(),
});
export type AdProject = z.infer<typeof AdProject>;

/** How long its files are kept, in ISO 8601. */
export const FilesKept = z.strictObject({
  /** When they go, unless something happens to the ad before. */
  until: z.string(),
  /** Since when its threads say so; null: not yet. */
  warnedAt: z.string().nullable(),
  /** When they went; null: they are there. */
  goneAt: z.string().nullable(),
});
export type FilesKept = z.infer<typeof FilesKept>;

export const Project = z.strictObject({
  id: z.string(),
  userId: z.string(),
  title: z.string(),
  ad: AdProject,
  /** The plan it stands at and its number; null and 0 before planning. */
  plan: Plan.nullable(),
  version: z.number().int().nonnegative(),
  /** Somebody said yes to this version, or it follows from such a one and costs nothing. */
  approved: z.boolean(),
  status: Status,
  progress: z.number().min(0).max(100),
  /** What is being worked on, in plain words ("scene 2 of 4"). */
  activity: z.string().nullable(),
  /** Ids of the scenes of this version that are made in all shapes. */
  scenesMade: z.array(z.string()),
  cancelRequested: z.boolean(),
  costMicroUsd: MicroUsd,
  errorMessage: z.string().nullable(),
  files: FilesKept,
});
export type Project = z.infer<typeof Project>;

/** What later steps need to know of a finished artefact. */
export const ArtifactFacts = z.strictObject({
  /** The version of the plan it was first made for. */
  version: z.number().int().nonnegative(),
  /** Whether a generative model made it. */
  generated: z.boolean(),
  /** A cutout's measurements. */
  cutout: Cutout.optional(),
  /** Keys of the files of an artefact that is more than one file. */
  files: z.array(z.string()).optional(),
});
export type ArtifactFacts = z.infer<typeof ArtifactFacts>;
