import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

describe('the configuration', () => {
  it('needs nothing at all', () => {
    expect(readConfig({}, '/home/ada')).toEqual({
      home: '/home/ada/.adgen',
      tools: { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' },
      port: 3000,
      publicUrl: null,
      words: { kind: 'offline' },
      pictures: { kind: 'local' },
      files: { kind: 'disk' },
      state: { kind: 'embedded' },
      queue: { kind: 'database' },
      worker: { jobs: ['plans', 'clips', 'music', 'films'], concurrency: null },
      slack: null,
      discord: null,
      accounts: null,
      approval: 'ask',
      retentionDays: 7,
      adminToken: null,
      budget: { perAdMicroUsd: null, perMonthMicroUsd: null },
      logLevel: 'warn',
    });
  });

  it('looks for ffprobe beside the ffmpeg it is given', () => {
    expect(readConfig({ FFMPEG_PATH: '/opt/ffmpeg/bin/ffmpeg' }, '/').tools.ffprobePath).toBe(
      '/opt/ffmpeg/bin/ffprobe',
    );
    expect(readConfig({ FFMPEG_PATH: '/a/ffmpeg', FFPROBE_PATH: '/b/probe' }, '/').tools.ffprobePath).toBe('/b/probe');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ ADGEN_HOME: '', LOG_LEVEL: '' }, '/home/ada').home).toBe('/home/ada/.adgen');
  });

  it('names the variable that is wrong, and the values that are right', () => {
    expect(() => readConfig({ LOG_LEVEL: 'loud' }, '/')).toThrow(/LOG_LEVEL.*silent, debug, info, warn or error/);
    expect(() => readConfig({ APPROVAL: 'yes' }, '/')).toThrow(/APPROVAL is neither ask .* nor auto/);
  });

  it('knows where the web chat listens and how others reach it', () => {
    expect(readConfig({ PORT: '8080', PUBLIC_URL: 'https://ads.example.com/' }, '/home/ada')).toMatchObject({
      port: 8080,
      publicUrl: 'https://ads.example.com',
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'ads.example.com'],
    ['PUBLIC_URL', 'ftp://ads.example.com'],
    ['PUBLIC_URL', 'https://ads.example.com/adgen'],
    ['PUBLIC_URL', 'https://ads.example.com/?to=adgen'],
    ['SUPABASE_PUBLISHABLE_KEY', 'sb_secret_0123456789'],
    ['SUPABASE_PUBLISHABLE_KEY', `e30.${Buffer.from('{"role":"service_role"}').toString('base64url')}.x`],
    ['REPLICATE_BASE_URL', 'replicate'],
    ['REPLICATE_CREATES_PER_MINUTE', '0'],
    ['REPLICATE_CREATES_PER_MINUTE', 'many'],
    ['DATABASE_URL', 'mysql://db/adgen'],
    ['SUPABASE_URL', 'myproject'],
    ['REDIS_URL', 'http://redis'],
    ['WORKER_JOBS', 'films,cartoons'],
    ['WORKER_CONCURRENCY', '0'],
    ['RETENTION_DAYS', '1.5'],
    ['ADMIN_TOKEN', 'short'],
    ['BUDGET_USD_PER_AD', '-1'],
    ['BUDGET_USD_PER_AD', '2,50'],
    ['BUDGET_USD_PER_MONTH', 'lots'],
    ['BUDGET_USD_PER_MONTH', '1e9'],
  ])('says what is wrong with %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value }, '/home/ada')).toThrow(new RegExp(`^${name} is not `));
  });

  it('talks by a hosted model when there is a key, and needs one for everything about it', () => {
    expect(readConfig({ OPENAI_API_KEY: 'k' }, '/home/ada').words).toEqual({
      kind: 'openai',
      apiKey: 'k',
      baseUrl: null,
      modelId: 'gpt-4o-mini',
    });
    expect(() => readConfig({ OPENAI_MODEL: 'gpt-4o' }, '/home/ada')).toThrow(
      /OPENAI_MODEL is set without OPENAI_API_KEY/,
    );
    expect(() => readConfig({ OPENAI_BASE_URL: 'nonsense', OPENAI_API_KEY: 'k' }, '/home/ada')).toThrow(
      /OPENAI_BASE_URL/,
    );
  });

  it('buys pictures and music when there is a token, and needs one for everything about them', () => {
    const environment = { REPLICATE_API_TOKEN: 't', REPLICATE_VIDEO_MODEL: 'a/b', REPLICATE_CREATES_PER_MINUTE: '60' };
    expect(readConfig(environment, '/').pictures).toEqual({
      kind: 'replicate',
      token: 't',
      baseUrl: null,
      videoModel: 'a/b',
      musicModel: null,
      createsPerMinute: 60,
    });
    expect(() => readConfig({ REPLICATE_MUSIC_MODEL: 'a/b:c' }, '/')).toThrow(
      /REPLICATE_MUSIC_MODEL is set without REPLICATE_API_TOKEN/,
    );
  });

  it('keeps files in a bucket when it is named with its region, and says which of the two is missing', () => {
    expect(
      readConfig({ S3_BUCKET: 'ads', S3_REGION: 'eu-central-1', S3_ENDPOINT: 'http://store:9000' }, '/').files,
    ).toEqual({
      kind: 's3',
      bucket: 'ads',
      region: 'eu-central-1',
      endpoint: 'http://store:9000',
      publicEndpoint: null,
    });
    expect(() => readConfig({ S3_BUCKET: 'ads' }, '/')).toThrow(/S3_BUCKET is set without S3_REGION/);
    expect(() => readConfig({ S3_ENDPOINT: 'http://store:9000' }, '/')).toThrow(/S3_ENDPOINT is set without S3_BUCKET/);
    expect(() => readConfig({ S3_ENDPOINT: 'store' }, '/')).toThrow(/S3_ENDPOINT is not an address/);
  });

  it('reads budgets as dollars, to the micro-dollar; nothing at all may be spent, too', () => {
    expect(readConfig({ BUDGET_USD_PER_AD: '2.50', BUDGET_USD_PER_MONTH: '0' }, '/').budget).toEqual({
      perAdMicroUsd: 2_500_000,
      perMonthMicroUsd: 0,
    });
    expect(readConfig({ BUDGET_USD_PER_AD: '0.000001' }, '/').budget.perAdMicroUsd).toBe(1);
  });

  const database = { DATABASE_URL: 'postgres://adgen:secret@db/adgen' };
  const supabase = { SUPABASE_URL: 'https://x.supabase.co', SUPABASE_SERVICE_ROLE_KEY: 'k' };
  const bucket = { S3_BUCKET: 'ads', S3_REGION: 'eu-central-1' };
  const redis = { REDIS_URL: 'redis://redis:6379' };

  const slackApp = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_STATE_SECRET: '0123456789abcdef' };

  it('keeps state where it is told, and a Postgres wins over Supabase', () => {
    expect(readConfig(database, '/').state).toEqual({ kind: 'postgres', url: database.DATABASE_URL });
    expect(readConfig({ ...database, ...supabase }, '/').state.kind).toBe('postgres');
    expect(readConfig({ ...supabase, ...redis, ...bucket }, '/')).toMatchObject({
      state: { kind: 'supabase', url: 'https://x.supabase.co', serviceRoleKey: 'k' },
      queue: { kind: 'redis', url: 'redis://redis:6379' },
    });
  });

  it.each([
    [redis, /REDIS_URL is set without DATABASE_URL or SUPABASE_URL/],
    [{ ...redis, ...database }, /REDIS_URL is set without S3_BUCKET/],
    [supabase, /SUPABASE_URL is set without REDIS_URL or DATABASE_URL/],
    [{ SUPABASE_URL: 'https://x.supabase.co' }, /SUPABASE_URL is set without SUPABASE_SERVICE_ROLE_KEY/],
    [{ SUPABASE_SERVICE_ROLE_KEY: 'k' }, /SUPABASE_SERVICE_ROLE_KEY is set without SUPABASE_URL/],
    [{ SUPABASE_JWT_SECRET: 'x'.repeat(40) }, /SUPABASE_JWT_SECRET is set without SUPABASE_URL/],
    [{ SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x' }, /SUPABASE_PUBLISHABLE_KEY is set without SUPABASE_URL/],
    [{ SUPABASE_JWT_SECRET: 'short' }, /SUPABASE_JWT_SECRET is not long enough/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_BOT_TOKEN is set without SLACK_APP_TOKEN or SLACK_SIGNING_SECRET/],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }, /SLACK_SIGNING_SECRET is set without PUBLIC_URL/],
    [{ ...slackApp, SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_CLIENT_ID is set without PUBLIC_URL/],
    [{ SLACK_CLIENT_ID: '1.2', SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_CLIENT_ID is set without SLACK_CLIENT_SECRET/],
    [{ SLACK_BOT_TOKEN: 'xoxp-1' }, /SLACK_BOT_TOKEN is not the token of a bot/],
    [{ DISCORD_TOKEN: 'x'.repeat(60) }, /DISCORD_TOKEN is set without DISCORD_APPLICATION_ID/],
    [{ DISCORD_APPLICATION_ID: '150000000000000001' }, /DISCORD_APPLICATION_ID is set without DISCORD_TOKEN/],
    [{ DISCORD_APPLICATION_ID: 'adgen' }, /DISCORD_APPLICATION_ID is not the number of an app/],
    [{ DISCORD_TOKEN: 'x' }, /DISCORD_TOKEN is not the token of a bot/],
    [{ WORKER_JOBS: 'plans,clips' }, /WORKER_JOBS leaves out music and films/],
  ])('stops at the half-made choice %o', (environment, sentence) => {
    expect(() => readConfig(environment, '/')).toThrow(sentence);
  });

  it('listens to Slack by a socket, or by requests to the public address where there is no app token', () => {
    const bot = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PUBLIC_URL: 'https://ads.example.com' };
    expect(readConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1' }, '/').slack).toEqual({
      botToken: 'xoxb-1',
      install: null,
      receive: { kind: 'socket', appToken: 'xapp-1' },
      apiUrl: null,
    });
    expect(readConfig(bot, '/').slack?.receive).toEqual({ kind: 'http', signingSecret: 's' });
  });

  it('lets other workspaces install the Slack app, with or without a token of its own', () => {
    const heard = { SLACK_SIGNING_SECRET: 's', PUBLIC_URL: 'https://ads.example.com' };
    expect(readConfig({ ...slackApp, ...heard }, '/').slack).toMatchObject({
      botToken: null,
      install: { clientId: '1.2', clientSecret: 'c', stateSecret: '0123456789abcdef' },
    });
  });

  it('lets a worker do some of the work, with spaces in the list or without', () => {
    expect(readConfig({ ...database, WORKER_JOBS: 'clips, plans', WORKER_CONCURRENCY: '4' }, '/').worker).toEqual({
      jobs: ['clips', 'plans'],
      concurrency: 4,
    });
  });
});
