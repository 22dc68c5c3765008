/** The event stream of a thread: everything once, in order, whatever breaks in between. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { type Browser, createBrowser, type StreamEvent, type WireMessage } from './browser.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

let fresh: Fresh;
let server: ChatServer;
beforeAll(async () => {
  fresh = await freshDatabase();
  server = await startChatServer(fresh, { heartbeatMs: 40 });
});
afterAll(async () => {
  await server.stop();
  await fresh.remove();
});

const signal = new AbortController().signal;
const caughtUp = (event: StreamEvent) => event.event === 'caught-up';

async function begin() {
  const browser = createBrowser(server.address);
  const thread = await browser.begin();
  const form = new FormData();
  form.set('key', crypto.randomUUID());
  form.set('text', 'hello');
  await browser.say(thread, form);
  const event = server.received.find(({ threadId }) => threadId.endsWith(`:${thread}`));
  return { browser, thread, threadId: event?.threadId ?? '' };
}

function messages(events: readonly StreamEvent[]): readonly WireMessage[] {
  return events.filter(({ event }) => event === 'message').map(({ data }): WireMessage => JSON.parse(data));
}

const post = (threadId: string, key: string, text: string) =>
  server.platform.post(threadId, key, plainCard('reply', text), signal);
const edit = (threadId: string, key: string, text: string) =>
  server.platform.edit(threadId, `c:${key}`, plainCard('reply', text), signal);

describe('a stream', () => {
  test('begins with everything that was there, says so, and goes on live', async () => {
    const { browser, thread, threadId } = await begin();
    await post(threadId, 'one', 'first');
    const seen: StreamEvent[] = [];
    const enough = (event: StreamEvent) => {
      seen.push(event);
      if (caughtUp(event)) post(threadId, 'two', 'second').catch(() => undefined);
      return messages(seen).length === 3;
    };
    const events = await browser.follow(thread, { enough });
    expect(messages(events).map(({ key }) => key.slice(0, 5))).toEqual([
      expect.stringMatching(/^p:/),
      'c:one',
      'c:two',
    ]);
    expect(events.filter(caughtUp)).toHaveLength(1);
  });

  test('shows an edit under the key and at the place of its card', async () => {
    const { browser, thread, threadId } = await begin();
    await post(threadId, 'bar', '10 percent');
    await post(threadId, 'later', 'more');
    await edit(threadId, 'bar', '20 percent');
    const all = messages(await browser.follow(thread, { enough: caughtUp }));
    expect(all.map(({ key }) => key).slice(1)).toEqual(['c:later', 'c:bar']);
    const [, later, bar] = all;
    expect(bar?.position).toBeLessThan(later?.position ?? 0);
    expect(bar?.content).toMatchObject({ card: { text: '20 percent' } });
  });

  test('says that an answer is coming, and that it is alive while nothing happens', async () => {
    const { browser, thread, threadId } = await begin();
    const kinds = new Set<string>();
    const enough = ({ event }: StreamEvent) => {
      kinds.add(event);
      if (event === 'beat') server.platform.typing(threadId).catch(() => undefined);
      return event === 'typing';
    };
    await browser.follow(thread, { enough });
    expect(kinds).toContain('beat');
  });

  test('ends when the server stops, and the next one goes on from its number', async () => {
    const second = await startChatServer(fresh);
    const browser = createBrowser(second.address);
    const thread = await browser.begin();
    const ended = browser.follow(thread, { enough: (event) => caughtUp(event) && false });
    await browser.follow(thread, { enough: caughtUp });
    await second.stop();
    expect((await ended.catch(() => [])).filter(caughtUp).length).toBeLessThanOrEqual(1);
  });

  test('twenty at a time all get the same', async () => {
    const { browser, thread, threadId } = await begin();
    const enough = (event: StreamEvent) => event.data.includes('for all of you');
    const readers = Array.from({ length: 20 }, () => browser.follow(thread, { enough }));
    await post(threadId, 'all', 'for all of you');
    const seen = await Promise.all(readers);
    expect(
      new Set(
        seen.map((events) =>
          messages(events)
            .map(({ sequence }) => sequence)
            .join(),
        ),
      ).size,
    ).toBe(1);
  });
});

test('a reader that loses its connection at any moment gets every change that stays, once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ card: fc.integer({ min: 0, max: 3 }), breakAfter: fc.integer({ min: 0, max: 3 }) }), {
        minLength: 4,
        maxLength: 14,
      }),
      async (steps) => {
        const { browser, thread, threadId } = await begin();
        const writing = write(threadId, steps);
        const { numbers, texts } = await readAlong(
          browser,
          thread,
          steps.map(({ breakAfter }) => breakAfter),
        );
        await writing;
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(texts.get('c:end')).toBe('the end');
        // What each card says at last is what a reader from the beginning sees, too.
        const whole = messages(await browser.follow(thread, { enough: caughtUp }));
        const last = new Map(whole.map(({ key, content }) => [key, textOf(content)]));
        expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(last));
      },
    ),
    { numRuns: 15 },
  );
});

async function write(threadId: string, steps: readonly { readonly card: number }[]): Promise<void> {
  for (const [index, { card }] of steps.entries()) {
    await post(threadId, `${card}`, `state ${index}`);
    await edit(threadId, `${card}`, `state ${index}`);
  }
  await post(threadId, 'end', 'the end');
}

/** Breaks off after so many messages, each time, and comes back with the number of the last one. */
async function readAlong(browser: Browser, thread: string, breaks: readonly number[]) {
  const numbers: number[] = [];
  const texts = new Map<string, unknown>();
  for (let round = 0; !texts.has('c:end'); round += 1) {
    let left = breaks[round] ?? Number.POSITIVE_INFINITY;
    const breaking = new AbortController();
    const enough = (event: StreamEvent) => {
      if (event.event !== 'message') return left <= 0;
      const message: WireMessage = JSON.parse(event.data);
      numbers.push(message.sequence);
      texts.set(message.key, textOf(message.content));
      left -= 1;
      return left < 0 || message.key === 'c:end';
    };
    await browser.follow(thread, { after: `${numbers.at(-1) ?? 0}`, enough, signal: breaking.signal });
  }
  return { numbers, texts };
}

function textOf(content: WireMessage['content']): unknown {
  const { card } = content;
  return typeof card === 'object' && card !== null && 'text' in card ? card.text : content.text;
}
