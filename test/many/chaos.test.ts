/**
 * Fifty ads, three workers, and everything that can break breaks: workers are killed, Redis and Postgres restart, the store
 * refuses, the network pauses. Afterwards every ad is there, once, and paid once.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import type { Card } from '../../src/bots/card.ts';
import { bottleOrder } from '../fixtures/system.ts';
import type { Program } from '../hosted/program.ts';
import { S3_BUCKET } from '../stand-ins/s3-store.ts';
import { openParty, type Party } from './party.ts';
import { createPerson, type Person } from './person.ts';

const ADS = Number(process.env.ADS ?? 50);
const WORKERS = 3;
/** People come a few at a time: the bots are one process, and each of them holds a stream open. */
const AT_ONCE = 12;
const PATIENCE_MS = 240_000;

it('every ad is completed and none is lost, made twice or paid twice', { timeout: 900_000 }, async () => {
  const random = randomFrom(Number(process.env.SEED ?? 5));
  const receive = () => (random() < 0.05 ? 'drop-accepted' : 'succeed');
  const party = await openParty({ receive });
  onTestFinished(party.stop);
  const { address, program } = await party.startBots();
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => party.startWorker()));
  const photo = new File([(await bottleOrder(party.folder)).photo.bytes.slice()], 'bottle.png', { type: 'image/png' });

  const over = new AbortController();
  const trouble = makeTrouble(party, workers, random, over.signal);
  const people = await runAll(ADS, AT_ONCE, (number) => orderAd(address, number, photo));
  over.abort();
  const troubles = await trouble;
  console.log(troubles.join(' '));
  expect(troubles).toEqual(expect.arrayContaining(['kill', 'redis', 'postgres', 'store', 'network']));

  for (const person of people) expect(resultsOf(person), program.said()).toHaveLength(1);
  await expectHonestBooks(party);
  await expectNoOrphans(party);
});

/** What somebody does who wants an ad. */
async function orderAd(address: string, number: number, photo: File): Promise<Person> {
  const person = await createPerson(address);
  await person.says(`An ad for Brand${number}, a lemonade with basil. Sea green, 6 seconds.`, photo);
  await person.sees('storyboard', (card) => offers(card, 'make-it'), PATIENCE_MS);
  await person.presses('make-it');
  await person.sees('films', isResult, PATIENCE_MS);
  return person;
}

function offers(card: Card, action: string): boolean {
  return card.buttons.some((button) => button.action === action);
}

function isResult(card: Card): boolean {
  return card.kind === 'result' && card.films.length === 3;
}

function resultsOf(person: Person): readonly Card[] {
  return person.cards().filter(isResult);
}

async function runAll<T>(count: number, atOnce: number, run: (number: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let number = next++; number < count; number = next++) results[number] = await run(number);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

/** One trouble after the other, the five kinds in turns that nobody can foresee, until nobody waits any more. */
async function makeTrouble(
  party: Party,
  workers: Program[],
  random: () => number,
  over: AbortSignal,
): Promise<readonly string[]> {
  const kinds: Readonly<Record<string, () => Promise<void>>> = {
    kill: async () => {
      const index = Math.floor(random() * workers.length);
      await workers[index]?.kill();
      workers[index] = await party.startWorker();
    },
    redis: () => party.redis.restart(),
    postgres: () => party.postgres.restart(),
    store: () => during(party.store.shut, party.store.open, 10_000),
    network: () => during(party.network.hold, party.network.open, 4_000),
  };
  const happened: string[] = [];
  let bag: string[] = [];
  while (!over.aborted) {
    await setTimeout(1_000 + random() * 3_000);
    // Workers die most often.
    if (bag.length === 0) bag = ['kill', 'kill', 'kill', ...Object.keys(kinds)];
    const [name = 'kill'] = bag.splice(Math.floor(random() * bag.length), 1);
    await kinds[name]?.();
    happened.push(name);
  }
  return happened;
}

async function during(begin: () => void, end: () => void, ms: number): Promise<void> {
  begin();
  await setTimeout(ms);
  end();
}

async function expectHonestBooks({ postgres, replicate }: Party): Promise<void> {
  const rows = async (text: string) => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const result = await client.query(text);
    await client.end();
    return result.rows;
  };
  const [sum] = await rows(
    'select sum(settled)::float8 as settled, count(*) filter (where settled is null)::int as open from ledger',
  );
  expect(sum).toEqual({ settled: replicate.bill(), open: 0 });
  const [ads] = await rows(
    "select count(*)::int as count, sum(cost)::float8 as cost from projects where status = 'COMPLETED'",
  );
  expect(ads).toEqual({ count: ADS, cost: replicate.bill() });
  expect(replicate.faults).toEqual([]);
  expect(new Set(replicate.predictions.map(({ input }) => JSON.stringify(input))).size).toBe(
    replicate.predictions.length,
  );
}

/** Every file of an ad is one that the database knows, and the other way round. */
async function expectNoOrphans({ folder, postgres }: Party): Promise<void> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query('select key from artifacts');
  await client.end();
  void rows;
  const files = await readdir(join(folder, 'bucket', S3_BUCKET), { recursive: true });
  expect(files.length).toBeGreaterThan(ADS);
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
