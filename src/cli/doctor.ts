/** `adgen doctor`: tries everything that is configured and says, a line each, what works and what to do about what does not. */
import { join } from 'node:path';
import { AdgenError, sayOf } from '../ad/errors.ts';
import { formatUsd } from '../ad/money.ts';
import { openFiles } from '../compose/files.ts';
import { NO_MODEL } from '../compose/makers.ts';
import { openState } from '../compose/state.ts';
import type { Config, Pictures, Words } from '../config.ts';
import { checkFfmpeg } from '../media/ffmpeg/check-ffmpeg.ts';
import { checkOpenAi } from '../providers/openai/check.ts';
import { hasPrice } from '../providers/openai/purse.ts';
import { checkReplicate } from '../providers/replicate/check.ts';
import { createProjects } from '../storage/projects.ts';
import type { Context } from './context.ts';
import { createTextProbe } from './text-probe.ts';

/** Resolves to what was found, in a few words; throws when it does not work. */
type Check = { readonly name: string; readonly run: () => Promise<string> };

/** 0 when everything works, 2 when something needs doing. */
export async function doctor(context: Context): Promise<number> {
  const results = [];
  for (const check of checksOf(context)) results.push(await examine(check, context));
  return results.every(Boolean) ? 0 : 2;
}

async function examine({ name, run }: Check, { terminal }: Context): Promise<boolean> {
  try {
    terminal.out.write(`✓ ${name.padEnd(14)} ${await run()}\n`);
    return true;
  } catch (error) {
    terminal.out.write(`✗ ${name.padEnd(14)} ${sayOf(error)}\n`);
    return false;
  }
}

function checksOf(context: Context): readonly Check[] {
  const { config, log, signal } = context;
  return [
    { name: 'Node', run: async () => process.version },
    { name: 'ffmpeg', run: () => checkFfmpeg(config.tools, signal) },
    { name: 'Fonts', run: createTextProbe() },
    { name: 'Background cut', run: async () => 'runs locally (@imgly/background-removal-node, medium model)' },
    { name: 'Database', run: () => checkState(config) },
    { name: 'Queue', run: () => checkQueue(config, log) },
    { name: 'Artefacts', run: () => checkArtifacts(config) },
    { name: 'Words', run: () => checkWords(config.words, signal) },
    ...checksOfPictures(context),
    ...(config.slack === null ? [] : [{ name: 'Slack', run: () => checkSlack(config) }]),
    ...(config.discord === null ? [] : [{ name: 'Discord', run: () => checkDiscord(config) }]),
    { name: 'Budget', run: async () => budgetLine(config) },
  ];
}

/** Both tokens, really tried; nothing is opened that hears anything. */
async function checkSlack({ slack }: Config): Promise<string> {
  if (slack === null) return 'not set up';
  return (await import('../bots/slack/check.ts')).checkSlack(slack);
}

async function checkDiscord({ discord }: Config): Promise<string> {
  if (discord === null) return 'not set up';
  return (await import('../bots/discord/check.ts')).checkDiscord(discord);
}

async function checkWords(words: Words, signal: AbortSignal): Promise<string> {
  if (words.kind === 'offline') return 'rules on this machine plan and answer; OPENAI_API_KEY brings a language model';
  const { apiKey, baseUrl, modelId } = words;
  const { ok, say } = await checkOpenAi({ apiKey, modelId, signal, ...(baseUrl === null ? {} : { baseUrl }) });
  if (!ok) throw new AdgenError('set-up', say);
  return hasPrice(modelId)
    ? say
    : `${say} Its price is not known to adgen, so receipts and budgets do not count its words.`;
}

function checksOfPictures({ config: { pictures }, signal }: Context): readonly Check[] {
  if (pictures.kind === 'local')
    return [
      { name: 'Backgrounds', run: async () => 'drawn locally; REPLICATE_API_TOKEN brings generated ones' },
      { name: 'Music', run: async () => 'composed locally' },
    ];
  return [{ name: 'Replicate', run: () => checkPictures(pictures, signal) }];
}

type Hosted = Extract<Pictures, { kind: 'replicate' }>;

async function checkPictures(pictures: Hosted, signal: AbortSignal): Promise<string> {
  const settings = { ...pictures, buysMusic: pictures.musicModel !== NO_MODEL };
  const brake = AbortSignal.any([signal, AbortSignal.timeout(CHECK_MS)]);
  const [video, music = 'this machine'] = await checkReplicate(settings, brake);
  return `REPLICATE_API_TOKEN works; backgrounds by ${video}, music by ${music}`;
}

const CHECK_MS = 30_000;

function budgetLine({ budget: { perAdMicroUsd, perMonthMicroUsd }, pictures, words }: Config): string {
  const parts = [
    ...(perAdMicroUsd === null ? [] : [`${formatUsd(perAdMicroUsd)} an ad`]),
    ...(perMonthMicroUsd === null ? [] : [`${formatUsd(perMonthMicroUsd)} a month`]),
  ];
  if (parts.length > 0) return `at most ${parts.join(' and ')}`;
  const costs = pictures.kind !== 'local' || words.kind !== 'offline';
  return costs ? 'no limit; BUDGET_USD_PER_AD and BUDGET_USD_PER_MONTH set one' : 'nothing here costs anything';
}

async function checkState(config: Config): Promise<string> {
  const { state, home } = config;
  const { database } = await openState(config);
  try {
    const ads = (await createProjects(database).unfinished()).length;
    const place =
      state.kind === 'embedded'
        ? `embedded (${join(home, 'database')})`
        : `${state.kind === 'postgres' ? 'Postgres' : 'Supabase'} at ${new URL(state.url).host}`;
    return `${place}, ${ads === 1 ? 'one ad' : `${ads} ads`} in the making`;
  } finally {
    await database.close();
  }
}

async function checkQueue({ queue, state }: Config, log: Context['log']): Promise<string> {
  if (queue.kind === 'database')
    return state.kind === 'embedded'
      ? 'in the database, for this process alone'
      : 'in the database; REDIS_URL is faster';
  await (await import('../worker/redis-backend.ts')).openRedisBackend(queue.url, { log }).then(({ close }) => close());
  return `Redis at ${new URL(queue.url).host}`;
}

/** Long enough for a store that is merely slow. */
const STORE_MS = 2_000;

async function checkArtifacts(config: Config): Promise<string> {
  const { artifacts, bucket, close } = await openFiles(config, { patienceMs: STORE_MS });
  try {
    await bucket?.check();
    const key = 'projects/doctor/probe';
    await artifacts.putBytes(key, new Uint8Array([1]));
    await artifacts.open(key);
    await artifacts.removeProject('doctor');
    const { files, home } = config;
    return files.kind === 'disk' ? `on disk (${join(home, 'artifacts')})` : `in the bucket ${files.bucket} (S3)`;
  } finally {
    await close();
  }
}
