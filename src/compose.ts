/** Builds the whole program out of its parts, as the configuration chooses them. Nobody imports this but the entry point. */
import type { Conversations } from './bots/conversations.ts';
import type { Platform } from './bots/platform.ts';
import type { Threads } from './bots/ports.ts';
import type { Window } from './bots/window.ts';
import { openConversations } from './compose/conversations.ts';
import { openFiles } from './compose/files.ts';
import { openBackend } from './compose/jobs.ts';
import { chooseMakers, type Makers } from './compose/makers.ts';
import { createMeters } from './compose/metrics.ts';
import { measuredPorts } from './compose/metrics-ports.ts';
import { createOperations } from './compose/operations.ts';
import { keepQueued } from './compose/resuming.ts';
import { openState } from './compose/state.ts';
import { keepSwept } from './compose/sweeping.ts';
import { keepTidy, type Tidying } from './compose/tidying.ts';
import { ENCODERS, needsFfmpeg, openWorker } from './compose/work.ts';
import type { Config } from './config.ts';
import { createProductCutter } from './media/cutout/cutter.ts';
import { checkFfmpeg } from './media/ffmpeg/check-ffmpeg.ts';
import { createRenderer } from './media/renderer.ts';
import type { Artifacts, Log, ProductCutter, Projects, Queue } from './pipeline/ports.ts';
import type { Ports } from './pipeline/run.ts';
import { createStudio, type Studio } from './pipeline/studio.ts';
import { createImglyMatting } from './providers/imgly/matting.ts';
import { hasPrice } from './providers/openai/purse.ts';
import type { ReplicateMakers } from './providers/replicate/create-replicate.ts';
import type { Timing } from './providers/replicate/timing.ts';
import { createBrandKits } from './storage/brand-kits.ts';
import type { Database } from './storage/database.ts';
import { createLedger } from './storage/ledger.ts';
import { createProjects } from './storage/projects.ts';
import { createRecords } from './storage/records.ts';
import { createRetention } from './storage/retention.ts';
import type { S3Artifacts } from './storage/s3-artifacts.ts';
import { createThreads, threadOfAd } from './storage/threads.ts';
import { createTurns } from './storage/turns.ts';
import { createWindow } from './storage/window.ts';
import { createJobQueue } from './worker/queue.ts';
import type { WorkerOptions } from './worker/run-jobs.ts';

export type System = {
  readonly studio: Studio;
  readonly artifacts: Artifacts;
  /** Links to films in the bucket; null where there is none. */
  readonly share: S3Artifacts['share'] | null;
  readonly projects: Projects;
  readonly cutter: ProductCutter;
  readonly queue: Queue;
  readonly threads: Threads;
  /** What windows show and keep besides conversations. */
  readonly window: Window;
  readonly database: Database;
  /** What Replicate says to `PUBLIC_URL` goes here; null where nothing is bought. */
  readonly replicateHook: ReplicateMakers['webhook'] | null;
  /** How this process is doing, to be served: health, readiness, metrics, the board of the queues. */
  readonly operations: ReturnType<typeof createOperations>;
  /** The conversation core for these windows; it works while its `run` does. */
  readonly converse: (platforms: readonly Platform[]) => Conversations;
  /** Takes no more jobs, and resolves when those that run are done. */
  readonly drain: () => Promise<void>;
  /** Interrupts what runs (the next start goes on with it) and lets go of the database. */
  readonly close: () => Promise<void>;
};

export type SystemOptions = {
  /** Whether this process works on jobs, too; else workers elsewhere do. */
  readonly works?: boolean;
  /** Takes the place of what the configuration would choose: a smaller scale, a maker that fails. */
  readonly ports?: Partial<Ports>;
  /** How long everything around a paid call may take; tests are in more of a hurry. */
  readonly timing?: Partial<Timing>;
  /** After what time the jobs of a process that says nothing are somebody else's. */
  readonly locks?: Pick<WorkerOptions, 'lockMs' | 'lostEveryMs'>;
};

/**
 * The studio and what is behind it; the worker, too, unless that is elsewhere. Throws `set-up`, `storage` or `conflict` with
 * one sentence.
 */
