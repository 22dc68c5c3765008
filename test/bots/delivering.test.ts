import { expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { message } from '../fixtures/inbound.ts';
import { createMemoryPlatform } from '../fixtures/memory-platform.ts';
import { oneThread, THREAD } from '../fixtures/one-thread.ts';
import { optionsOf, talking } from '../fixtures/talking.ts';

const thread = oneThread();
const { around, cards, kinds, last, project, say, settled } = thread;

test('an answer that is too long for the platform becomes several messages', async () => {
  thread.surround({
    platform: createMemoryPlatform({ limits: { maxTextCharacters: 100 } }),
  });
  const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  await talking(optionsOf(around()), (talk) => say(talk, message(words)));
  expect(cards().length).toBeGreaterThan(3);
  expect(cards().every((card) => card.text.length <= 100)).toBe(true);
  expect(
    cards()
      .map((card) => card.text)
      .join(' '),
  ).toBe(`You said: ${words}`);
});

test('a message that people deleted is posted again when it changes', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    const storyboard = around()
      .platform.thread(THREAD)
      .find((shown) => shown.card.kind === 'storyboard');
    around().platform.remove(THREAD, storyboard?.id ?? '');
    await say(talk, message('yes'));
  });
  expect(kinds().toSorted()).toEqual(['progress', 'reply', 'reply', 'storyboard']);
});

test('a platform that asks for patience gets it, and the order stays', async () => {
  around().platform.refuse(
    new AdgenError('step-failed', 'Slow down.', { retryAfterMs: 20 }),
    new Error('socket hang up'),
  );
  await talking(optionsOf(around()), async (talk) => {
    await talk.receive(message('one'));
    await talk.receive(message('two'));
    await settled();
  });
  expect(cards().map((card) => card.text)).toEqual(['You said: one', 'You said: two']);
});

test('edits keep the platform’s pace, and only the newest of many changes is shown', async () => {
  const clock = () => performance.now();
  thread.surround({
    platform: createMemoryPlatform({ limits: { editEveryMs: 60 }, clock }),
  });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'), message('yes'));
    const { id } = await project();
    for (let percent = 31; percent <= 90; percent++) await around().desk.work(id, percent);
    await settled();
  });
  expect(last('progress').progress?.percent).toBe(90);
  const times = around().platform.editedAtMs(THREAD);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(59);
  expect(times.length).toBeLessThan(30);
});

test('a post that came through before a crash says in the end what the card says then', async () => {
  // The platform may keep what a message said first when the same card is posted again.
  const options = optionsOf(around());
  let crashed = false;
  const deliveries: typeof options.deliveries = {
    ...options.deliveries,
    delivered: async (round, due, messageId) => {
      if (due.card.kind !== 'progress' || crashed) return options.deliveries.delivered(round, due, messageId);
      crashed = true;
      await around().desk.work((await project()).id, 90);
      throw new Error('The process died.');
    },
  };
  await talking({ ...options, deliveries }, (talk) => say(talk, message('draw'), message('yes')));
  expect(crashed).toBe(true);
  expect(kinds().filter((kind) => kind === 'progress')).toHaveLength(1);
  expect(last('progress').progress?.percent).toBe(90);
});

test('what was left open by one process is finished by the next', async () => {
  const options = optionsOf(around());
  await options.inbox.add(message('draw'));
  await options.inbox.add(message('hello'));
  const claim = await options.inbox.claim('died', 0, ['memory']);
  expect(claim?.event.key).toBe('memory:draw');
  await talking(optionsOf(around(), 'next'), () => settled());
  expect(kinds().toSorted()).toEqual(['reply', 'reply', 'storyboard']);
});
