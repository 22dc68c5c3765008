/** Builds the whole program out of its parts, as the configuration chooses them. Nobody imports this but the entry point. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isCancelled } from './ad/errors.ts';
import type { Conversations } from './bots/conversations.ts';
import type { Platform } from './bots/platform.ts';
import type { Threads } from './bots/ports.ts';
import { openConversations } from './compose/conversations.ts';
import { openFiles } from './compose/files.ts';
import { chooseMakers, type Makers } from './compose/makers.ts';
import { keepTidy, type Tidying } from './compose/tidying.ts';
import type { Config } from './config.ts';
import { createProductCutter } from './media/cutout/cutter.ts';
import { checkFfmpeg } from './media/ffmpeg/check-ffmpeg.ts';
import { createRenderer } from './media/renderer.ts';
import type { Artifacts, Log, Projects, Queue } from './pipeline/ports.ts';
import { produce } from './pipeline/produce.ts';
import type { Ports } from './pipeline/run.ts';
import { runTask } from './pipeline/run-task.ts';
import { storyboard } from './pipeline/storyboard.ts';
import { createStudio, type Studio } from './pipeline/studio.ts';
import { createImglyMatting } from './providers/imgly/matting.ts';
import { hasPrice } from './providers/openai/purse.ts';
import type { ReplicateMakers } from './providers/replicate/create-replicate.ts';
import type { Timing } from './providers/replicate/timing.ts';
import type { Database } from './storage/database.ts';
import { createLedger } from './storage/ledger.ts';
import { migrate } from './storage/migrate.ts';
import { openPglite } from './storage/pglite.ts';
import { createProjects } from './storage/projects.ts';
import { createRecords } from './storage/records.ts';
import { createThreads } from './storage/threads.ts';
import { openPostgresBackend } from './worker/backend.ts';
import { createJobQueue } from './worker/queue.ts';
import { type Handlers, startWorker } from './worker/run-jobs.ts';

export type System = {
  readonly studio: Studio;
  readonly artifacts: Artifacts;
  readonly projects: Projects;
  readonly queue: Queue;
  readonly threads: Threads;
  readonly database: Database;
  /** What Replicate says to `PUBLIC_URL` goes here; null where nothing is bought. */
  readonly replicateHook: ReplicateMakers['webhook'] | null;
  /** The conversation core for these windows; it works while its `run` does. */
  readonly converse: (platforms: readonly Platform[]) => Conversations;
  /** Interrupts what runs (the next start goes on with it) and lets go of the database. */
  readonly close: () => Promise<void>;
};

export type SystemOptions = {
  /** Takes the place of what the configuration would choose: a smaller scale, a maker that fails. */
  readonly ports?: Partial<Ports>;
  /** How long everything around a paid call may take; tests are in more of a hurry. */
  readonly timing?: Partial<Timing>;
};

/** Shots encoded at once, a core each; more than a few would only wait for memory. */
const ENCODERS = Math.min(4, Math.max(1, availableParallelism()));
/** Jobs at once where clips are bought: they wait for the provider, and what needs this machine has slots of its own. */
const WAITING_FOR_OTHERS = 16;
/** Jobs at once: while the encoders work, one more shot is drawn, or music composed. */
const CONCURRENCY = ENCODERS + 1;

/**
 * Everything in one process: embedded database, queue and worker, and files on disk or in a bucket. Throws `set-up`, `storage` or `conflict` with one sentence.
 */
export async function openSystem(config: Config, log: Log, options: SystemOptions = {}): Promise<System> {
  await checkFfmpeg(config.tools, AbortSignal.timeout(20_000));
  const { artifacts, close: closeFiles } = await openFiles(config);
  const database = await openPglite(join(config.home, 'database')).catch(async (error: unknown) => {
    await closeFiles();
    throw error;
  });
  try {
    await migrate(database);
    const ledger = createLedger(database, config.budget);
    const makers = chooseMakers(config, { database, ledger, log, timing: options.timing });
    if (config.words.kind === 'openai' && !hasPrice(config.words.modelId))
      log.warn(
        { model: config.words.modelId },
        'the price of this language model is not known: its words are not counted',
      );
    const stores = { artifacts, ledger, projects: createProjects(database), records: createRecords(database) };
    const ports = { ...createPorts(config, log, stores, makers), ...options.ports };
    const backend = await openPostgresBackend(database.pool);
    const queue = createJobQueue(backend);
    const worker = await startWorker({
      backend,
      handlers: handlersOf(ports),
      log,
      concurrency: ports.clips ? WAITING_FOR_OTHERS : CONCURRENCY,
      alone: true,
    });
    const tidying = makers.replicate && keepTidy(makers.replicate, ports.projects);
    const close = async () => {
      await tidying?.close();
      await worker.close({ abort: true });
      await queue.close();
      await database.close();
      await closeFiles();
    };
    const desk = createStudio(ports, queue);
    const studio = tidying ? { ...desk, cancel: tidied(desk.cancel, tidying) } : desk;
    const converse = (platforms: readonly Platform[]) =>
      openConversations({ database, studio, words: config.words, ledger, log }, platforms);
    return {
      studio,
      artifacts,
      projects: ports.projects,
      queue,
      threads: createThreads(database),
      database,
      replicateHook: makers.replicate?.webhook ?? null,
      converse,
      close,
    };
  } catch (error) {
    await database.close();
    await closeFiles();
    throw error;
  }
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
  stores: Pick<Ports, 'artifacts' | 'ledger' | 'projects' | 'records'>,
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

function handlersOf(ports: Ports): Handlers {
  return {
    storyboard: (projectId, signal) => storyboard(projectId, ports, signal),
    produce: (work, tasks, signal) => produce(work, ports, tasks, signal),
    task: (work, task, signal) => runTask(work, task, ports, signal),
    failed: (ended, error) =>
      ports.projects.end(
        ended,
        isCancelled(error) ? { status: 'CANCELLED' } : { status: 'FAILED', errorMessage: error.message },
      ),
  };
}
