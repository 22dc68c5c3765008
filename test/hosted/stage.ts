/** The whole program in small, configured by variables alone, with both stand-ins as its providers. */
import { rm } from 'node:fs/promises';
import { openSystem, type System } from '../../src/compose.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { Ports } from '../../src/pipeline/run.ts';
import { smallHome } from '../fixtures/system.ts';
import { QUICK } from '../providers/replicate-stage.ts';
import { OPENAI_MANNERS, type OpenAiManner, type ReplicateManner, replicateManners } from '../stand-ins/manners.ts';
import { createMind } from '../stand-ins/openai-mind.ts';
import { API_KEY, type OpenAiServer, startOpenAiServer } from '../stand-ins/openai-server.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { type ReplicateOptions, type ReplicateServer, startReplicateServer } from '../stand-ins/replicate-server.ts';
import { sampleMedia } from '../stand-ins/sample-media.ts';

type Environment = Readonly<Record<string, string>>;

export type Stage = {
  readonly home: string;
  readonly openai: OpenAiServer;
  readonly replicate: ReplicateServer;
  /** What makes adgen use the stand-ins. */
  readonly environment: Environment;
  readonly open: (change?: Environment, ports?: Partial<Ports>) => Promise<System>;
  /** From now on. */
  readonly behave: (manners: Manners) => void;
  /** Micro-dollars that both would have charged as of now. */
  readonly bill: () => number;
  readonly close: () => Promise<void>;
};

export type Manners = {
  readonly words?: OpenAiManner;
  readonly clips?: ReplicateManner;
  readonly music?: ReplicateManner;
};

/** Little enough to be quick, and large enough that ffmpeg does not mind. */
const SCALE = 0.05;

/** Waits as short as a machine that renders at the same time allows. */
export const HOSTED_TIMING = {
  ...QUICK,
  sendWithinMs: 2_000,
  sendTimeoutMs: 1_500,
  graceMs: 4_000,
  patienceMs: 20_000,
  slowestPollMs: 100,
  runLimitMs: 60_000,
};

export async function openStage(options: Partial<ReplicateOptions> = {}): Promise<Stage> {
  const home = await smallHome();
  const replicate = await startReplicateServer({ files: await sampleMedia(3), runMs: 200, ...options });
  const good = createMind();
  let words: OpenAiManner = 'ok';
  const openai = await startOpenAiServer((asked, number) => OPENAI_MANNERS[words] ?? good(asked, number), {
    models: ['gpt-4o-mini'],
  });
  const environment = {
    ADGEN_HOME: home,
    OPENAI_BASE_URL: openai.url,
    OPENAI_API_KEY: API_KEY,
    REPLICATE_BASE_URL: replicate.url,
    REPLICATE_API_TOKEN: TOKEN,
    REPLICATE_CREATES_PER_MINUTE: '1000',
  };
  return {
    ...{ home, openai, replicate, environment },
    open: (change = {}, ports = {}) => openHosted(configOf({ ...environment, ...change }), ports),
    behave: (manners) => {
      words = manners.words ?? 'ok';
      replicate.behave(replicateManners(manners.clips ?? 'ok', manners.music ?? 'ok'));
    },
    bill: () => openai.bill() + replicate.bill(),
    close: async () => {
      await Promise.all([openai.close(), replicate.close()]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** An empty value unsets a variable. */
export function configOf(environment: Environment): Config {
  const { FFMPEG_PATH, FFPROBE_PATH } = process.env;
  return readConfig({ FFMPEG_PATH, FFPROBE_PATH, ...environment }, environment.ADGEN_HOME ?? '');
}

export function openHosted(config: Config, ports: Partial<Ports> = {}): Promise<System> {
  const log = createLog(config.logLevel === 'warn' ? 'silent' : config.logLevel);
  return openSystem(config, log, { ports: { scale: SCALE, ...ports }, timing: HOSTED_TIMING });
}
