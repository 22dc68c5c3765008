/** The whole program, killed again and again at moments that nobody chose: each clip and the music are paid once. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { sqlOf } from '../fixtures/sql.ts';
import type { Reception } from '../stand-ins/replicate-answers.ts';
import { runProgram } from './program.ts';
import { openStage } from './stage.ts';

const PROGRAM = join(import.meta.dirname, 'ad-process.ts');
const KILLS = 12;
/** An ad is begun anew after so many, in a home of its own. */
const KILLS_PER_AD = 6;
const CLIPS_AND_MUSIC = 4;

it('an ad whose program is killed at any moment pays for each clip once, and its ledger is the bill', {
  timeout: 300_000,
}, async () => {
  const random = randomFrom(Number(process.env.SEED ?? 4));
  const receive = (): Reception => {
    const chance = random();
    if (chance < 0.1) return 'drop-accepted';
    return chance < 0.2 ? { busy: '0.1' } : 'succeed';
  };
  for (let ad = 0; ad < KILLS / KILLS_PER_AD; ad++) {
    const stage = await openStage({ startMs: 50, runMs: 600, receive });
    onTestFinished(stage.close);
    for (let kill = 0; kill < KILLS_PER_AD; kill++) {
      const program = runProgram(PROGRAM, stage.environment);
      await program.heard('ready');
      // Later kills fall where the earlier ones left off.
      await setTimeout(random() * 1500);
      await program.kill();
    }
    const last = runProgram(PROGRAM, stage.environment);
    expect(await last.ended, last.said()).toBe(0);
    expect(last.said()).toContain('"degraded":[]');

    const { predictions, statusOf } = stage.replicate;
    expect(predictions.map(statusOf)).toEqual(Array(CLIPS_AND_MUSIC).fill('succeeded'));
    expect(new Set(predictions.map(({ input }) => JSON.stringify(input))).size).toBe(CLIPS_AND_MUSIC);
    const system = await stage.open();
    const rows = await sqlOf(system).query(
      'select prediction.state is not null as pictures, settled, reserved from ledger left join predictions prediction using (fingerprint)',
    );
    const [project] = await sqlOf(system).query('select cost from projects');
    await system.close();
    const settled = (pictures: boolean) =>
      rows.filter((row) => row.pictures === pictures).reduce((total, row) => total + Number(row.settled ?? 0), 0);
    expect(settled(true)).toBe(stage.replicate.bill());
    // What a killed program was about to be told stays set aside: nobody can ask later what its words cost.
    const unknown = rows.filter((row) => row.settled === null);
    const heldMicroUsd = unknown.reduce((total, row) => total + Number(row.reserved), 0);
    expect(unknown.every((row) => row.pictures === false)).toBe(true);
    expect(stage.openai.bill()).toBeGreaterThanOrEqual(settled(false));
    expect(stage.openai.bill()).toBeLessThanOrEqual(settled(false) + heldMicroUsd);
    expect(Number(project?.cost)).toBe(settled(true) + settled(false));
    expect([...stage.replicate.faults, ...stage.openai.faults]).toEqual([]);
  }
});

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
