/** Replicate's stand-in, a real ledger and the makers on top of them: the stage on which the tests about money play. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFitter } from '../../src/media/fit/fitter.ts';
import type { Fitter, Log } from '../../src/pipeline/ports.ts';
import { createReplicate, type ReplicateMakers } from '../../src/providers/replicate/create-replicate.ts';
import type { Timing } from '../../src/providers/replicate/timing.ts';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { type Caps, createLedger } from '../../src/storage/ledger.ts';
import { createPaces } from '../../src/storage/pace.ts';
import { createPredictions } from '../../src/storage/predictions.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { type ReplicateOptions, type ReplicateServer, startReplicateServer } from '../stand-ins/replicate-server.ts';

/** Everything a hundred times faster than in earnest. */
export const QUICK: Partial<Timing> = {
  ...{ createsPerMinute: 1000, spacingMs: 10, busyMs: 50, patienceMs: 5_000, sendWithinMs: 200, sendTimeoutMs: 300 },
  ...{ graceMs: 600, readTimeoutMs: 1_000, pollMs: 10, slowestPollMs: 40, runLimitMs: 3_000, stopMs: 1_500 },
  ...{ downloadTimeoutMs: 2_000 },
};

/** What was made is taken as it is: for tests about money and not about pictures. */
const AS_IT_IS: Fitter = {
  clip: (file, outFile) => copyFile(file, outFile),
  music: (file, _frames, outFile) => copyFile(file, outFile),
};

export const TINY = {
  video: Buffer.from('\0\0\0\x18ftypmp42 a clip'),
  audio: Buffer.from('RIFF\0\0\0\0WAVE some music'),
};
export const signal = new AbortController().signal;

export type StageOptions = Partial<ReplicateOptions> & {
  readonly caps?: Partial<Caps>;
  readonly timing?: Partial<Timing>;
  readonly token?: string;
  readonly videoModel?: string;
  readonly webhookUrl?: string;
  readonly fitted?: boolean;
};

export type Stage = {
  readonly server: ReplicateServer;
  readonly database: SqlDatabase;
  readonly folder: string;
  readonly log: readonly string[];
  /** Another process over the same database would have its own. */
  readonly makers: (change?: StageOptions) => ReplicateMakers;
  /** A clip for a scene of an ad. */
  readonly clip: (makers: ReplicateMakers, scene?: string, how?: ClipHow) => Promise<string>;
  readonly rows: () => Promise<readonly { state: string; settled: number | null; reserved: number }[]>;
  /** What `projects.cost` says, all projects together. */
  readonly cost: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export type ClipHow = { readonly projectId?: string; readonly frames?: number; readonly signal?: AbortSignal };

/** The database is emptied first: opening one takes longer than most of these tests. */
export async function openStage(database: SqlDatabase, options: StageOptions = {}): Promise<Stage> {
  await database.script('truncate projects, ledger, call_paces, call_line cascade');
  const projects = createProjects(database);
  for (const id of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']) await projects.create(sampleProject({ id }));
  const server = await startReplicateServer({ files: TINY, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'adgen-money-'));
  const log: string[] = [];
  const plan = samplePlan();
  return {
    server,
    database,
    folder,
    log,
    makers: (change = {}) => openMakers({ ...options, ...change }, database, server.url, log),
    clip: async (makers, scene = 's1', how = {}) => {
      const { projectId = 'p1', frames = 75 } = how;
      const outFile = join(folder, `${projectId}-${scene}-${Math.random()}.mp4`);
      const background = {
        ...(plan.scenes[0]?.background ?? never()),
        prompt: `a set for ${scene}`,
        seed: Number(scene.slice(1)),
      };
      const artefact = { projectId, key: `projects/${projectId}/scenes/${scene}_bg.mp4` };
      await makers.clips.clip({ background, style: plan.style, frames }, outFile, how.signal ?? signal, artefact);
      return outFile;
    },
    rows: async () => {
      const rows = await database.query(
        'select state, settled, reserved from predictions join ledger using (fingerprint) order by fingerprint',
      );
      return rows.map(({ state, settled, reserved }) => ({
        state: String(state),
        settled: settled === null ? null : Number(settled),
        reserved: Number(reserved),
      }));
    },
    cost: async () => Number((await database.query('select sum(cost) as cost from projects'))[0]?.cost),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function openMakers(
  options: StageOptions,
  database: SqlDatabase,
  url: string,
  lines: string[],
): ReplicateMakers {
  const caps = { perAdMicroUsd: null, perMonthMicroUsd: null, ...options.caps };
  const write = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  return createReplicate({
    token: options.token ?? TOKEN,
    baseUrl: url,
    videoModel: options.videoModel,
    webhookUrl: options.webhookUrl,
    ledger: createLedger(database, caps),
    predictions: createPredictions(database),
    paces: createPaces(database),
    fitter: options.fitted ? createFitter({ tools: { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' } }) : AS_IT_IS,
    localMusic: { id: 'none', estimate: () => 0, make: () => Promise.reject(new Error('none')) },
    log,
    timing: { ...QUICK, ...options.timing },
  });
}

function never(): never {
  throw new Error('The sample plan has no scene.');
}
