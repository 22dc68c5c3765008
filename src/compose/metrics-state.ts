/** What all processes share (jobs, ads, money), asked for when somebody looks. Every process says the same: take the greatest, never the sum. */
import { Gauge } from 'prom-client';
import { z } from 'zod';
import { hasPrice } from '../providers/openai/purse.ts';
import type { Database } from '../storage/database.ts';
import type { Meters } from './metrics.ts';

/** Jobs of one kind in one state. */
export type JobCount = {
  readonly lane: string;
  readonly kind: string;
  readonly state: string;
  readonly count: number;
};

type Sources = {
  readonly database: Pick<Database, 'call'>;
  readonly counts: () => Promise<readonly JobCount[]>;
};

const Now = z.object({
  ads: z.array(z.object({ status: z.string(), count: z.number() })),
  inbox: z.object({ waiting: z.number(), oldestSeconds: z.number() }),
  calls: z.array(z.object({ provider: z.string(), model: z.string(), state: z.string(), count: z.number() })),
  spend: z.array(z.object({ model: z.string(), settled: z.number(), reserved: z.number() })),
});

/** Nobody who looks waits longer for one source; the rest is told without it. */
const SOURCE_MS = 2_000;

/** Reads all sources into the registry; resolves also when some do not answer, which `adgen_source_up` then says. */
export function watchState({ registry }: Pick<Meters, 'registry'>, sources: Sources): () => Promise<void> {
  const gauges = createGauges(registry);
  const read = async <T>(source: string, ask: () => Promise<T>, show: (answer: T | null) => void) => {
    const answer = await within(ask).catch(() => null);
    gauges.up.set({ source }, answer === null ? 0 : 1);
    show(answer);
  };
  const askDatabase = async () => Now.parse((await sources.database.call('operations_now'))[0]);
  return async () => {
    await Promise.all([
      read('queue', sources.counts, (counts) => showJobs(gauges, counts ?? [])),
      read('database', askDatabase, (now) => showState(gauges, now ?? NOTHING)),
    ]);
  };
}

type Gauges = ReturnType<typeof createGauges>;

/** Of what has no labels nothing can be left out, and 0 would be a lie. */
const NOTHING: z.infer<typeof Now> = { ads: [], inbox: { waiting: NaN, oldestSeconds: NaN }, calls: [], spend: [] };

function showJobs({ jobs }: Gauges, counts: readonly JobCount[]): void {
  jobs.reset();
  for (const { lane, kind, state, count } of counts) jobs.inc({ lane, state, ...(kind === '' ? {} : { kind }) }, count);
}

function showState(gauges: Gauges, { ads, inbox, calls, spend }: z.infer<typeof Now>): void {
  for (const gauge of [gauges.ads, gauges.calls, gauges.spend, gauges.reserved]) gauge.reset();
  for (const { status, count } of ads) gauges.ads.set({ status }, count);
  gauges.inbox.set(inbox.waiting);
  gauges.oldest.set(inbox.oldestSeconds);
  for (const { count, ...labels } of calls) gauges.calls.set(labels, count);
  for (const { model, settled, reserved } of spend) {
    // Only words whose price is known are in the ledger; whatever else is there was bought from Replicate.
    const labels = { provider: hasPrice(model) ? 'openai' : 'replicate', model };
    gauges.spend.set(labels, settled / 1_000_000);
    gauges.reserved.set(labels, reserved / 1_000_000);
  }
}

function createGauges(registry: Meters['registry']) {
  const registers = [registry];
  const make = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  return {
    up: make('adgen_source_up', 'Whether the source of the numbers below answered just now (1) or not (0).', [
      'source',
    ]),
    jobs: make('adgen_jobs', 'Jobs in the queue, shared by all processes.', ['lane', 'kind', 'state']),
    ads: make('adgen_ads_open', 'Ads that are not over, shared by all processes.', ['status']),
    inbox: make('adgen_inbox_waiting', 'Messages and presses of buttons that are not answered yet.', []),
    oldest: make('adgen_inbox_oldest_seconds', 'For how long the oldest of them has waited.', []),
    calls: make('adgen_provider_calls', 'Paid calls for clips and music by how they stand.', [
      'provider',
      'model',
      'state',
    ]),
    spend: make('adgen_spend_usd', 'Dollars that were really charged, since the beginning.', ['provider', 'model']),
    reserved: make('adgen_reserved_usd', 'Dollars held for calls whose charge is not known yet.', [
      'provider',
      'model',
    ]),
  };
}

async function within<T>(ask: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('It did not answer in time.')), SOURCE_MS);
  try {
    return await Promise.race([ask(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
