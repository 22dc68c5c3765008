import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import type { WebMessages } from '../../src/bots/web/messages.ts';
import { createWebMessages } from '../../src/storage/web-messages.ts';
import { message } from '../fixtures/inbound.ts';
import { DATABASES } from './fresh-database.ts';

const THREAD = 'web:ada:page:1';
const card = (text: string) => plainCard('reply', text);

describe.each(DATABASES)('the web chat in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  let messages: WebMessages;
  beforeAll(async () => {
    fresh = await openFresh();
    messages = createWebMessages(fresh.database);
  });
  afterAll(() => fresh.remove());
  beforeEach(async () => {
    await fresh.database.script('truncate web_threads cascade');
    await messages.open(THREAD, 'ada');
  });
  const since = async (sequence: number) =>
    (await messages.since(THREAD, sequence, 9)).map(({ key, position, sequence: number }) => [key, position, number]);

  test('a thread is begun once, by its owner', async () => {
    await messages.open(THREAD, 'mallory');
    expect([await messages.has(THREAD), await messages.has('web:ada:page:2')]).toEqual([true, false]);
    const picture = { key: 'projects/p1/storyboard/v1.png', name: 'v1.png', mime: 'image/png', alt: 'four' } as const;
    await messages.post(THREAD, 'c:1', { ...card('look'), picture });
    expect(await messages.showsFile('ada', picture.key)).toBe(true);
    expect(await messages.showsFile('mallory', picture.key)).toBe(false);
  });

  test('cards keep their place, and a change takes the next number, but only a change', async () => {
    for (const key of ['c:1', 'c:2', 'c:1']) expect(await messages.post(THREAD, key, card(key))).toBe(true);
    expect(await messages.post('web:ada:page:2', 'c:1', card('x'))).toBe(false);
    expect(await messages.edit(THREAD, 'c:1', card('c:1'))).toBe(true);
    expect(await since(0)).toEqual([
      ['c:1', 1, 1],
      ['c:2', 2, 2],
    ]);
    expect(await messages.edit(THREAD, 'c:1', card('changed'))).toBe(true);
    expect(await messages.edit(THREAD, 'c:9', card('changed'))).toBe(false);
    expect(await since(2)).toEqual([['c:1', 1, 3]]);
    expect(await messages.since(THREAD, 0, 1)).toMatchObject([{ key: 'c:2', at: expect.stringMatching(/Z$/) }]);
  });

  test('a message of a person is kept unseen until it is shown, with what came with it', async () => {
    const said = { key: 'p:1', text: `O'Brien ☕ \\ "`, files: [{ name: 'a.png', bytes: 3, upload: 'u1' }] };
    const event = message('hello');
    for (const _ of [1, 2]) expect(await messages.keep(THREAD, said, event)).toBe(true);
    expect(await messages.keep('web:ada:page:2', said, event)).toBe(false);
    expect(await since(0)).toEqual([]);
    expect(await messages.unsent()).toEqual([{ key: 'p:1', event }]);
    for (const _ of [1, 2]) await messages.show(THREAD, 'p:1');
    expect(await messages.unsent()).toEqual([]);
    const content = { from: 'person', text: said.text, files: said.files };
    expect(await messages.since(THREAD, 0, 9)).toMatchObject([{ key: 'p:1', position: 1, sequence: 2, content }]);
    expect([await messages.hasUpload(THREAD, 'u1'), await messages.hasUpload(THREAD, 'u2')]).toEqual([true, false]);
  });

  test('what happens is heard', async () => {
    const heard: string[] = [];
    const stop = await messages.listen((threadId, what) => heard.push(`${what} ${threadId}`));
    await messages.typing(THREAD);
    await messages.post(THREAD, 'c:1', card('a'));
    await messages.edit(THREAD, 'c:1', card('a'));
    await expect.poll(() => heard).toEqual([`typing ${THREAD}`, `changed ${THREAD}`]);
    await stop();
  });
});
