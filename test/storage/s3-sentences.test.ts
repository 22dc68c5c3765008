/** What people read when the store refuses: the variable that is wrong, and what to do. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { S3_CREDENTIALS } from '../stand-ins/s3-signature.ts';
import { stage } from './s3-stage.ts';

const KEY = 'projects/p1/product/original.png';

test.each([
  [
    { bucket: 'nowhere' },
    /^There is no bucket nowhere at the store at 127.0.0.1:\d+ \(S3_ENDPOINT\)\. Create it, or set S3_BUCKET/,
  ],
  [
    { credentials: { ...S3_CREDENTIALS, secretAccessKey: 'wrong' } },
    /does not accept the credentials\. Check AWS_ACCESS_KEY_ID and/,
  ],
  [
    { credentials: { ...S3_CREDENTIALS, accessKeyId: 'NOBODY' } },
    /does not accept the credentials\. Check AWS_ACCESS_KEY_ID and/,
  ],
  [{ region: 'eu-west-9' }, /is not in the region eu-west-9\. Set S3_REGION to eu-test-1\./],
  [
    { endpoint: 'http://127.0.0.1:1' },
    /^The store at 127.0.0.1:1 \(S3_ENDPOINT\) cannot be reached\. Check the network and S3_ENDPOINT\./,
  ],
  [{ endpoint: 'http://store.invalid' }, /^The store at store.invalid \(S3_ENDPOINT\) cannot be reached\./],
] as const)('a set-up that is wrong in one way is named, whatever was asked: %j', async (wrong, sentence) => {
  const { artifacts, close } = await stage({}, { ...wrong, patienceMs: 100 });
  onTestFinished(close);
  const refusal = { code: 'storage', message: expect.stringMatching(sentence) };
  await expect(artifacts.check()).rejects.toMatchObject(refusal);
  await expect(artifacts.putBytes(KEY, Buffer.from('x'))).rejects.toMatchObject(refusal);
  await expect(artifacts.open(KEY)).rejects.toMatchObject(refusal);
  await expect(artifacts.removeProject('p1')).rejects.toMatchObject(refusal);
  // The answer to a HEAD has no words; a bucket that is missing looks like a file that is.
  if ('bucket' in wrong) expect(await artifacts.has(KEY)).toBe(false);
  else await expect(artifacts.has(KEY)).rejects.toMatchObject(refusal);
});

test.each([
  [403, 'AccessDenied', /may not use the bucket adgen-test \(S3_BUCKET\)\. Allow them s3:GetObject, s3:PutObject/],
  [403, 'RequestTimeTooSkewed', /^The clock of this machine differs from that of the store at .* Set it right/],
  [400, 'ExpiredToken', /^The credentials for S3_BUCKET have expired/],
  [301, 'PermanentRedirect', /Set S3_REGION to the region it was created in\./],
  [400, 'IllegalLocationConstraintException', /Set S3_REGION/],
  [507, 'XMinioStorageFull', /^There is no room left in the bucket adgen-test \(S3_BUCKET\)/],
  [418, 'Teapot', /did not answer as an S3 store does \(Teapot, 418\)\. Check S3_ENDPOINT/],
  [503, 'SlowDown', /is too busy or out of order \(\w+, 503\)\. Try again in a moment\./],
])('a refusal %s %s has its own sentence', async (status, code, sentence) => {
  const { artifacts, close } = await stage({ receive: () => ({ status, code }) }, { patienceMs: 100 });
  onTestFinished(close);
  const refusal = { code: 'storage', message: expect.stringMatching(sentence) };
  await expect(artifacts.open(KEY)).rejects.toMatchObject(refusal);
  await expect(artifacts.has(KEY)).rejects.toMatchObject(refusal);
});

test('only what another try can help says when', async () => {
  const busy = await stage({ receive: () => ({ status: 503, code: 'SlowDown' }) }, { patienceMs: 50 });
  onTestFinished(busy.close);
  await expect(busy.artifacts.open(KEY)).rejects.toMatchObject({ retryAfterMs: 15_000 });
  const forbidden = await stage({ receive: () => ({ status: 403, code: 'AccessDenied' }) });
  onTestFinished(forbidden.close);
  await expect(forbidden.artifacts.open(KEY)).rejects.toMatchObject({ retryAfterMs: undefined });
  expect(forbidden.server.received).toHaveLength(1);
});

test('a clock that is wrong is corrected by what the store says', async () => {
  const { artifacts, close } = await stage({ now: () => Date.now() + 3_600_000 });
  onTestFinished(close);
  await artifacts.putBytes(KEY, Buffer.from('x'));
  expect(await artifacts.has(KEY)).toBe(true);
});

test('a web page in place of a store is not taken for one', async () => {
  const page = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>');
  });
  page.listen(0, '127.0.0.1');
  await once(page, 'listening');
  // Proven by having listened on a host and port.
  const { port } = page.address() as AddressInfo;
  const { artifacts, close } = await stage({}, { endpoint: `http://127.0.0.1:${port}`, patienceMs: 50 });
  onTestFinished(async () => {
    await close();
    page.close();
  });
  const refusal = {
    code: 'storage',
    message: expect.stringMatching(
      /^The store at .* did not answer as an S3 store does\..*Check S3_ENDPOINT and S3_BUCKET\.$/,
    ),
  };
  await expect(artifacts.check()).rejects.toMatchObject(refusal);
  await expect(artifacts.has(KEY)).rejects.toMatchObject(refusal);
  await expect(artifacts.open(KEY)).rejects.toMatchObject(refusal);
  await expect(artifacts.putBytes(KEY, Buffer.from('x'))).rejects.toMatchObject(refusal);
});

test('a cache folder that cannot be is said in one sentence', async () => {
  const { options, folder, close } = await stage();
  onTestFinished(close);
  await mkdir(join(folder, 'other'));
  await writeFile(join(folder, 'other/file'), '');
  await expect(openS3Artifacts({ ...options, cacheFolder: join(folder, 'other/file') })).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('is not a folder'),
  });
});
