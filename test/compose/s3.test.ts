/** A whole ad whose files lie in a bucket, configured by variables alone. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ASPECTS } from '../../src/ad/aspect.ts';
import { bottleOrder, makeWhole, openSmall, smallHome } from '../fixtures/system.ts';
import { startS3Server } from '../stand-ins/s3-server.ts';
import { S3_CREDENTIALS } from '../stand-ins/s3-signature.ts';
import { S3_BUCKET } from '../stand-ins/s3-store.ts';

let home: string;
let server: Awaited<ReturnType<typeof startS3Server>>;
beforeAll(async () => {
  home = await smallHome();
  server = await startS3Server();
  // Where the SDK looks for them.
  vi.stubEnv('AWS_ACCESS_KEY_ID', S3_CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', S3_CREDENTIALS.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(home, { recursive: true, force: true });
});

it('is made out of the bucket and into it, and is there again after a restart', async () => {
  const environment = { S3_BUCKET, S3_REGION: 'eu-test-1', S3_ENDPOINT: server.url };
  const system = await openSmall(home, {}, environment);
  const order = await bottleOrder(home);
  const project = await makeWhole(system, order);
  expect(project).toMatchObject({ status: 'COMPLETED', ad: { receipt: { quality: 'finished' } } });
  const keys = ASPECTS.map((aspect) => project.ad.receipt?.outputs[aspect] ?? '');
  for (const key of keys) expect(await system.artifacts.has(key)).toBe(true);
  await system.close();

  const again = await openSmall(home, {}, environment);
  for (const key of keys) expect(await again.artifacts.open(key)).toMatch(/final_\d+x\d+\.mp4$/);
  expect((await makeWhole(again, order)).version).toBe(1);
  await again.close();
  expect(server.faults).toEqual([]);
  // Nothing of it stays on this machine.
  expect(await readdir(join(home, 'cache', 's3'))).toEqual([]);
});
