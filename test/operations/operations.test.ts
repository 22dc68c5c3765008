/** Metrics, readiness and the board of a real process: over a real database with real jobs, on a real port. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMeters, type Meters } from '../../src/compose/metrics.ts';
import { createOperations } from '../../src/compose/operations.ts';
import { createLedger } from '../../src/storage/ledger.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createTurns } from '../../src/storage/turns.ts';
import { openPostgresBackend } from '../../src/worker/backend.ts';
import { createJobQueue, type JobQueue } from '../../src/worker/queue.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openBrowser } from '../web/stage.ts';

const TOKEN = 'a token for tests only';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let fresh: Fresh;
let home: string;
let queue: JobQueue;
let meters: Meters;
let address: string;
let stop: () => Promise<void>;
let database: { call: Fresh['database']['call'] };

beforeAll(async () => {
  fresh = await freshDatabase();
  home = await mkdtemp(join(tmpdir(), 'adgen-home-'));
  queue = createJobQueue(
    await openPostgresBackend(fresh.database.pool, fresh.database.listen),
    createTurns(fresh.database),
  );
  database = { call: fresh.database.call };
  meters = createMeters();
  const app = createOperations(
    { home, adminToken: TOKEN, publicUrl: null },
    { meters, database: { call: (...given) => database.call(...given) }, bucket: null, queue, log: quiet },
  );
  const listening = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, listening.resolve);
  address = `http://127.0.0.1:${(await listening.promise).port}`;
  stop = () => new Promise((resolve) => server.close(() => resolve()));
});
afterAll(async () => {
  await stop();
  await queue.close();
  await fresh.remove();
  await rm(home, { recursive: true, force: true });
});

const metrics = async () =>
  (await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();

describe('metrics', () => {
  it('say what waits, what runs and what was spent, in dollars, and name nobody', async () => {
    await createProjects(fresh.database).create(sampleProject({ id: 'secret-project', userId: 'ada' }));
    const ledger = createLedger(fresh.database, { perAdMicroUsd: null, perMonthMicroUsd: null });
    const call = { artefact: { projectId: 'secret-project', key: 'k' }, provider: 'replicate', input: {}, owner: 'me' };
    const model = 'wan-video/wan-2.2-t2v-fast';
    await ledger.reserve({ ...call, fingerprint: 'a', model, microUsd: 60_000 });
    await ledger.reserve({ ...call, fingerprint: 'b', model, microUsd: 70_000 });
    await ledger.settle('a', { state: 'succeeded', microUsd: 50_000 });
    const words = { payer: { threadId: 't1' }, userId: 'ada', model: 'gpt-4o-mini', microUsd: 900 };
    await ledger.reserveWords({ ...words, fingerprint: 'w' });
    await ledger.settle('w', { state: 'succeeded', microUsd: 250 });
    await queue.storyboard('secret-project');

    const text = await metrics();
    for (const line of [
      'adgen_ads_open{status="PENDING"} 1',
      'adgen_inbox_waiting 0',
      'adgen_jobs{lane="plans",state="prioritized",kind="storyboard"} 1',
      'adgen_jobs{lane="films",state="waiting",kind="shot"} 0',
      `adgen_provider_calls{provider="replicate",model="${model}",state="succeeded"} 1`,
      `adgen_provider_calls{provider="replicate",model="${model}",state="intent"} 1`,
      `adgen_spend_usd{provider="replicate",model="${model}"} 0.05`,
      `adgen_reserved_usd{provider="replicate",model="${model}"} 0.07`,
      'adgen_spend_usd{provider="openai",model="gpt-4o-mini"} 0.00025',
      'adgen_source_up{source="database"} 1',
      'adgen_source_up{source="queue"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    for (const name of ['secret-project', 'ada', 't1"']) expect(text).not.toContain(name);
  });

  it('every name follows the conventions and is explained', async () => {
    const own = (await meters.registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('adgen_'));
    expect(own.length).toBeGreaterThan(8);
    for (const { name, help } of own) {
      expect(name).toMatch(/^adgen_[a-z_]+$/);
      expect(help).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('are told without the database when that is away, and no old number stands for a new one', async () => {
    const before = database;
    database = { call: async () => Promise.reject(new Error('connect ECONNREFUSED db.internal:5432')) };
    const text = await metrics();
    console.log(
      text
        .split('\n')
        .filter((l) => l.startsWith('adgen_jobs'))
        .join('\n'),
    );
    database = before;
    expect(text).toContain('adgen_source_up{source="database"} 0');
    expect(text).toContain('adgen_inbox_waiting Nan');
    expect(text).not.toContain('adgen_ads_open{');
    expect(text).toContain('adgen_source_up{source="queue"} 1');
  });
});

describe('readiness', () => {
  it('asks what it depends on, and says what is wrong without a host', async () => {
    const answer = await fetch(`${address}/readyz`);
    // Nobody has opened the store in this home: its folder is not there.
    expect(answer.status).toBe(503);
    const { checks } = JSON.parse(await answer.text());
    expect(checks).toEqual({
      database: 'ok',
      queue: 'ok',
      files: 'The folder of the artefacts cannot be written to. Check ADGEN_HOME and its permissions.',
      disk: 'ok',
    });
  });
});

describe('the board', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('is shown in a browser that knows the token, by its own strict rules, and offers nothing that changes', async () => {
    const page = await browser.newPage({ httpCredentials: { username: 'admin', password: TOKEN } });
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${address}/admin/queues/queue/adgen-plans?status=prioritized`);
    await page.getByText('storyboard').first().waitFor();
    // Its fonts would come from elsewhere; nothing else is refused.
    expect(faults.filter((fault) => !fault.includes('fonts.googleapis.com'))).toEqual([]);
    for (const name of [/^retry/i, /^promote/i, /^clean/i, /add job/i, /pause/i, /obliterate/i])
      expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
  });
});
