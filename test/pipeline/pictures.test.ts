/** Whose a picture is: an ad shows its own, or one that was kept and becomes its own, and never that of another ad. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintBytes } from '../../src/ad/fingerprint.ts';
import { keptKey, uploadKey } from '../../src/pipeline/keys.ts';
import { asOwn, withOwnPicture } from '../../src/pipeline/pictures.ts';
import type { Artifacts } from '../../src/pipeline/ports.ts';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { samplePlan } from '../fixtures/plan.ts';

const PHOTO = new TextEncoder().encode('a photo');
const PRINT = fingerprintBytes(PHOTO);
const KEPT = keptKey('2026-11-23', PRINT);
const OWN = uploadKey('p1', PRINT);

let folder = '';
let artifacts: Artifacts;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-pictures-'));
  artifacts = await openDiskArtifacts(folder);
  await artifacts.putBytes(KEPT, PHOTO);
  await artifacts.putBytes(uploadKey('p2', PRINT), PHOTO);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const planWith = (photoKey: string | null) => ({ ...samplePlan(), photoKey });
const change = (photoKey: string | null) => withOwnPicture('p1', planWith(photoKey), { artifacts });

test('a picture that was kept becomes the ad’s own, under the name that was priced before', async () => {
  const priced = asOwn('p1', planWith(KEPT));
  expect(priced.photoKey).toBe(OWN);
  expect(await artifacts.has(OWN)).toBe(false);
  expect(await change(KEPT)).toEqual(priced);
  expect(new Uint8Array(await readFile(await artifacts.open(OWN)))).toEqual(PHOTO);
});

test('its own stays as it is, and so does a plan that shows the first one', async () => {
  await artifacts.putBytes(OWN, PHOTO);
  expect(await change(OWN)).toEqual(planWith(OWN));
  expect(await change(null)).toEqual(planWith(null));
});

test.each([keptKey('2026-11-22', 'ab'.repeat(8)), uploadKey('p1', 'ab'.repeat(8))])(
  'one that is not there any more has to be sent again: %s',
  async (key) => {
    await expect(change(key)).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('send') });
  },
);

test.each([
  uploadKey('p2', PRINT),
  uploadKey('p11', PRINT),
  `${uploadKey('p1', '')}../../../p2/product/upload.${PRINT}`,
  `projects/p1/../p2/product/upload.${PRINT}`,
  `projects/p2/product/${PRINT}/masked.png`,
  `projects/p1/outputs/v1/final_1x1.mp4`,
  `projects/kept-2026-11-23/photos/../../p2/product/upload.${PRINT}`,
  `projects/kept-2026-11-23/photos/${PRINT}/..`,
  ' ',
])('nothing else is a picture of this ad: %s', async (key) => {
  await expect(change(key)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('another ad'),
  });
  expect(() => asOwn('p1', planWith(key))).toThrow('another ad');
});
