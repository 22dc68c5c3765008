/** The environment, read once, as choices that cannot contradict each other. Pure. */
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { AdgenError } from './ad/errors.ts';
import type { MicroUsd } from './ad/money.ts';

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
  readonly logLevel: 'silent' | 'debug' | 'info' | 'warn' | 'error';
  /** Variables that are set but have no effect in this version: said aloud, never silently ignored. */
  readonly withoutEffect: readonly string[];
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

/** Dollars as people write them, in micro-dollars. */
const Dollars = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,6})?$/)
  .transform((dollars) => Math.round(Number(dollars) * 1_000_000));

const Environment = z.object({
  ADGEN_HOME: z.string().optional(),
  FFMPEG_PATH: z.string().optional(),
  FFPROBE_PATH: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_MODEL: z.string().optional(),
  REPLICATE_API_TOKEN: z.string().optional(),
  REPLICATE_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  REPLICATE_VIDEO_MODEL: z.string().optional(),
  REPLICATE_MUSIC_MODEL: z.string().optional(),
  REPLICATE_CREATES_PER_MINUTE: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(1))
    .optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_PUBLIC_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  BUDGET_USD_PER_AD: Dollars.optional(),
  BUDGET_USD_PER_MONTH: Dollars.optional(),
  LOG_LEVEL: z.enum(['silent', 'debug', 'info', 'warn', 'error']).optional(),
});

/** Choices of the design that later versions bring. */
const LATER = [
  ...['SLACK_BOT_TOKEN', 'DISCORD_TOKEN', 'REDIS_URL', 'SUPABASE_URL', 'DATABASE_URL'],
  'APPROVAL',
] as const;

/** `environment` is `process.env`; `folder` is where relative paths start. Throws `set-up` with one sentence. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(present);
  if (!parsed.success)
    throw new AdgenError('set-up', sentence(parsed.error.issues[0]?.path.join('.') ?? 'The environment'));
  const { ADGEN_HOME = '.adgen', FFMPEG_PATH = 'ffmpeg', FFPROBE_PATH, LOG_LEVEL = 'warn', PORT = 3000 } = parsed.data;
  return {
    home: isAbsolute(ADGEN_HOME) ? ADGEN_HOME : join(folder, ADGEN_HOME),
    tools: { ffmpegPath: FFMPEG_PATH, ffprobePath: FFPROBE_PATH ?? besides(FFMPEG_PATH) },
    port: PORT,
    publicUrl: parsed.data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    words: wordsOf(parsed.data),
    pictures: picturesOf(parsed.data),
    files: filesOf(parsed.data),
    budget: {
      perAdMicroUsd: parsed.data.BUDGET_USD_PER_AD ?? null,
      perMonthMicroUsd: parsed.data.BUDGET_USD_PER_MONTH ?? null,
    },
    logLevel: LOG_LEVEL,
    withoutEffect: LATER.filter((name) => present[name] !== undefined),
  };
}

function wordsOf({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }: z.infer<typeof Environment>): Words {
  if (OPENAI_API_KEY !== undefined)
    return {
      kind: 'openai',
      apiKey: OPENAI_API_KEY,
      baseUrl: OPENAI_BASE_URL ?? null,
      modelId: OPENAI_MODEL ?? 'gpt-4o-mini',
    };
  const alone = OPENAI_BASE_URL !== undefined ? 'OPENAI_BASE_URL' : OPENAI_MODEL !== undefined ? 'OPENAI_MODEL' : null;
  if (alone === null) return { kind: 'offline' };
  throw new AdgenError('set-up', `${alone} is set without OPENAI_API_KEY. Set the key, too, or unset ${alone}.`);
}

function picturesOf(present: z.infer<typeof Environment>): Pictures {
  const { REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: baseUrl, REPLICATE_CREATES_PER_MINUTE: pace } = present;
  const { REPLICATE_VIDEO_MODEL: videoModel, REPLICATE_MUSIC_MODEL: musicModel } = present;
  if (token !== undefined)
    return {
      kind: 'replicate',
      token,
      baseUrl: baseUrl ?? null,
      videoModel: videoModel ?? null,
      musicModel: musicModel ?? null,
      createsPerMinute: pace ?? null,
    };
  const [alone] = Object.keys(present).filter((name) => name.startsWith('REPLICATE_'));
  if (alone === undefined) return { kind: 'local' };
  throw new AdgenError('set-up', `${alone} is set without REPLICATE_API_TOKEN. Set the token, too, or unset ${alone}.`);
}

function filesOf(present: z.infer<typeof Environment>): Files {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT: endpoint, S3_PUBLIC_ENDPOINT: publicEndpoint } = present;
  if (bucket !== undefined && region !== undefined)
    return { kind: 's3', bucket, region, endpoint: endpoint ?? null, publicEndpoint: publicEndpoint ?? null };
  const [alone] = Object.keys(present).filter((name) => name.startsWith('S3_'));
  if (alone === undefined) return { kind: 'disk' };
  const missing = bucket === undefined ? 'S3_BUCKET' : 'S3_REGION';
  throw new AdgenError('set-up', `${alone} is set without ${missing}. Set ${missing}, too, or unset ${alone}.`);
}

const SENTENCES: Readonly<Record<string, string>> = {
  LOG_LEVEL: 'LOG_LEVEL is not a level we know. Use silent, debug, info, warn or error.',
  PORT: 'PORT is not a port number. Use a number from 0 to 65535, such as 3000.',
  OPENAI_BASE_URL: 'OPENAI_BASE_URL is not an address. Use one such as https://api.openai.com/v1.',
  REPLICATE_BASE_URL: 'REPLICATE_BASE_URL is not an address. Use one such as https://api.replicate.com/v1.',
  REPLICATE_CREATES_PER_MINUTE:
    'REPLICATE_CREATES_PER_MINUTE is not a number of calls. Use a whole number from 1 to 9999, such as 6.',
  S3_ENDPOINT: 'S3_ENDPOINT is not an address. Use one such as https://s3.example.com.',
  S3_PUBLIC_ENDPOINT: 'S3_PUBLIC_ENDPOINT is not an address. Use one such as https://files.example.com.',
  BUDGET_USD_PER_AD: 'BUDGET_USD_PER_AD is not an amount. Use dollars such as 2 or 2.50.',
  BUDGET_USD_PER_MONTH: 'BUDGET_USD_PER_MONTH is not an amount. Use dollars such as 50 or 49.90.',
  PUBLIC_URL: 'PUBLIC_URL is not an address. Use one such as https://ads.example.com.',
};

function sentence(name: string): string {
  return SENTENCES[name] ?? `${name} is not usable. Please check its value.`;
}

/** ffprobe comes with ffmpeg and lies beside it. */
function besides(ffmpegPath: string): string {
  const cut = Math.max(ffmpegPath.lastIndexOf('/'), ffmpegPath.lastIndexOf('\\')) + 1;
  return ffmpegPath.slice(0, cut) + ffmpegPath.slice(cut).replace('ffmpeg', 'ffprobe');
}
