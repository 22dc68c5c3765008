/** The environment, read once, as choices that cannot contradict each other. Pure. */
import { isAbsolute, join } from 'node:path';
import { AdgenError } from './ad/errors.ts';
import type { Lane } from './ad/lane.ts';
import type { MicroUsd } from './ad/money.ts';
import {
  accountsOf,
  discordOf,
  filesOf,
  picturesOf,
  queueOf,
  slackOf,
  stateOf,
  wordsOf,
  workerOf,
} from './config/choices.ts';
import { Environment, sentenceAbout } from './config/environment.ts';

export type Config = {
  /** Absolute folder for database, artefacts and caches. */
  readonly home: string;
  readonly tools: { readonly ffmpegPath: string; readonly ffprobePath: string };
  /** Where the web chat listens; 0 takes any free port. */
  readonly port: number;
  /** Where people reach it when not on this machine, without a slash at its end; null: on this machine alone. */
  readonly publicUrl: string | null;
  /** Who talks with people: rules on this machine, or a hosted model with those rules behind it. */
  readonly words: Words;
  /** Who makes moving backgrounds and music: this machine, or paid models with this machine behind them. */
  readonly pictures: Pictures;
  readonly budget: Budget;
  readonly files: Files;
  readonly state: State;
  readonly queue: Queue;
  readonly worker: Worker;
  /** Where people sign in for the HTTP API; null: nobody does. */
  readonly accounts: Accounts | null;
  /** Null: no Slack. */
  readonly slack: Slack | null;
  /** Null: no Discord. */
  readonly discord: Discord | null;
  /** Whether somebody is asked before an ad is made, or it is made as soon as its storyboard is drawn, within the budgets. */
  readonly approval: 'ask' | 'auto';
  /** Days for which an ad's files are kept after its last version. */
  readonly retentionDays: number;
  /** Opens the board of the queues and the metrics; null: nobody has it. */
  readonly adminToken: string | null;
  readonly logLevel: 'silent' | 'debug' | 'info' | 'warn' | 'error';
};

export type Words =
  | { readonly kind: 'offline' }
  | {
      readonly kind: 'openai';
      readonly apiKey: string;
      /** With the version in it; null: OpenAI's own. */
      readonly baseUrl: string | null;
      readonly modelId: string;
    };

export type Pictures =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'replicate';
      readonly token: string;
      /** With the version in it; null: Replicate's own. */
      readonly baseUrl: string | null;
      /** Null: the usual one. */
      readonly videoModel: string | null;
      /** `none`: music is composed on this machine. */
      readonly musicModel: string | null;
      /** Calls the account may begin in a minute; null: what one without a payment method may. */
      readonly createsPerMinute: number | null;
    };

/** Nothing is bought beyond these; null holds nothing back. */
export type Budget = { readonly perAdMicroUsd: MicroUsd | null; readonly perMonthMicroUsd: MicroUsd | null };

/** Where artefacts are kept. Credentials for S3 are looked for where the AWS SDK always does. */
export type Files =
  | { readonly kind: 'disk' }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      /** Null: Amazon's own. */
      readonly endpoint: string | null;
      /** Where people reach the same store, when not at `endpoint`. */
      readonly publicEndpoint: string | null;
    };

/** Where projects, threads and money are written down. */
export type State =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'supabase'; readonly url: string; readonly serviceRoleKey: string };

/** Where jobs wait: where the state is, or in a Redis that workers on other machines share. */
export type Queue = { readonly kind: 'database' } | { readonly kind: 'redis'; readonly url: string };

/** What this process does of the work, where it works. */
export type Worker = {
  readonly jobs: readonly Lane[];
  /** Jobs of a kind at once; null: as many as the machine has room for. */
  readonly concurrency: number | null;
};

export type Accounts = {
  readonly supabaseUrl: string;
  /** What older projects sign tokens with; null: they have public keys. */
  readonly jwtSecret: string | null;
  /** What the page signs people in with; everybody sees it. Null: they cannot sign in on the page. */
  readonly publishableKey: string | null;
};

export type Slack = {
  /** Null: every workspace has its own, from installing the app there. */
  readonly botToken: string | null;
  /** How other workspaces install it; null: they cannot. */
  readonly install: { readonly clientId: string; readonly clientSecret: string; readonly stateSecret: string } | null;
  /** A socket that we open, or requests that Slack sends to `PUBLIC_URL`. */
  readonly receive:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
};

export type Discord = {
  readonly token: string;
  readonly applicationId: string;
  /** Null: Discord's own. */
  readonly apiUrl: string | null;
};

/** `environment` is `process.env`; `folder` is where relative paths start. Throws `set-up` with one sentence. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(present);
  if (!parsed.success)
    throw new AdgenError('set-up', sentenceAbout(String(parsed.error.issues[0]?.path[0] ?? 'The environment')));
  const { ADGEN_HOME = '.adgen', FFMPEG_PATH = 'ffmpeg', FFPROBE_PATH, LOG_LEVEL = 'warn', PORT = 3000 } = parsed.data;
  const [files, state] = [filesOf(parsed.data), stateOf(parsed.data)];
  return {
    home: isAbsolute(ADGEN_HOME) ? ADGEN_HOME : join(folder, ADGEN_HOME),
    tools: { ffmpegPath: FFMPEG_PATH, ffprobePath: FFPROBE_PATH ?? besides(FFMPEG_PATH) },
    port: PORT,
    publicUrl: parsed.data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    words: wordsOf(parsed.data),
    pictures: picturesOf(parsed.data),
    files,
    state,
    queue: queueOf(parsed.data, state, files),
    worker: workerOf(parsed.data, state),
    accounts: accountsOf(parsed.data),
    slack: slackOf(parsed.data),
    discord: discordOf(parsed.data),
    approval: parsed.data.APPROVAL ?? 'ask',
    retentionDays: parsed.data.RETENTION_DAYS ?? 7,
    adminToken: parsed.data.ADMIN_TOKEN ?? null,
    budget: {
      perAdMicroUsd: parsed.data.BUDGET_USD_PER_AD ?? null,
      perMonthMicroUsd: parsed.data.BUDGET_USD_PER_MONTH ?? null,
    },
    logLevel: LOG_LEVEL,
  };
}

/** ffprobe comes with ffmpeg and lies beside it. */
function besides(ffmpegPath: string): string {
  const cut = Math.max(ffmpegPath.lastIndexOf('/'), ffmpegPath.lastIndexOf('\\')) + 1;
  return ffmpegPath.slice(0, cut) + ffmpegPath.slice(cut).replace('ffmpeg', 'ffprobe');
}
