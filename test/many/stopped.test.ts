/** A stop and a goodbye, where bots and workers are processes of their own. */
import { expect, it, onTestFinished } from 'vitest';
import type { Card } from '../../src/bots/card.ts';
import { bottleOrder } from '../fixtures/system.ts';
import { openParty, type Party } from './party.ts';
import { createPerson, type Person } from './person.ts';

const PATIENCE_MS = 60_000;
const WANTS = 'An ad for Fjell, a lemonade with basil. Sea green, 6 seconds.';

/** Somebody whose ad has clips on their way at the provider. */
async function inTheMaking(party: Party): Promise<Person> {
  const { address } = await party.startBots();
  const person = await createPerson(address);
  const photo = new File([(await bottleOrder(party.folder)).photo.bytes.slice()], 'bottle.png', { type: 'image/png' });
  await person.says(WANTS, photo);
  await person.sees('storyboard', offers('make-it'), PATIENCE_MS);
  await person.presses('make-it');
  await person.sees('progress', offers('stop'), PATIENCE_MS);
  await expect.poll(() => running(party), { timeout: PATIENCE_MS }).toBeGreaterThan(2);
  return person;
}

const offers = (wanted: string) => (card: Card) => card.buttons.some(({ action }) => action === wanted);

function running({ replicate }: Party): number {
  return replicate.predictions.filter((kept) => ['starting', 'processing'].includes(replicate.statusOf(kept))).length;
}

const saysStopped = (card: Card) => card.kind !== 'progress' && /stopped/i.test(`${card.title} ${card.text}`);

it('a stop at the bots ends what two workers have under way', { timeout: 120_000 }, async () => {
  const party = await openParty({ runMs: 60_000 });
  onTestFinished(party.stop);
  await Promise.all([party.startWorker(), party.startWorker()]);
  const person = await inTheMaking(party);
  await person.presses('stop');
  await expect.poll(() => running(party), { timeout: 10_000, interval: 20 }).toBe(0);
  await person.sees('that it is stopped', saysStopped, 10_000);
});

it('a worker that is told to end leaves its ad to the others', { timeout: 120_000 }, async () => {
  const party = await openParty({ runMs: 2_000 });
  onTestFinished(party.stop);
  const leaving = await party.startWorker();
  const person = await inTheMaking(party);
  await party.startWorker();
  process.kill(leaving.pid, 'SIGTERM');
  await leaving.ended;
  const isDone = (card: Card) => card.kind === 'result' && card.films.length === 3;
  await person.sees('films', isDone, PATIENCE_MS);
  const bought = party.replicate.predictions.map(({ input }) => JSON.stringify(input));
  expect(new Set(bought).size).toBe(bought.length);
});
