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
/** More of them with `KILLS=200`: each takes about two seconds. */
const KILLS = Number(process.env.KILLS ?? 20);
/** An ad is begun anew after so many. */
const KILLS_PER_AD = 6;
const THINGS_PER_AD = 5;

it('what is killed at any moment pays for each thing once, and its ledger is the bill', {
  timeout: 1_200_000,
}, async () => {
  const random = randomFrom(Number(process.env.SEED ?? 1));
  const receive = (): Reception => {
    const chance = random();
    if (chance < 0.08) return 'drop-accepted';
    if (chance < 0.12) return 'hang-accepted';
    if (chance < 0.16) return 'drop-unheard';
    if (chance < 0.2) return { busy: '0.1' };
    return chance < 0.24 ? { break: 502 } : 'succeed';
  };
  const server = await startReplicateServer({ files: TINY, startMs: 20, runMs: 120, receive, pageSize: 20 });
  const folder = await freshFolder();
  let ads = 0;
  for (let kills = 0; kills < KILLS; ads++) {
    // A kill counts only while there is something to be killed.
    for (let round = 0, done = false; round < KILLS_PER_AD && kills < KILLS && !done; round++) {
      const program = runNode(PROGRAM, folder, server.url, `p${ads}`);
      await program.line();
      done = await Promise.race([program.line().then((said) => said === 'done'), setTimeout(random() * 300, false)]);
      await program.kill();
      if (!done) kills++;
    }
    const last = runNode(PROGRAM, folder, server.url, `p${ads}`);
    expect([await last.line(), await last.line()]).toEqual(['ready', 'done']);
    await last.ended;
    const billed = server.predictions.filter((kept) => server.statusOf(kept) === 'succeeded');
    expect(server.predictions).toHaveLength(billed.length);
    expect(billed).toHaveLength(THINGS_PER_AD * (ads + 1));
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

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
