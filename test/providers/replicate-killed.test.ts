/** Two hundred runs, each killed (kill -9) somewhere of its own and begun anew: each thing is paid once, and the ledger is the bill. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openPglite } from '../../src/storage/pglite.ts';
import type { Reception } from '../stand-ins/replicate-answers.ts';
import { startReplicateServer } from '../stand-ins/replicate-server.ts';
import { freshFolder } from '../storage/fresh-database.ts';
import { runNode } from '../storage/run-program.ts';
import { TINY } from './replicate-stage.ts';

const PROGRAM = join(import.meta.dirname, 'replicate-until-killed-process.ts');
/** Runs that were cut short; with `ADS=1` each has a process of its own, which takes two seconds. */
const CUT_SHORT = Number(process.env.KILLS ?? 200);
/** Made by one process at once, so that one kill finds each of them somewhere else. */
const ADS_AT_ONCE = Number(process.env.ADS ?? 20);
/** Other ads are begun after so many kills. */
const KILLS_PER_AD = 5;
const THINGS_PER_AD = 5;
/** Milliseconds of work by the end of which most ads are made. */
const LONGEST_LIFE = 300 + 50 * ADS_AT_ONCE;

it('what is killed at any moment pays for each thing once, and its ledger is the bill', {
  timeout: 1_800_000,
}, async () => {
  const random = randomFrom(Number(process.env.SEED ?? 1));
  const receive = (): Reception => {
    const chance = random();
    if (chance < 0.08) return 'drop-accepted';
    if (chance < 0.12) return 'hang-accepted';
    if (chance < 0.14) return 'drop-unheard';
    if (chance < 0.18) return { busy: '0.1' };
    return chance < 0.2 ? { break: 502 } : 'succeed';
  };
  const server = await startReplicateServer({ files: TINY, startMs: 20, runMs: 120, receive, pageSize: 50 });
  const folder = await freshFolder();
  const ids: string[] = [];
  for (let cutShort = 0; cutShort < CUT_SHORT; ) {
    const these = Array.from({ length: ADS_AT_ONCE }, (_, index) => `p${ids.length + index}`);
    ids.push(...these);
    for (let kill = 0; kill < KILLS_PER_AD && cutShort < CUT_SHORT; kill++)
      cutShort += await killedIn(random() * LONGEST_LIFE, [folder, server.url, ...these]);
    const last = runNode(PROGRAM, folder, server.url, ...these);
    const said: string[] = [];
    for (let line = await last.line(); line !== null; line = await last.line()) said.push(line);
    expect(said.at(-1)).toBe('all done');
    await last.ended;
    const billed = server.predictions.filter((kept) => server.statusOf(kept) === 'succeeded');
    expect(server.predictions).toHaveLength(billed.length);
    expect(billed).toHaveLength(THINGS_PER_AD * ids.length);
  }
  const database = await openPglite(folder);
  const [row] = await database.query(
    'select (select sum(cost) from projects) as cost, (select sum(settled) from ledger) as settled',
  );
  await database.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
  expect(Number(row?.cost)).toBe(server.bill());
  expect(Number(row?.settled)).toBe(server.bill());
  expect(server.faults).toEqual([]);
});

/** Resolves to how many ads were begun and not done when it was killed, so many milliseconds after its start. */
async function killedIn(lifeMs: number, words: readonly string[]): Promise<number> {
  const program = runNode(PROGRAM, ...words);
  const inWork = new Set<string>();
  expect(await program.line()).toBe('ready');
  const heard = (async () => {
    for (let line = await program.line(); line !== null; line = await program.line()) {
      const [what, id = ''] = line.split(' ');
      if (what === 'begun') inWork.add(id);
      if (what === 'done') inWork.delete(id);
    }
  })();
  await Promise.race([heard, setTimeout(lifeMs)]);
  await program.kill();
  await heard;
  return inWork.size;
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
