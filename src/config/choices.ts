/** Variables that belong together, as one choice each. A choice that is only half made stops the start with one sentence. */
import { AdgenError } from '../ad/errors.ts';
import { LANES, type Lane } from '../ad/lane.ts';
import type { Accounts, Discord, Files, Pictures, Queue, Slack, State, Words, Worker } from '../config.ts';
import type { Environment } from './environment.ts';

export function wordsOf({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }: Environment): Words {
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

export function picturesOf(present: Environment): Pictures {
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

export function filesOf(present: Environment): Files {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT: endpoint, S3_PUBLIC_ENDPOINT: publicEndpoint } = present;
  if (bucket !== undefined && region !== undefined)
    return { kind: 's3', bucket, region, endpoint: endpoint ?? null, publicEndpoint: publicEndpoint ?? null };
  const [alone] = Object.keys(present).filter((name) => name.startsWith('S3_'));
  if (alone === undefined) return { kind: 'disk' };
  const missing = bucket === undefined ? 'S3_BUCKET' : 'S3_REGION';
  throw new AdgenError('set-up', `${alone} is set without ${missing}. Set ${missing}, too, or unset ${alone}.`);
}

/** Where state is kept; a bare Postgres wins, because it can tell at once what has changed. */
export function stateOf(present: Environment): State {
  const { DATABASE_URL: url, SUPABASE_URL: supabaseUrl, SUPABASE_SERVICE_ROLE_KEY: serviceRoleKey } = present;
  if (supabaseUrl !== undefined && serviceRoleKey === undefined)
    throw half('SUPABASE_URL', 'SUPABASE_SERVICE_ROLE_KEY');
  if (supabaseUrl === undefined && serviceRoleKey !== undefined)
    throw half('SUPABASE_SERVICE_ROLE_KEY', 'SUPABASE_URL');
  if (url !== undefined) return { kind: 'postgres', url };
  if (supabaseUrl === undefined || serviceRoleKey === undefined) return { kind: 'embedded' };
  return { kind: 'supabase', url: supabaseUrl, serviceRoleKey };
}

/** Who works on jobs from other machines needs the state and the files that are meant. */
export function queueOf({ REDIS_URL: url }: Environment, state: State, files: Files): Queue {
  if (url === undefined) {
    if (state.kind === 'supabase')
      throw half('SUPABASE_URL', 'REDIS_URL or DATABASE_URL', 'Jobs have to wait somewhere.');
    return { kind: 'database' };
  }
  if (state.kind === 'embedded')
    throw half('REDIS_URL', 'DATABASE_URL or SUPABASE_URL', 'Workers elsewhere cannot see the embedded database.');
  if (files.kind === 'disk')
    throw half('REDIS_URL', 'S3_BUCKET', 'Workers elsewhere cannot see the files of this machine.');
  return { kind: 'redis', url };
}

/** Nobody but this process can work for an embedded database. */
export function workerOf({ WORKER_JOBS, WORKER_CONCURRENCY: concurrency }: Environment, state: State): Worker {
  const jobs: readonly Lane[] = WORKER_JOBS ?? LANES;
  const missing = LANES.filter((lane) => !jobs.includes(lane));
  if (state.kind === 'embedded' && missing.length > 0)
    throw new AdgenError(
      'set-up',
      `WORKER_JOBS leaves out ${missing.join(' and ')}, and nobody else can do that for the embedded database. Set DATABASE_URL, or unset WORKER_JOBS.`,
    );
  return { jobs, concurrency: concurrency ?? null };
}

export function accountsOf({
  SUPABASE_URL: supabaseUrl,
  SUPABASE_JWT_SECRET: jwtSecret,
  SUPABASE_PUBLISHABLE_KEY: publishableKey,
}: Environment): Accounts | null {
  if (supabaseUrl !== undefined)
    return { supabaseUrl, jwtSecret: jwtSecret ?? null, publishableKey: publishableKey ?? null };
  if (jwtSecret !== undefined) throw half('SUPABASE_JWT_SECRET', 'SUPABASE_URL');
  if (publishableKey !== undefined) throw half('SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_URL');
  return null;
}

/** A socket wins where both are possible: it needs no public address. */
export function slackOf(present: Environment): Slack | null {
  const { SLACK_BOT_TOKEN: botToken = null, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = present;
  const { SLACK_API_URL: apiUrl = null, PUBLIC_URL } = present;
  const [alone] = Object.keys(present).filter((name) => name.startsWith('SLACK_'));
  if (alone === undefined) return null;
  const install = installOf(present);
  if (botToken === null && install === null)
    throw half(alone, 'SLACK_BOT_TOKEN', 'That is what adgen speaks with in Slack.');
  const whose = botToken === null ? 'SLACK_CLIENT_ID' : 'SLACK_BOT_TOKEN';
  if (appToken !== undefined) return { botToken, install, apiUrl, receive: { kind: 'socket', appToken } };
  if (signingSecret === undefined)
    throw half(whose, 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET', 'Nothing that is said in Slack would be heard.');
  if (PUBLIC_URL === undefined) throw half('SLACK_SIGNING_SECRET', 'PUBLIC_URL', 'Slack sends everything there.');
  return { botToken, install, apiUrl, receive: { kind: 'http', signingSecret } };
}

function installOf(present: Environment): Slack['install'] {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = present;
  const names = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'PUBLIC_URL'] as const;
  const [first] = names.filter((name) => name !== 'PUBLIC_URL' && present[name] !== undefined);
  if (first === undefined) return null;
  const missing = names.find((name) => present[name] === undefined);
  if (missing !== undefined) throw half(first, missing, 'Other workspaces could not install it.');
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined) return null;
  return { clientId, clientSecret, stateSecret };
}

export function discordOf(present: Environment): Discord | null {
  const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_API_URL: apiUrl = null } = present;
  const alone = Object.keys(present).find((name) => name.startsWith('DISCORD_'));
  if (alone === undefined) return null;
  if (token === undefined) throw half(alone, 'DISCORD_TOKEN', 'That is what adgen speaks with in Discord.');
  if (applicationId === undefined)
    throw half('DISCORD_TOKEN', 'DISCORD_APPLICATION_ID', 'Its commands could not be registered.');
  return { token, applicationId, apiUrl };
}

function half(present: string, missing: string, why = ''): AdgenError {
  const say = `${present} is set without ${missing}. ${why} Set ${missing}, too, or unset ${present}.`;
  return new AdgenError('set-up', say.replace('  ', ' '));
}
