/** A call that was accepted and then cannot be followed: nobody says that it costs nothing, and it is settled later. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samplePlan } from '../fixtures/plan.ts';
import type { Reception } from '../stand-ins/replicate-answers.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage, type Stage, type StageOptions, signal, TINY } from './replicate-stage.ts';

const CLIP = 100_000;
const SOON = { timeout: 20_000, interval: 20 };

let fresh: Fresh;
let stage: Stage;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());
const open = async (options: StageOptions) => {
  stage = await openStage(fresh.database, options);
  return stage;
};
afterEach(() => stage.close());

/** Resolves to what it was refused with, when the order was accepted and `then` was done. */
async function refusedAfter(then: () => void | Promise<void>): Promise<string> {
  const ended = stage.clip(stage.makers()).then(
    () => 'it came',
    (error) => String(error.message),
  );
  await expect.poll(async () => (await stage.rows())[0]?.state, SOON).toBe('running');
  await then();
  return ended;
}

it('because the token is refused by now: the variable is named, and it is settled once there is a good one', async () => {
  const { server, makers, rows } = await open({ runMs: 2_000 });
  const said = await refusedAfter(() => server.behave({ rejectsToken: true }));
  expect(said).toBe(
    'The background was ordered, but Replicate does not accept the token any more, so that it could not be fetched: ' +
      'check REPLICATE_API_TOKEN. It may be charged ($0.10 at most).',
  );
  expect(await rows()).toEqual([{ state: 'running', settled: null, reserved: CLIP }]);
  server.behave({});
  await expect.poll(() => server.bill(), SOON).toBe(CLIP);
  await makers().tidy(signal);
  expect(await rows()).toEqual([{ state: 'succeeded', settled: CLIP, reserved: CLIP }]);
  expect(server.creates).toHaveLength(1);
});

it('because nobody answers any more: it is not called free', async () => {
  const { server } = await open({ runMs: 60_000, timing: { runLimitMs: 200 } });
  expect(await refusedAfter(server.close)).toMatch(
    /was ordered, but Replicate could not be asked any more.*may be charged \(\$0\.10 at most\)\.$/,
  );
  expect(await stage.rows()).toMatchObject([{ state: 'running', reserved: CLIP }]);
});

it('is not ordered again while the list has one with the same words that may be it', async () => {
  const receive = (number: number): Reception => (number === 2 ? 'drop-unheard' : 'succeed');
  const { server, makers, clip, database, folder, rows } = await open({ receive });
  await clip(makers(), 's1');
  // What another installation with the same token ordered is a stranger here.
  await database.script('truncate predictions, ledger cascade');
  const { style, scenes } = samplePlan();
  const background = { ...scenes[0]?.background, prompt: 'a set for s1', look: 'studio', seed: 99 } as const;
  const wish = { background: { warmth: 0, brightness: 0, ...background }, style, frames: 75 };
  const artefact = { projectId: 'p1', key: 'projects/p1/scenes/s1_bg.mp4' };
  await expect(makers().clips.clip(wish, `${folder}/clip.mp4`, signal, artefact)).rejects.toThrow('shall it be?');
  expect(server.creates).toHaveLength(2);
  expect(await rows()).toMatchObject([{ state: 'unclear', reserved: CLIP }]);
});

describe('an order that is lost on its way again and again', () => {
  it('is waited for when the last try is heard', async () => {
    const receive = (number: number): Reception => (number < 4 ? 'drop-unheard' : 'succeed');
    const { server, makers, clip, cost } = await open({ receive });
    expect(await readFile(await clip(makers()))).toEqual(TINY.video);
    expect(server.creates).toHaveLength(4);
    expect([await cost(), server.bill()]).toEqual([CLIP, CLIP]);
  });

  it('is given up after that, and really was not ordered', async () => {
    const { server, makers, clip, rows } = await open({ receive: () => 'drop-unheard' });
    await expect(clip(makers())).rejects.toThrow('could not be reached, so the background was not ordered');
    expect(server.creates).toHaveLength(4);
    expect(await rows()).toEqual([]);
  });
});
