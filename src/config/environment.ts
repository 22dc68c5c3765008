/** The variables that are read, as text and as values, and what is said about one that cannot be used. */
import { z } from 'zod';
import { LANES } from '../ad/lane.ts';

/** Dollars as people write them, in micro-dollars. */
const Dollars = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,6})?$/)
  .transform((dollars) => Math.round(Number(dollars) * 1_000_000));

/** A whole number from 1 to `most`. */
const Count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(most));

/** Not a key that opens everything: those of Supabase begin with `sb_secret_`, or are tokens of the role `service_role`. */
function mayBeSeen(key: string): boolean {
  if (key.startsWith('sb_secret_')) return false;
  const [, claims] = key.split('.');
  if (claims === undefined) return true;
  return !/"role"\s*:\s*"service_role"/.test(Buffer.from(claims, 'base64url').toString());
}

/** What may stand in the environment; everything arrives as text. */
export const Environment = z.object({
  ADGEN_HOME: z.string().optional(),
  FFMPEG_PATH: z.string().optional(),
  FFPROBE_PATH: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => /^https?:\/\/[^/?#]+\/*$/i.test(url))
    .optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_MODEL: z.string().optional(),
  REPLICATE_API_TOKEN: z.string().optional(),
  REPLICATE_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  REPLICATE_VIDEO_MODEL: z.string().optional(),
  REPLICATE_MUSIC_MODEL: z.string().optional(),
  REPLICATE_CREATES_PER_MINUTE: Count(9999).optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_PUBLIC_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SUPABASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  SUPABASE_SERVICE_ROLE_KEY: z.string().optional(),
  SUPABASE_JWT_SECRET: z.string().min(32).optional(),
  SUPABASE_PUBLISHABLE_KEY: z.string().refine(mayBeSeen).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().min(16).optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  DISCORD_TOKEN: z.string().min(20).optional(),
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{15,25}$/)
    .optional(),
  DISCORD_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  WORKER_JOBS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(LANES)).min(1))
    .optional(),
  WORKER_CONCURRENCY: Count(64).optional(),
  APPROVAL: z.enum(['ask', 'auto']).optional(),
  RETENTION_DAYS: Count(3650).optional(),
  ADMIN_TOKEN: z.string().min(16).optional(),
  BUDGET_USD_PER_AD: Dollars.optional(),
  BUDGET_USD_PER_MONTH: Dollars.optional(),
  LOG_LEVEL: z.enum(['silent', 'debug', 'info', 'warn', 'error']).optional(),
});

export type Environment = z.infer<typeof Environment>;

const SENTENCES: Readonly<Record<string, string>> = {
  LOG_LEVEL: 'LOG_LEVEL is not a level we know. Use silent, debug, info, warn or error.',
  PORT: 'PORT is not a port number. Use a number from 0 to 65535, such as 3000.',
  OPENAI_BASE_URL: 'OPENAI_BASE_URL is not an address. Use one such as https://api.openai.com/v1.',
  REPLICATE_BASE_URL: 'REPLICATE_BASE_URL is not an address. Use one such as https://api.replicate.com/v1.',
  REPLICATE_CREATES_PER_MINUTE:
    'REPLICATE_CREATES_PER_MINUTE is not a number of calls. Use a whole number from 1 to 9999, such as 6.',
  DATABASE_URL:
    'DATABASE_URL is not the address of a Postgres. Use one such as postgres://adgen:secret@db.example.com/adgen.',
  SUPABASE_URL: 'SUPABASE_URL is not an address. Use one such as https://yourproject.supabase.co.',
  SUPABASE_JWT_SECRET:
    'SUPABASE_JWT_SECRET is not long enough to be a secret. Copy all of it from your project (JWT Keys).',
  SUPABASE_PUBLISHABLE_KEY:
    'SUPABASE_PUBLISHABLE_KEY is not a key that everybody may see. Use the publishable key (sb_publishable_…) or the anon key of the project (Project Settings, API Keys).',
  REDIS_URL: 'REDIS_URL is not the address of a Redis. Use one such as redis://redis.example.com:6379.',
  SLACK_BOT_TOKEN:
    'SLACK_BOT_TOKEN is not the token of a bot. Use the one that begins with xoxb- (OAuth & Permissions).',
  SLACK_APP_TOKEN:
    'SLACK_APP_TOKEN is not an app-level token. Use the one that begins with xapp- (Basic Information, App-Level Tokens).',
  SLACK_STATE_SECRET: 'SLACK_STATE_SECRET is not long enough to be a secret. Use at least 16 characters.',
  SLACK_API_URL: 'SLACK_API_URL is not an address. Use one such as https://slack.com/api/.',
  DISCORD_TOKEN:
    'DISCORD_TOKEN is not the token of a bot. Take it from the Developer Portal: your app, Bot, Reset Token.',
  DISCORD_APPLICATION_ID:
    'DISCORD_APPLICATION_ID is not the number of an app. Take it from the Developer Portal: your app, General Information.',
  DISCORD_API_URL: 'DISCORD_API_URL is not an address. Use one such as https://discord.com/api.',
  WORKER_JOBS: `WORKER_JOBS is not a list of what a worker can do. Use one or more of ${LANES.join(', ')}, with commas between them.`,
  WORKER_CONCURRENCY: 'WORKER_CONCURRENCY is not a number of jobs. Use a whole number from 1 to 64, such as 2.',
  APPROVAL:
    'APPROVAL is neither ask (somebody says yes to each storyboard and its price) nor auto (ads are made at once).',
  RETENTION_DAYS: 'RETENTION_DAYS is not a number of days. Use a whole number from 1 to 3650, such as 7.',
  ADMIN_TOKEN: 'ADMIN_TOKEN is not long enough to be a secret. Use at least 16 characters.',
  S3_ENDPOINT: 'S3_ENDPOINT is not an address. Use one such as https://s3.example.com.',
  S3_PUBLIC_ENDPOINT: 'S3_PUBLIC_ENDPOINT is not an address. Use one such as https://files.example.com.',
  BUDGET_USD_PER_AD: 'BUDGET_USD_PER_AD is not an amount. Use dollars such as 2 or 2.50.',
  BUDGET_USD_PER_MONTH: 'BUDGET_USD_PER_MONTH is not an amount. Use dollars such as 50 or 49.90.',
  PUBLIC_URL: 'PUBLIC_URL is not an address of its own. Use one without a path, such as https://ads.example.com.',
};

/** One sentence about a variable whose value cannot be used. */
export function sentenceAbout(name: string): string {
  return SENTENCES[name] ?? `${name} is not usable. Please check its value.`;
}
