import { expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { MAX_ATTEMPTS } from '../../src/bots/work-on.ts';
import { createBrandKits } from '../../src/storage/brand-kits.ts';
import { click, message } from '../fixtures/inbound.ts';
import { oneThread, pressed, THREAD } from '../fixtures/one-thread.ts';
import { optionsOf, type Surroundings, talking } from '../fixtures/talking.ts';

const thread = oneThread();
const { around, cards, database, kinds, last, project, say, settled } = thread;

test('answers a message once, however often it comes', async () => {
  await talking(optionsOf(around()), async (talk) => {
    expect(await talk.receive(message('hello'))).toBe(true);
    expect(await talk.receive(message('hello'))).toBe(false);
    await settled();
  });
  expect(cards().map((card) => card.text)).toEqual(['You said: hello']);
  expect(around().platform.typed()).toContain(THREAD);
});

test('refuses what is no event in one sentence', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await expect(talk.receive(message('x', { threadId: '' }))).rejects.toMatchObject({ code: 'bad-input' });
  });
});

test('tells the whole story of an ad: storyboard, progress, films, each in one message', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    expect(kinds()).toEqual(['reply', 'storyboard']);
    expect(last('storyboard').buttons.map((one) => one.action)).toEqual(['make-it', 'change', 'cancel']);
    await say(talk, click('make-it', pressed(last('storyboard'), 'make-it')));
    expect(kinds()).toEqual(['reply', 'storyboard', 'progress']);
    expect(last('storyboard').buttons).toEqual([]);
    const { id } = await project();
    await around().desk.work(id, 90);
    await settled();
    expect(last('progress').progress).toMatchObject({ percent: 90, activity: 'joining the films' });
    await around().desk.complete(id);
    await settled();
    expect(kinds()).toEqual(['reply', 'storyboard', 'progress', 'result']);
    expect(last('progress')).toMatchObject({ text: 'Done: the films are below.', progress: null, buttons: [] });
    expect(last('result').films).toHaveLength(1);
  });
  expect(around().desk.approvals()).toHaveLength(1);
});

test('a change draws a new storyboard, and the old one has nothing left to press', async () => {
  await talking(optionsOf(around()), (talk) => say(talk, message('draw'), message('rename Nordlys')));
  const [first, second] = cards().filter((card) => card.kind === 'storyboard');
  expect(first?.buttons).toEqual([]);
  expect(second).toMatchObject({ title: 'Nordlys: the storyboard, version 2' });
  expect(second?.buttons).toHaveLength(3);
});

test('a failure is told in its own words, and trying again is a story of its own', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'), message('yes'));
    await around().desk.fail((await project()).id, 'The disk is full.');
    await settled();
    expect(last('failure').text).toMatch(/^The disk is full\./);
    await say(talk, message('draw', { key: 'memory:again' }), message('yes', { key: 'memory:yes-again' }));
    await around().desk.fail((await project()).id, 'The disk is full again.');
    await settled();
  });
  expect(kinds()).toEqual([
    ...['reply', 'storyboard', 'reply', 'progress', 'failure'],
    ...['reply', 'storyboard', 'reply', 'progress', 'failure'],
  ]);
  expect(around().desk.approvals()).toHaveLength(2);
});

test('going back shows the films of that version again', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'), message('yes'));
    await around().desk.complete((await project()).id);
    await say(talk, message('rename Nordlys'));
    await around().desk.complete((await project()).id);
    await say(talk, message('back 1'));
  });
  const films = cards().filter((card) => card.kind === 'result');
  expect(films.map((card) => card.title)).toEqual([
    'Fjell: three films',
    'Nordlys: three films, version 2',
    'Fjell: three films',
  ]);
  expect(kinds().at(-1)).toBe('result');
});

test('a workspace remembers its brand, and a message cannot write to another one', async () => {
  await talking(optionsOf(around()), (talk) => say(talk, message('remember'), message('remember elsewhere')));
  const kits = createBrandKits(database());
  expect(await kits.find('w')).toEqual({ brandName: 'Fjell', brandColor: '#0f766e' });
  expect(await kits.find('elsewhere')).toBeNull();
});

test('pictures are kept, and every file that is none gets a sentence', async () => {
  const file = (id: string, bytes: number | null = null) => ({ id, name: id, bytes, source: {} });
  around().platform.files.set('bottle.png', new Uint8Array([1, 2]));
  around().platform.files.set('notes.txt', new Uint8Array([1]));
  around().platform.files.set('empty.png', new Uint8Array());
  const attachments = [
    ...[file('bottle.png'), file('notes.txt'), file('empty.png'), file('gone.png'), file('huge.png', 30_000_000)],
    ...Array.from({ length: 7 }, (_, index) => file(`gone-${index}.png`)),
  ];
  await talking(optionsOf(around()), (talk) => say(talk, message('look', { attachments })));
  const lines = last('reply').text.split('\n');
  expect(lines.slice(0, 6)).toEqual([
    'You said: look',
    'bottle.png',
    '“notes.txt”: This is no picture. Send a PNG or a JPEG.',
    '“empty.png” is empty. Please send it again.',
    '“gone.png” could not be fetched. Please send it again.',
    '“huge.png” is larger than 25 MB. Please send a smaller picture.',
  ]);
  expect(lines.at(-1)).toContain('first 10 files only');
});

test('a turn that breaks is tried again, then answered with a plain sentence, and the next message has its turn', async () => {
  let tries = 0;
  const { agent } = around();
  const breaking: Surroundings['agent'] = {
    turn: (state, said, signal) => {
      if (said.text !== 'break') return agent.turn(state, said, signal);
      tries++;
      throw new TypeError('undefined is not a function');
    },
  };
  await talking(optionsOf({ ...around(), agent: breaking }), (talk) => say(talk, message('break'), message('hello')));
  expect(tries).toBe(MAX_ATTEMPTS);
  expect(cards().map((card) => card.text)).toEqual([
    expect.stringMatching(/^I am sorry, something went wrong on our side/),
    'You said: hello',
  ]);
});

test('an order that cannot be taken is told in one sentence', async () => {
  const desk = {
    ...around().desk,
    order: async () => {
      throw new AdgenError('bad-input', 'The brief is empty.');
    },
  };
  await talking(optionsOf({ ...around(), desk }), (talk) => say(talk, message('draw')));
  expect(kinds()).toEqual(['reply', 'notice']);
  expect(last('notice').text).toBe('The brief is empty.');
});
