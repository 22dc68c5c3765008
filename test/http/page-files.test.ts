/** The files of the built page: packed as the reader takes them, kept for good, films in parts, and nothing beside them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { startChatServer } from './chat-server.ts';
import { rawRequest } from './raw-request.ts';

describe('a file of the page', () => {
  const film = new Uint8Array(5000).map((_, index) => index % 251);
  const script = `export const words = ${JSON.stringify('adgen '.repeat(300))};`;
  let fresh: Fresh;
  let address = '';
  let stop = async () => {};
  beforeAll(async () => {
    fresh = await freshDatabase();
    const folder = join(fresh.folder, 'own-page');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>adgen</title>');
    await writeFile(join(folder, 'assets', 'tall-1a2b.mp4'), film);
    await writeFile(join(folder, 'assets', 'index-1a2b.js'), script);
    await writeFile(join(folder, 'assets', 'letters-1a2b.ttf'), 'letter '.repeat(300));
    const server = await startChatServer(fresh, { pageFolder: folder });
    address = server.address;
    stop = server.stop;
  });
  afterAll(async () => {
    await stop();
    await fresh.remove();
  });

  test.each([
    ['br, gzip', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['gzip', 'gzip'],
    ['*', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.5', 'br'],
    ['gzip;q=0.2, identity', null],
    ['BR', 'br'],
    ['*;q=0', null],
    ['identity', null],
    ['gzip;q=0, br;q=0', null],
    ['zstd', null],
    ['', null],
  ])('is packed for a reader that takes “%s” as %s', async (accepts, packing) => {
    const head = [
      'GET /assets/index-1a2b.js HTTP/1.1',

      `Accept-Encoding: ${accepts}`,
      'Connection: close',
    ];
    const { text } = await rawRequest(address, { head, hangs: true });
    expect(/content-encoding: (\S+)/i.exec(text)?.[1] ?? null).toBe(packing);
    expect(text).toMatch(/vary: accept-encoding/i);
    expect(text).toMatch(/cache-control: public, max-age=31536000, immutable/i);
    if (packing === null) return expect(text).toContain(script);
    const answer = await fetch(`${address}/assets/index-1a2b.js`, { headers: { 'accept-encoding': packing } });
    expect(answer.headers.get('content-encoding')).toBe(packing);
    expect(await answer.text()).toBe(script);
  });

  test.each(['/', '/assets/letters-1a2b.ttf'])('is packed, too, at %s', async (path) => {
    const answer = await fetch(`${address}${path}`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    const plain = await fetch(`${address}${path}`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await answer.text()).toBe(await plain.text());
  });

  test('is only described to who asks for nothing more', async () => {
    for (const name of ['tall-1a2b.mp4', 'index-1a2b.js']) {
      const answer = await fetch(`${address}/assets/${name}`, { method: 'HEAD' });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
    }
  });

  test('that is a film comes in parts, unpacked, and is kept for good', async () => {
    const part = await fetch(`${address}/assets/tall-1a2b.mp4`, { headers: { range: 'bytes=1000-1999' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/5000']);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(film.slice(1000, 2000));
    const whole = await fetch(`${address}/assets/tall-1a2b.mp4`);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': '5000',
    });
    expect(whole.headers.get('content-encoding')).toBeNull();
  });

  test.each(['none.mp4', '..%2findex.html', '%2e%2e%2findex.html', '.mp4', 'a%00.mp4', '..mp4'])(
    'is not %s',
    async (name) => {
      expect((await fetch(`${address}/assets/${name}`)).status).toBe(404);
    },
  );
});
