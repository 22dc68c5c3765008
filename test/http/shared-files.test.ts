/** Films for whoever has a link: what opens them, what does not, and what nobody ever gets. */
import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { createSharedLinks, safeName } from '../../src/http/shared-link.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

const FILM = 'projects/p1/outputs/v1/final_9x16.mp4';
const bytes = new Uint8Array(1000).map((_, index) => index % 251);
const secret = 'a secret that is long enough for a test';
const NOW = Date.parse('2026-11-23T10:00:00Z');
const HOUR = 3_600_000;

let fresh: Fresh;
let server: ChatServer;
let now = NOW;
const links = createSharedLinks({ secret, publicUrl: 'https://ads.example.com', now: () => now });

beforeAll(async () => {
  fresh = await freshDatabase();
  server = await startChatServer(fresh, { sharedLinks: links });
  const kept = [
    FILM,
    'projects/p1/product/masked.png',
    'projects/p1/product/outputs/x.mp4',
    'projects/p1/storyboard/v1.png',
  ];
  for (const key of kept) await server.artifact(key, bytes);
});
afterAll(async () => {
  await server.stop();
  await fresh.remove();
});

/** On this machine instead of the public address. */
const here = (url: string) => `${server.address}${new URL(url).pathname}`;
const link = (key = FILM, name = 'final_9x16.mp4') => here(links.addressOf(key, name, NOW + HOUR));
const body = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

describe('a link', () => {
  test('opens the film for somebody without a cookie, to be saved under its name, and kept by nobody on the way', async () => {
    const answer = await fetch(link());
    expect([answer.status, await body(answer)]).toEqual([200, bytes]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'video/mp4', 'content-length': '1000', 'accept-ranges': 'bytes' },
      ...{
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, noarchive',
      },
      ...{ 'referrer-policy': 'no-referrer', 'content-disposition': 'attachment; filename="final_9x16.mp4"' },
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('gives parts to players that seek, and its size to those who ask for no more', async () => {
    const part = await fetch(link(), { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range'), await body(part)]).toEqual([
      ...[206, 'bytes 10-19/1000', bytes.slice(10, 20)],
    ]);
    const head = await fetch(link(), { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '1000', '']);
  });

  test('is the same when it is asked for again, also by another process with the same secret', () => {
    const other = createSharedLinks({ secret, publicUrl: 'https://ads.example.com', now: () => now });
    expect(other.addressOf(FILM, 'a.mp4', NOW + HOUR)).toBe(links.addressOf(FILM, 'a.mp4', NOW + HOUR));
  });

  test('ends when it says, with a page that says how to get another', async () => {
    const address = link();
    now = NOW + HOUR - 1000;
    expect((await fetch(address)).status).toBe(200);
    now = NOW + HOUR;
    const answer = await fetch(address);
    now = NOW;
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toMatch(/This link has ended.*Say “show me the films” in the thread/s);
  });

  test('to a film that was swept away has ended as well', async () => {
    const answer = await fetch(link('projects/p1/outputs/v9/final_1x1.mp4'));
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('This link has ended.')]);
  });
});

describe('nobody gets', () => {
  const [, , token = ''] = new URL(links.addressOf(FILM, 'a.mp4', NOW + HOUR)).pathname.split('/');
  const [said = '', signature = ''] = token.split('.');
  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
  const later = encoded(`${(NOW + 9 * HOUR) / 1000} ${FILM}`);
  const stranger = createHmac('sha256', 'another secret').update(`adgen shared file ${said}`).digest('base64url');

  test.each([
    ['anything with a wrong signature', `${said}.${flipped}/a.mp4`],
    ['anything signed by somebody else', `${said}.${stranger}/a.mp4`],
    ['anything without a signature', `${said}/a.mp4`],
    ['anything with an empty one', `${said}./a.mp4`],
    ['anything with a signature cut short', `${said}.${signature.slice(0, -1)}/a.mp4`],
    ['anything with one that says the same in other letters', `${said}.${signature}=/a.mp4`],
    ['more time than was signed', `${later}.${signature}/a.mp4`],
    [
      'another film than was signed',
      `${encoded(`${(NOW + HOUR) / 1000} projects/p2/outputs/v1/final_9x16.mp4`)}.${signature}/a.mp4`,
    ],
    ['anything for a plain key', `${encodeURIComponent(FILM)}/a.mp4`],
    ['anything for nothing', './a.mp4'],
    ['anything for something strange', '%00%ff.%E0%A4%A/a.mp4'],
  ])('%s', async (_what, path) => {
    const answer = await fetch(`${server.address}/files/${path}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('p1');
  });

  test.each([
    'projects/p1/product/masked.png',
    'projects/p1/product/outputs/x.mp4',
    'projects/p1/storyboard/v1.png',
    'projects/p1/outputs/../product/masked.mp4',
    'projects/../outputs/v1/final_9x16.mp4',
    'projects/p1/outputs/v1/final_9x16.mp4\n',
    '/projects/p1/outputs/v1/final_9x16.mp4',
    'projects/p1/outputs/final_9x16.exe',
    'outputs/v1/final_9x16.mp4',
    '',
  ])('a link to %j, not even with our own signature', async (key) => {
    expect(() => links.addressOf(key, 'a.mp4', NOW + HOUR)).toThrow(AdgenError);
    const own = encoded(`${(NOW + HOUR) / 1000} ${key}`);
    const signed = createHmac('sha256', secret).update(`adgen shared file ${own}`).digest('base64url');
    expect(links.read(`${own}.${signed}`)).toEqual({ kind: 'unknown' });
    expect((await fetch(`${server.address}/files/${own}.${signed}/a.mp4`)).status).toBe(404);
  });

  test('anything where links lead elsewhere', async () => {
    const other = await startChatServer(fresh);
    const answer = await fetch(link().replace(server.address, other.address));
    await other.stop();
    expect(answer.status).toBe(404);
  });
});

test.each([
  ['final_9x16.mp4', 'final_9x16.mp4'],
  ['Kaffee “süß” (1).mp4', 'Kaffee_süß_1_.mp4'],
  ['広告.MP4', '広告.mp4'],
  ['../../etc/passwd', 'etc_passwd.mp4'],
  ['..', 'final_9x16.mp4'],
  ['', 'final_9x16.mp4'],
  ['\ud800', 'final_9x16.mp4'],
  ['a"\r\nSet-Cookie: x.exe', 'a_Set-Cookie_x.exe.mp4'],
  ['x'.repeat(300), `${'x'.repeat(80)}.mp4`],
])('the name %j becomes %j', async (name, safe) => {
  expect(safeName(name, FILM)).toBe(safe);
  const answer = await fetch(link(FILM, name));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.mp4"$/);
  expect(link(FILM, name)).not.toMatch(/[()[\]<>|"' ]/);
});

test('a store that does not answer is a page and a log line, and the line does not have the link', async () => {
  const lines: unknown[] = [];
  const log = { info: () => {}, warn: () => {}, error: (...line: unknown[]) => void lines.push(line) };
  const open = async () => {
    throw new AdgenError('storage', 'The store does not answer.', { retryAfterMs: 1000 });
  };
  const other = await startChatServer(fresh, { sharedLinks: links, artifacts: { open }, log });
  const address = link().replace(server.address, other.address);
  const answer = await fetch(address);
  await other.stop();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await answer.text()).toContain('Please try again');
  expect(lines).toHaveLength(1);
  const said = inspect(lines, { depth: 9 });
  expect(said).toContain('The store does not answer.');
  for (const part of new URL(address).pathname.slice(1).split(/[/.]/))
    if (part.length > 6) expect(said).not.toContain(part);
});
