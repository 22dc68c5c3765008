/** Projects and their plans in SQL. What must be atomic is a function of `migrations/`; this file only calls it. */
import { z } from 'zod';
import { Bill, Estimate } from '../ad/bill.ts';
import { AdgenError } from '../ad/errors.ts';
import { type Plan, Plan as PlanSchema } from '../ad/plan.ts';
import { Degradation, Project, Version } from '../ad/project.ts';
import type { ChangeNote, Projects } from '../pipeline/ports.ts';
import { isRecord, succeeded } from './conversation-rows.ts';
import type { Arguments, Database } from './database.ts';
import { watchProject } from './watch-project.ts';

export function createProjects(database: Pick<Database, 'call' | 'listen'>): Projects {
  const find = (id: string) => findProject(database, id);
  const is = (name: string, given: Arguments) => succeeded(database, name, given);
  return {
    find,
    watch: (id, signal) => watchProject({ database, find }, id, signal),
    create: async ({ id, userId, title, ad }) => {
      await database.call('create_project', { p_id: id, p_user_id: userId, p_title: title, p_ad: ad });
    },
    unfinished: async () => Project.shape.id.array().parse(await database.call('unfinished_projects')),
    report: async ({ projectId, version }, status, progress, activity, made) => {
      await database.call('report_progress', {
        ...{ p_id: projectId, p_version: version, p_status: status, p_progress: progress, p_activity: activity },
        p_made: made ?? null,
      });
    },
    addVersion: (id, plan, { degraded }) => addVersion(database, id, plan, degraded),
    changePlan: (id, base, plan, note) => changePlan(database, id, base, plan, note),
    versions: async (id) => Version.array().parse(await database.call('find_versions', { p_id: id })),
    goTo: (id, version) => is('go_to_version', { p_id: id, p_version: version }),
    approve: (id, version, estimated) =>
      is('approve_version', { p_id: id, p_version: version, p_approval: Estimate.parse(estimated) }),
    bill: (id, version) => findBill(database, id, version),
    findPlan: async (id, version) => {
      const [found] = await database.call('find_plan', { p_id: id, p_version: version });
      return found ? StoredPlan.parse(found) : null;
    },
    reopen: async (id) => {
      await database.call('reopen_project', { p_id: id });
    },
    requestCancel: (id) => is('request_cancel', { p_id: id }),
    end: async ({ projectId, version }, ending) => {
      await database.call('end_project', {
        ...{ p_id: projectId, p_version: version, p_status: ending.status },
        p_receipt: ending.status === 'COMPLETED' ? ending.receipt : null,
        p_error_message: ending.status === 'FAILED' ? ending.errorMessage : null,
      });
    },
  };
}

type Caller = Pick<Database, 'call'>;

const StoredPlan = z.object({ plan: PlanSchema, degraded: Degradation.array() });
const StoredBill = z.object({ estimated: Estimate, charges: z.record(z.string(), z.unknown()).array() });

async function findProject(database: Caller, id: string): Promise<Project | null> {
  const [row] = await database.call('find_project', { p_id: id });
  return isRecord(row) ? projectOf(row) : null;
}

type Row = Readonly<Record<string, unknown>>;

function projectOf(row: Row): Project {
  return Project.parse({
    id: row.id,
    userId: row.user_id,
    title: row.title,
    ad: row.ad_project_json,
    plan: row.plan,
    version: row.version,
    status: row.status,
    progress: row.progress,
    activity: row.activity,
    scenesMade: madeOf(row),
    approved: row.approved,
    cancelRequested: row.cancel_requested,
    costMicroUsd: row.cost,
    errorMessage: row.error_message,
    files: { until: isoOf(row.expires_at), warnedAt: isoOf(row.warned_at), goneAt: isoOf(row.swept_at) },
  });
}

const Made = z.object({ version: z.number(), scenes: z.string().array() });

/** What was noted for another version says nothing about this one. */
function madeOf({ scenes_made, version }: Row): string[] {
  const made = Made.safeParse(scenes_made).data;
  return made && made.version === version ? made.scenes : [];
}

function isoOf(time: unknown): string | null {
  return typeof time === 'string' ? new Date(time).toISOString() : null;
}

async function addVersion(database: Caller, id: string, plan: Plan, degraded: readonly Degradation[]): Promise<number> {
  // A plan that is not valid would make its project unreadable for good.
  const given = { p_id: id, p_plan: PlanSchema.parse(plan), p_degraded: degraded };
  const [version] = await database.call('add_plan_version', given);
  if (typeof version !== 'number') throw new AdgenError('not-found', 'This ad does not exist any more.');
  return version;
}

async function changePlan(
  database: Caller,
  id: string,
  base: number,
  plan: Plan,
  { approved, degraded }: ChangeNote,
): Promise<number> {
  const [version] = await database.call('change_plan', {
    ...{ p_id: id, p_base: base, p_plan: PlanSchema.parse(plan) },
    ...{ p_approval: approved && Estimate.parse(approved), p_degraded: degraded ?? null },
  });
  if (typeof version !== 'number') throw new AdgenError('not-found', 'This ad does not exist any more.');
  if (version === 0)
    throw new AdgenError('conflict', 'The storyboard has changed since. Please look at the new one first.');
  return version;
}

async function findBill(database: Caller, id: string, version: number): Promise<Bill | null> {
  const [found] = await database.call('find_bill', { p_id: id, p_version: version });
  if (!found) return null;
  const { estimated, charges } = StoredBill.parse(found);
  return Bill.parse({ estimated, charges: charges.map(chargeOf) });
}

/** A call's artefact says what it was for; words have none. */
function chargeOf(row: Row) {
  const key = typeof row.artifact_key === 'string' ? row.artifact_key : null;
  const scene = key === null ? undefined : /\/scenes\/scene_(\d+)_/.exec(key)?.[1];
  return {
    part: key === null ? 'words' : scene === undefined ? 'music' : 'background',
    sceneId: scene === undefined ? null : `s${scene}`,
    ended: row.state === 'failed' || row.state === 'cancelled' ? row.state : 'succeeded',
    microUsd: Number(row.amount),
  };
}
