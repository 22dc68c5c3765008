import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hook } from '../../src/http/hooks.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

let fresh: Fresh;
let server: ChatServer;
const letters: string[] = [];
const hook: Hook = async ({ headers, body }) => {
  letters.push(`${headers.get('webhook-id')} ${body}`);
  return 'heard';
};
beforeAll(async () => {
  fresh = await freshDatabase();
  server = await startChatServer(fresh, { replicateHook: hook, publicUrl: 'https://ads.example.com' });
});
afterAll(async () => {
  await server.stop();
  await fresh.remove();
});

/** As whoever stands before us passes it on: under a name that need not be ours, and no browser. */
function post(body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sending = request(`${server.address}/hooks/replicate`, { method: 'POST', headers });
  sending.once('error', reject).once('response', (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  // Two writes without a length are sent in chunks.
  sending.write(body.slice(0, body.length / 2));
  sending.end(body.slice(body.length / 2));
  return promise;
}

it('a webhook needs no cookie and none of the page’s own headers, and arrives byte for byte', async () => {
  const body = '{"id":"p1","prompt":"Grüße\\u0000"}';
  expect(await post(body, { host: 'inside:8080', 'webhook-id': 'msg_1' })).toBe(200);
  expect(letters).toEqual([`msg_1 ${body}`]);
});

it('what is too large is refused before it is heard, also when it does not say how large it is', async () => {
  const before = letters.length;
  expect(await post('x'.repeat(1024 * 1024 + 2), { host: 'ads.example.com' })).toBe(413);
  expect(letters).toHaveLength(before);
});

it('the page’s own rules hold beside it', async () => {
  for (const path of ['/hooks/', '/hooks/other', '/hooks/replicate']) {
    const answer = await fetch(`${server.address}${path}`);
    expect(answer.status).toBe(404);
  }
  const begun = await fetch(`${server.address}/api/threads`, { method: 'POST' });
  expect(begun.status).toBe(401);
});
