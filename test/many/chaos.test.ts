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
    await setTimeout(2_000 + random() * 6_000);
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
  const [books] = await ask(
    postgres.url,
    `select (select sum(settled)::float8 from ledger) as settled,
            (select count(*)::int from ledger where settled is null) as open,
            (select sum(cost)::float8 from projects where status = 'COMPLETED') as cost,
            (select count(*)::int from projects where status = 'COMPLETED') as completed`,
  );
  const bill = replicate.bill();
  expect(books).toEqual({ settled: bill, open: 0, cost: bill, completed: ADS });
  expect(replicate.faults).toEqual([]);
  const bought = replicate.predictions.map(({ input }) => JSON.stringify(input));
  expect(new Set(bought).size).toBe(bought.length);
}

/** Every file of an ad is one that the database knows, and every artefact that it knows is there. */
async function expectNoOrphans({ folder, postgres }: Party): Promise<void> {
  // What fell back is kept under the name of what it stands for; its files are another artefact's.
  const known = (await ask(postgres.url, KNOWN)).map(({ key }) => String(key));
  const photos = (await ask(postgres.url, "select ad_project_json ->> 'photoKey' as key from projects")).map(
    ({ key }) => String(key),
  );
  const names = await readdir(join(folder, 'bucket', S3_BUCKET), { recursive: true });
  const files = names.filter((name) => name.endsWith(OBJECT)).map((name) => name.slice(0, -OBJECT.length));
  const belongs = (file: string, keys: ReadonlySet<string>) => {
    const parts = file.split('/');
    return parts.some((_, index) => keys.has(parts.slice(0, index + 1).join('/')));
  };
  const keys = new Set([...known, ...photos]);
  // What was sent and never became an ad goes by its day.
  const unknown = files.filter((file) => !file.startsWith('projects/kept-') && !belongs(file, keys));
  expect(unknown).toEqual([]);
  const there = new Set(
    files.flatMap((file) => file.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))),
  );
  expect([...known, ...photos].filter((key) => !there.has(key))).toEqual([]);
}

const KNOWN = `
  select coalesce(file, key) as key
    from artifacts left join lateral jsonb_array_elements_text(facts -> 'files') as file on true
   where coalesce(jsonb_array_length(facts -> 'files'), 1) > 0`;

/** How s3rver names what it keeps. */
const OBJECT = '._S3rver_object';

async function ask(url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
