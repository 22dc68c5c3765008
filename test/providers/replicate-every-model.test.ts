/** Each video model ordered, fetched and paid as the account says, and found again when the answer to the order was lost. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage, TINY } from './replicate-stage.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

const WAN_2_2 = 'wan-video/wan-2.2-t2v-fast';
const WAN_2_5 = 'wan-video/wan-2.5-t2v-fast';
const VIDEO_01 = 'minimax/video-01';

/** 240 frames of a film are eight seconds: as long as wan 2.2 can, and the longer clip of wan 2.5. */
it.each([
  [WAN_2_2, 75, 100_000],
  [WAN_2_2, 240, 149_383],
  [WAN_2_5, 75, 340_000],
  [WAN_2_5, 240, 680_000],
  [VIDEO_01, 75, 500_000],
])('%s for %i frames is priced, made and billed at %i micro-dollars', async (videoModel, frames, microUsd) => {
  const { server, makers, clip, rows, cost, close } = await openStage(fresh.database, { videoModel });
  const replicate = makers();
  expect(replicate.clips.estimate({ frames })).toBe(microUsd);
  expect(await readFile(await clip(replicate, 's1', { frames }))).toEqual(TINY.video);
  expect(server.predictions.map(({ model }) => model)).toEqual([videoModel]);
  expect(await rows()).toEqual([{ state: 'succeeded', settled: microUsd, reserved: microUsd }]);
  expect([await cost(), server.bill()]).toEqual([microUsd, microUsd]);
  expect(server.faults).toEqual([]);
  await close();
});

it.each([
  [WAN_2_5, false],
  [VIDEO_01, false],
  [VIDEO_01, true],
])('%s is found when the answer was cut off (its picture kept elsewhere: %s)', async (videoModel, movesPictures) => {
  const receive = () => 'drop-accepted' as const;
  const { server, makers, clip, rows, close } = await openStage(fresh.database, {
    ...{ videoModel, movesPictures, receive, runMs: 50 },
  });
  await Promise.all([clip(makers(), 's1'), clip(makers(), 's2')]);
  expect(server.predictions).toHaveLength(2);
  expect((await rows()).map(({ settled }) => settled)).toEqual(server.predictions.map(() => server.bill() / 2));
  await close();
});
