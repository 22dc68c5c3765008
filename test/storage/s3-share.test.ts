/** Links for people, and the bucket's own rule. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lifecycleRule } from '../../src/storage/s3/lifecycle.ts';
import { disposition } from '../../src/storage/s3/share.ts';
import { S3RVER_CREDENTIALS, startS3rver } from '../stand-ins/s3-rver.ts';
import { stage } from './s3-stage.ts';

const FILM = 'projects/p1/outputs/v1/final_9x16.mp4';
const HOUR = { expiresSeconds: 3600, downloadName: 'Kaffee “süß” 1.mp4' };

test('a link to a film works without credentials, under the name it is to be saved as', async () => {
  const { artifacts, server, close } = await stage();
  onTestFinished(close);
  await artifacts.putBytes(FILM, Buffer.from('film'));
  const link = await artifacts.share(FILM, HOUR);
  const answer = await fetch(link);
  expect([answer.status, await answer.text()]).toEqual([200, 'film']);
  expect(answer.headers.get('content-type')).toBe('video/mp4');
  expect(answer.headers.get('content-disposition')).toContain(
    "filename*=UTF-8''Kaffee%20%E2%80%9Cs%C3%BC%C3%9F%E2%80%9D%201.mp4",
  );
  expect((await fetch(link.replace('9x16', '1x1'))).status).toBe(403);
  expect((await fetch(new URL(new URL(link).pathname, server.url))).status).toBe(403);
});

test('a link ends when it says', async () => {
  let later = 0;
  const { artifacts, close } = await stage({ now: () => Date.now() + later });
  onTestFinished(close);
  await artifacts.putBytes(FILM, Buffer.from('film'));
  const link = await artifacts.share(FILM, { ...HOUR, expiresSeconds: 60 });
  expect((await fetch(link)).status).toBe(200);
  later = 62_000;
  expect((await fetch(link)).status).toBe(403);
});

test.each([
  'projects/p1/product/original.png',
  'projects/p1/scenes/outputs/final.mp4',
  'projects/outputs/v1/final.mp4',
  'projects/p1/outputs/../product/original.png',
  'projects/p1/outputs',
  'projects/p1/Outputs/v1/final.mp4',
  'projects/p1/storyboard/v1.png',
])('%s is not for sharing', async (key) => {
  const { artifacts, server, close } = await stage();
  onTestFinished(close);
  await expect(artifacts.share(key, HOUR)).rejects.toMatchObject({ code: 'bad-input' });
  expect(server.received).toEqual([]);
});

test.each([0, -1, 1.5, 604_801, Number.NaN])('a link cannot last %s seconds', async (expiresSeconds) => {
  const { artifacts, close } = await stage();
  onTestFinished(close);
  await expect(artifacts.share(FILM, { ...HOUR, expiresSeconds })).rejects.toMatchObject({ code: 'bad-input' });
});

test('a link is for the address that people reach the store at', async () => {
  const { artifacts, close } = await stage({}, { publicEndpoint: 'https://films.example.com' });
  onTestFinished(close);
  expect(await artifacts.share(FILM, HOUR)).toMatch(
    /^https:\/\/films\.example\.com\/adgen-test\/projects\/p1\/outputs\//,
  );
});

test.each([
  [
    'a"; filename="evil.exe',
    `attachment; filename="a__ filename=_evil.exe"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.exe`,
  ],
  [
    '../../a\r\nSet-Cookie: x',
    `attachment; filename=".. .. a Set-Cookie: x"; filename*=UTF-8''..%20..%20a%20Set-Cookie%3A%20x`,
  ],
  ['', `attachment; filename="film.mp4"; filename*=UTF-8''film.mp4`],
  ['\ud800', `attachment; filename="film.mp4"; filename*=UTF-8''film.mp4`],
])('the name %j can do nothing but name', (name, header) => {
  expect(disposition(name)).toBe(header);
});

test('neither a link nor a secret is ever printed, also when everything fails', async () => {
  const printed: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const { artifacts, options, close } = await stage(
    { receive: () => ({ status: 500, code: 'InternalError' }) },
    { patienceMs: 300 },
  );
  onTestFinished(close);
  const link = await artifacts.share(FILM, HOUR);
  const failed = await artifacts.open(FILM).catch((error: unknown) => error);
  const said = [...printed, String(failed), JSON.stringify(failed)].join('\n');
  expect(link).toContain('X-Amz-Signature');
  expect(said).not.toMatch(/X-Amz-|Signature=/);
  expect(said).not.toContain(options.credentials?.secretAccessKey);
});

test('the rule is put once, replaces itself, and leaves the rules of others alone', async () => {
  const { artifacts, server, close } = await stage();
  onTestFinished(close);
  await artifacts.lifecycle(7);
  const put = server.lifecycle() ?? '';
  expect(put).toMatch(/<Filter><Prefix>projects\/<\/Prefix><\/Filter>/);
  expect(put).toMatch(/<Expiration><Days>7<\/Days><\/Expiration>/);
  expect(put).toMatch(/<DaysAfterInitiation>1</);
  const other =
    '<Rule><ID>logs</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>90</Days></Expiration></Rule>';
  server.putLifecycle(put.replace('</LifecycleConfiguration>', `${other}</LifecycleConfiguration>`));
  await artifacts.lifecycle(14);
  const ids = [...(server.lifecycle() ?? '').matchAll(/<ID>(.*?)<\/ID>/g)].map(([, id]) => id);
  expect(ids.sort()).toEqual(['adgen-projects', 'logs']);
  expect(server.lifecycle()).toMatch(/<Days>90<.*<Days>14<|<Days>14<.*<Days>90</s);
  expect(server.faults).toEqual([]);
});

test('the rule as plain JSON is the same rule', async () => {
  const file = join(import.meta.dirname, '../../docs/s3-lifecycle.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ Rules: [lifecycleRule(365)] });
});

test('a store without rules, or that forbids them, is told how to be set by hand', async () => {
  const { artifacts, folder, close } = await stage({ receive: () => ({ status: 403, code: 'AccessDenied' }) });
  onTestFinished(close);
  const byHand = { code: 'storage', message: expect.stringContaining('Set the rule of docs/s3-lifecycle.json') };
  await expect(artifacts.lifecycle(7)).rejects.toMatchObject(byHand);
  const rver = await startS3rver(join(folder, 'store'));
  onTestFinished(rver.close);
  const there = await stage({}, { endpoint: rver.url, credentials: S3RVER_CREDENTIALS });
  onTestFinished(there.close);
  await expect(there.artifacts.lifecycle(7)).rejects.toMatchObject(byHand);
  await expect(there.artifacts.lifecycle(0)).rejects.toMatchObject({ code: 'bad-input' });
});