export async function openSystem(config: Config, log: Log, options: SystemOptions = {}): Promise<System> {
  const { works = true } = options;
  if (works && needsFfmpeg(config.worker)) await checkFfmpeg(config.tools, startSignal());
  const opened = createOpened();
  try {
    const { artifacts, bucket, close: closeFiles } = await openFiles(config);
    opened.add(closeFiles);
    const { database, pool, alone } = await openState(config);
    opened.add(() => database.close());
    const backend = await openBackend(config.queue, { pool, database }, log);
    opened.add(() => backend.close());

    const ledger = createLedger(database, config.budget);
    const meters = createMeters();
    const makers = chooseMakers(config, { database, ledger, log, meters, timing: options.timing });
    warnOfUnpriced(config, log);
    const stores = {
      ...{ artifacts, ledger, projects: createProjects(database), records: createRecords(database) },
      retention: createRetention(database),
    };
    const ports = measuredPorts({ ...createPorts(config, log, stores, makers), ...options.ports }, meters);
    const turns = createTurns(database);
    const queue = createJobQueue(backend, turns);
    opened.add(() => queue.close());
    const threadOf = (projectId: string) => threadOfAd(projectId, database);
    const desk = createStudio(ports, queue);
    const yes = config.approval === 'auto' ? desk : null;
    const work = { backend, turns, ports, meters, threadOf, yes, alone, ...options.locks };
    const worker = works ? await openWorker(config.worker, work) : null;
    opened.add(async () => worker?.close());
    const tidying = makers.replicate && keepTidy(makers.replicate, ports.projects);
    opened.add(async () => tidying?.close());
    const studio = tidying ? { ...desk, cancel: tidied(desk.cancel, tidying) } : desk;
    if (!alone) opened.add(keepQueued(studio, log));
    const { retentionDays } = config;
    const sweeping = keepSwept({ retention: stores.retention, artifacts, queue, retentionDays, log });
    opened.add(sweeping.close);
    const brandKits = createBrandKits(database);
    const budgetMicroUsd = config.budget.perMonthMicroUsd;
    const window = createWindow({ database, projects: ports.projects, brandKits, budgetMicroUsd });
    const { words, accounts } = config;
    const talk = { database, studio, words, accounts, ledger, log, meters, brandKits, settings: window.settings };
    const converse = (platforms: readonly Platform[]) => openConversations(talk, platforms);
    return {
      ...{ studio, artifacts, queue, database, converse, window },
      share: bucket?.share ?? null,
      ...{ projects: ports.projects, cutter: ports.cutter },
      threads: createThreads(database),
      replicateHook: makers.replicate?.webhook ?? null,
      operations: createOperations(config, { meters, database, bucket, queue, log }),
      drain: async () => worker?.drain(),
      close: opened.close,
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** What was opened is closed again, the last first. */
function createOpened() {
  const closers: (() => Promise<void>)[] = [];
  return {
    add: (close: () => Promise<void>) => void closers.push(close),
    close: async () => {
      for (let close = closers.pop(); close; close = closers.pop()) await close();
    },
  };
}

function startSignal(): AbortSignal {
  return AbortSignal.timeout(20_000);
}

function warnOfUnpriced({ words }: Config, log: Log): void {
  if (words.kind !== 'openai' || hasPrice(words.modelId)) return;
  log.warn({ model: words.modelId }, 'the price of this language model is not known: its words are not counted');
}

/** A stopped ad leaves calls behind that were on their way. */
function tidied(cancel: Studio['cancel'], tidying: Tidying): Studio['cancel'] {
  return async (projectId) => {
    const running = await cancel(projectId);
    if (running) tidying.afterStop(projectId);
    return running;
  };
}

function createPorts(
  { tools }: Config,
  log: Log,
  stores: Pick<Ports, 'artifacts' | 'ledger' | 'projects' | 'records' | 'retention'>,
  { planner, clips, music }: Makers,
): Ports {
  return {
    ...stores,
    ...{ planner, clips, music },
    cutter: createProductCutter({ matting: createImglyMatting() }),
    renderer: createRenderer({ tools, encoders: ENCODERS }),
    log,
    clock: () => performance.now(),
    scale: 1,
  };
}
