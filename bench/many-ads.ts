/** Five hundred ads in which nothing is rendered, through bots, three workers, Postgres, Redis and a store: what all that costs. */
import { readFileSync } from 'node:fs';
import { bottleOrder } from '../test/fixtures/system.ts';
import type { Program } from '../test/hosted/program.ts';
import { openParty } from '../test/many/party.ts';
import { createPerson } from '../test/many/person.ts';

const ADS = 500;
const WORKERS = 3;
/** People who wait for an ad at the same time. */
const AT_ONCE = 25;
const PATIENCE_MS = 120_000;
const SAMPLE_MS = 2_000;

export type ManyAds = {
  /** Wall seconds of one ad, all of them divided by their number. */
  readonly adSeconds: number;
  /** From the yes to the first progress card on the page: the 99th of a hundred. */
  readonly slowCardSeconds: number;
  /** Resident memory of bots and workers: median of the last fifth of the run by that of its second fifth. */
  readonly memoryGrowth: number;
};

export async function manyAds(): Promise<ManyAds> {
  const party = await openParty({ simulated: true });
  try {
    const { address, program } = await party.startBots();
    const programs = [program, ...(await Promise.all(Array.from({ length: WORKERS }, () => party.startWorker())))];
    const bytes = (await bottleOrder(party.folder)).photo.bytes.slice();
    const photo = new File([bytes], 'bottle.png', { type: 'image/png' });
    const memory = watchMemory(programs);
    const waits: number[] = [];
    const startedMs = performance.now();
    await forEach(ADS, AT_ONCE, async (number) => waits.push(await adFor(address, number, photo)));
    const adSeconds = (performance.now() - startedMs) / 1000 / ADS;
    waits.sort((a, b) => a - b);
    const slowCardSeconds = waits[Math.floor(0.99 * (waits.length - 1))] ?? Number.NaN;
    return { adSeconds, slowCardSeconds, memoryGrowth: memory.stop() };
  } finally {
    await party.stop();
  }
}

/** Resolves to the seconds between the yes and the first sign that something happens. */
async function adFor(address: string, number: number, photo: File): Promise<number> {
  const person = await createPerson(address);
  await person.says(`An ad for Brand${number}, a lemonade with basil. Sea green, 6 seconds.`, photo);
  await person.sees('storyboard', (card) => card.buttons.some(({ action }) => action === 'make-it'), PATIENCE_MS);
  const startedMs = performance.now();
  await person.presses('make-it');
  await person.sees('progress', ({ kind }) => kind === 'progress' || kind === 'result', PATIENCE_MS);
  const seconds = (performance.now() - startedMs) / 1000;
  await person.sees('films', ({ kind, films }) => kind === 'result' && films.length === 3, PATIENCE_MS);
  return seconds;
}

async function forEach(count: number, atOnce: number, run: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let number = next++; number < count; number = next++) await run(number);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

function watchMemory(programs: readonly Program[]): { readonly stop: () => number } {
  const samples: number[] = [];
  const look = () => samples.push(programs.reduce((sum, { pid }) => sum + residentBytes(pid), 0));
  const timer = setInterval(look, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      const fifth = (number: number) =>
        median(samples.slice((samples.length * number) / 5, (samples.length * (number + 1)) / 5));
      return fifth(4) / fifth(1);
    },
  };
}

function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
