import { expect, test } from 'vitest';
import { createProjects } from '../../src/storage/projects.ts';
import { click, message } from '../fixtures/inbound.ts';
import { oneThread, pressed } from '../fixtures/one-thread.ts';
import { createQuickDesk } from '../fixtures/quick-desk.ts';
import { optionsOf, talking } from '../fixtures/talking.ts';

const BOB = { userId: 'memory:w:bob', userName: 'Bob' };

const thread = oneThread();
const { around, cards, database, kinds, last, project, say } = thread;

test('a stale "Make it" starts nothing and shows the newest storyboard again', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    const old = pressed(last('storyboard'), 'make-it');
    await say(talk, message('rename Nordlys'), click('make-it', old));
  });
  expect(around().desk.approvals()).toEqual([]);
  expect(kinds().slice(-2)).toEqual(['notice', 'storyboard']);
  expect(last('notice').text).toContain('nothing was started');
  expect(cards().filter((card) => card.buttons.length > 0)).toEqual([last('storyboard')]);
});

test('a price that has moved starts nothing and is shown again', async () => {
  let price = 100_000;
  const desk = createQuickDesk(createProjects(database()), () => price);
  thread.surround({ desk });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    const cheap = pressed(last('storyboard'), 'make-it');
    price = 250_000;
    await say(talk, click('make-it', cheap));
    expect(desk.approvals()).toEqual([]);
    expect(last('storyboard').fields).toContainEqual({ label: 'Price', value: 'about $0.25: 1 background $0.25' });
    await say(talk, click('make-it', pressed(last('storyboard'), 'make-it')));
  });
  expect(desk.approvals()).toHaveLength(1);
});

test('pressing "Make it" twice makes one ad and says so', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    const value = pressed(last('storyboard'), 'make-it');
    await say(talk, click('make-it', value), click('make-it', value, { key: 'memory:again' }));
  });
  expect(around().desk.approvals()).toHaveLength(1);
  expect(last('notice').text).toBe('This ad is being made already.');
});

test('only who began the thread can say yes, by button or in words', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    await say(talk, click('make-it', pressed(last('storyboard'), 'make-it'), BOB), message('yes', BOB));
  });
  expect(around().desk.approvals()).toEqual([]);
  expect(last('reply').text).toBe('You said: yes');
  expect(cards().filter((card) => card.text.startsWith('Only Ada can say yes'))).toHaveLength(2);
});

test.each(['', 'null', '{"planHash":1}', '{}', 'x'.repeat(1000)])(
  'a forged button (%s) starts nothing',
  async (value) => {
    await talking(optionsOf(around()), (talk) => say(talk, message('draw'), click('make-it', value)));
    expect(around().desk.approvals()).toEqual([]);
    expect(last('reply').text).toContain('could not read this button');
  },
);

test('"Change" explains how, with two examples', async () => {
  await talking(optionsOf(around()), (talk) => say(talk, message('draw'), click('change', '')));
  expect(last('reply').text.match(/“/g)).toHaveLength(2);
});

test('"Stop" ends what runs, says what was spent, and an old one stops nothing newer', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'), message('yes'));
    const stop = pressed(last('progress'), 'stop');
    await say(talk, message('rename Nordlys'), click('stop', stop));
    expect(last('reply').text).toContain('nothing was stopped');
    expect((await project()).status).toBe('GENERATING_SCENES');
    await say(talk, click('stop', pressed(last('progress'), 'stop'), { key: 'memory:stop-2' }));
  });
  expect((await project()).status).toBe('CANCELLED');
  expect(last('notice').text).toMatch(/^Stopped\. \$0\.00 was spent/);
  expect(cards().flatMap((card) => card.buttons)).toEqual([]);
});
