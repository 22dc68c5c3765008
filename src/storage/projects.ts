/** Projects and their plans in SQL. What must be atomic is a function of `migrations/`; this file only calls it. */
import { Bill, Estimate } from '../ad/bill.ts';
import { AdgenError } from '../ad/errors.ts';
import { type Plan, Plan as PlanSchema } from '../ad/plan.ts';
import { Degradation, Project, Version } from '../ad/project.ts';
import type { ChangeNote, Projects } from '../pipeline/ports.ts';
import type { Database, Row } from './database.ts';
import { watchProject } from './watch-project.ts';

export function createProjects(database: Database): Projects {
  const find = (id: string) => findProject(database, id);
  return {
    find,
    watch: (id, signal) => watchProject({ database, find }, id, signal),
    create: async ({ id, userId, title, ad }) => {
      await database.query(
        'insert into projects (id, user_id, title, ad_project_json) values ($1, $2, $3, $4::jsonb) on conflict (id) do nothing',
        [id, userId, title, JSON.stringify(ad)],
      );
    },
    unfinished: async () => {
      // A project that waits for a person's approval is where it belongs; going on with it would spend without a yes.
      const rows = await database.query(
        `select id from projects where status not in ('AWAITING_APPROVAL', 'COMPLETED', 'FAILED', 'CANCELLED')
         order by created_at, id`,
      );
      return rows.map((row) => Project.shape.id.parse(row.id));
    },
    report: async ({ projectId, version }, status, progress, activity) => {
      const values = [projectId, version, status, progress, activity];
      await database.query('select report_progress($1, $2, $3, $4, $5)', values);
    },
    addVersion: (id, plan, { degraded }) => addVersion(database, id, plan, degraded),
    changePlan: (id, base, plan, note) => changePlan(database, id, base, plan, note),
    versions: (id) => findVersions(database, id),
    goTo: async (id, version) => {
      const [row] = await database.query('select go_to_version($1, $2) as found', [id, version]);
      return row?.found === true;
    },
    approve: async (id, version, estimated) => {
      const values = [id, version, JSON.stringify(Estimate.parse(estimated))];
      const [row] = await database.query('select approve_version($1, $2, $3::jsonb) as found', values);
      return row?.found === true;
    },
    bill: (id, version) => findBill(database, id, version),
    findPlan: (id, version) => findPlan(database, id, version),
    reopen: async (id) => {
      await database.query('select reopen_project($1)', [id]);
    },
    requestCancel: async (id) => {
      const [row] = await database.query('select request_cancel($1) as stopped', [id]);
      return row?.stopped === true;
    },
    end: async ({ projectId, version }, ending) => {
      const receipt = ending.status === 'COMPLETED' ? JSON.stringify(ending.receipt) : null;
      const errorMessage = ending.status === 'FAILED' ? ending.errorMessage : null;
      const values = [projectId, version, ending.status, receipt, errorMessage];
      await database.query('select end_project($1, $2, $3, $4::jsonb, $5)', values);
    },
  };
}

const SELECT_PROJECT = `
  select projects.*, plan_versions.plan, coalesce(plan_versions.approved, false) as approved
    from projects left join plan_versions on project_id = projects.id and plan_versions.version = projects.version
   where projects.id = $1`;

async function findProject(database: Database, id: string): Promise<Project | null> {
  const [row] = await database.query(SELECT_PROJECT, [id]);
  return row ? projectOf(row) : null;
}

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
    approved: row.approved,
    cancelRequested: row.cancel_requested,
    // Postgres' bigint comes as text from pg and as a number from PGlite.
    costMicroUsd: Number(row.cost),
    errorMessage: row.error_message,
    files: { until: isoOf(row.expires_at), warnedAt: isoOf(row.warned_at), goneAt: isoOf(row.swept_at) },
  });
}

/** Times come as dates or as words, as the database has it. */
function isoOf(time: unknown): string | null {
  return time === null || time === undefined
    ? null
    : (time instanceof Date ? time : new Date(String(time))).toISOString();
}

async function addVersion(
  database: Database,
  id: string,
  plan: Plan,
  degraded: readonly Degradation[],
): Promise<number> {
  const [row] = await database.query('select add_plan_version($1, $2::jsonb, $3::jsonb) as version', [
    id,
    // A plan that is not valid would make its project unreadable for good.
    JSON.stringify(PlanSchema.parse(plan)),
    JSON.stringify(degraded),
  ]);
  if (typeof row?.version !== 'number') throw new AdgenError('not-found', 'This ad does not exist any more.');
  return row.version;
}

async function changePlan(
  database: Database,
  id: string,
  base: number,
  plan: Plan,
  { approved, degraded }: ChangeNote,
): Promise<number> {
  const values = [
    ...[id, base, JSON.stringify(PlanSchema.parse(plan))],
    approved === null ? null : JSON.stringify(Estimate.parse(approved)),
    degraded === undefined ? null : JSON.stringify(degraded),
  ];
  const [row] = await database.query('select change_plan($1, $2, $3::jsonb, $4::jsonb, $5::jsonb) as version', values);
  if (typeof row?.version !== 'number') throw new AdgenError('not-found', 'This ad does not exist any more.');
  if (row.version === 0)
    throw new AdgenError('conflict', 'The storyboard has changed since. Please look at the new one first.');
  return row.version;
}

async function findBill(database: Database, id: string, version: number): Promise<Bill | null> {
  const [row] = await database.query('select approval from plan_versions where project_id = $1 and version = $2', [
    id,
    version,
  ]);
  if (!row?.approval) return null;
  const charges = await database.query('select * from charges_since($1, $2)', [id, version]);
  return Bill.parse({ estimated: row.approval, charges: charges.map(chargeOf) });
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

async function findVersions(database: Database, id: string): Promise<readonly Version[]> {
  const rows = await database.query(
    'select version, receipt, approved from plan_versions where project_id = $1 order by version',
    [id],
  );
  return rows.map((row) => Version.parse(row));
}

async function findPlan(database: Database, id: string, version: number) {
  const [row] = await database.query(
    'select plan, degraded from plan_versions where project_id = $1 and version = $2',
    [id, version],
  );
  return row ? { plan: PlanSchema.parse(row.plan), degraded: Degradation.array().parse(row.degraded) } : null;
}
