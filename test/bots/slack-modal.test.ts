/** `/ad` and its form, through real Bolt and a real socket. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { Mood } from '../../src/ad/plan.ts';
import { type Front, NOTHING, startFront } from '../fixtures/slack-front.ts';
import { ACME, GLOBEX } from '../stand-ins/slack/seeds.ts';

const PNG = { name: 'can.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };
const BRIEF = 'What is the ad about?';

let front: Front;
beforeAll(async () => {
  front = await startFront({}, 300);
});
afterAll(() => front.stop());
beforeEach(() => {
  front.overview = NOTHING;
  front.events.length = 0;
  front.kitMs = 0;
});
afterEach(() => {
  front.slack.clearFaults();
  expect(front.slack.faults).toEqual([]);
});
const ann = () => front.slack.person('TACME', 'UANN');
const roots = (channel: string) => front.slack.channel('TACME', channel);
const modal = () => front.slack.views('TACME', 'UANN').at(-1);

describe('/ad', () => {
  test('opens the form with what was typed as the brief, and every other part of a brief', async () => {
    expect(await ann().command('/ad', 'cold brew & more <3', 'CADS')).toMatchObject({ isAcked: true });
    await expect.poll(modal).toBeDefined();
    const { controls = [], title } = modal() ?? {};
    expect(title).toBe('New product ad');
    expect(controls.find(({ label }) => label === BRIEF)?.element).toMatchObject({
      multiline: true,
      initial_value: 'cold brew & more <3',
    });
    expect(controls.filter(({ isRequired }) => isRequired).map(({ label }) => label)).toEqual([BRIEF]);
    expect(controls.find(({ actionId }) => actionId === 'photo')?.element).toMatchObject({
      filetypes: ['png', 'jpg', 'jpeg', 'webp'],
    });
    expect(controls.find(({ actionId }) => actionId === 'musicMood')?.options.map(({ value }) => value)).toEqual(
      Mood.options,
    );
    await ann().closeModal();
  });

  test('fills in the brand of the workspace, and does not wait for one that takes too long', async () => {
    front.overview = { ...NOTHING, kit: { brandName: 'Northbrew', brandColor: '#4dbac7' } };
    const initial = () =>
      modal()?.controls.flatMap(({ element }) => (element.initial_value ? [element.initial_value] : []));
    await ann().command('/ad', '', 'CADS');
    await expect.poll(initial).toEqual(['Northbrew', '#4dbac7']);
    await ann().closeModal();
    front.kitMs = 2500;
    const started = Date.now();
    await ann().command('/ad', 'late', 'CADS');
    await expect.poll(initial, { timeout: 2000 }).toEqual(['late']);
    expect(Date.now() - started).toBeLessThan(2000);
    await ann().closeModal();
  });

  test('a text longer than a field is cut there, and the form says so', async () => {
    await ann().command('/ad', 'a'.repeat(3500), 'CADS');
    await expect.poll(modal).toBeDefined();
    expect(modal()?.text).toContain('longer than a form holds');
    await ann().closeModal();
  });

  test('help is for the person alone, with examples, and opens nothing', async () => {
    const before = front.slack.ephemerals('TACME', 'UANN').length;
    await ann().command('/ad', 'help', 'CADS');
    expect(front.slack.ephemerals('TACME', 'UANN').slice(before)).toMatchObject([
      { text: expect.stringMatching(/Ways to begin[\s\S]*cold-brew/) },
    ]);
    expect(modal()).toBeUndefined();
  });

  test('when Slack opens no form, the person is told, and has their words back', async () => {
    front.slack.fault('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await ann().command('/ad', 'my precious words', 'CADS');
    await expect
      .poll(() => front.slack.ephemerals('TACME', 'UANN').at(-1)?.text)
      .toMatch(/three seconds.*try again.*my precious words/s);
  });
});

describe('the form', () => {
  const open = async (text: string, channel: string) => {
    await ann().command('/ad', text, channel);
    await expect.poll(modal).toBeDefined();
  };

  test('becomes a message that says who asked for what, whose thread is the ad’s', async () => {
    await open('Cold brew in a can', 'CADS');
    const filled = {
      'Product photo': [PNG],
      'Brand name': 'Northbrew',
      'Brand colour': 'Teal',
      Length: '30 seconds',
      'Call to action': 'Try it',
      Tone: 'fresh',
      'Language on screen': 'German',
      Music: 'Upbeat',
    };
    expect(await ann().submit(filled)).toEqual({ result: 'closed' });
    const root = roots('CADS').at(-1);
    expect(root?.text).toMatch(/^<@UANN> asked for an ad:.*Cold brew in a can/s);
    expect(front.events).toMatchObject([
      {
        key: expect.stringMatching(/^slack:TACME:view:V/),
        threadId: `slack:TACME:CADS:${root?.ts}`,
        platform: 'slack',
        workspace: 'slack:TACME',
        userId: 'slack:TACME:UANN',
        userName: 'Ann',
        groups: [],
        what: {
          kind: 'form',
          fields: {
            text: 'Cold brew in a can',
            brandName: 'Northbrew',
            brandColor: 'Teal',
            durationSeconds: 30,
            callToAction: 'Try it',
            tone: 'fresh',
            language: 'German',
            musicMood: 'upbeat',
          },
          attachments: [{ name: 'can.png', source: { team: 'TACME' } }],
        },
      },
    ]);
  });

  test('needs only the brief; nobody’s words become a mention or markup', async () => {
    await open('<!channel> *buy* <https://evil.example|this> now', 'CADS');
    expect(await ann().submit({ 'Brand name': '<@UBEN>' })).toEqual({ result: 'closed' });
    const root = roots('CADS').at(-1);
    expect(root?.pings).toEqual(['@ann']);
    expect(root?.links).toEqual([]);
    expect(front.events[0]?.what).toMatchObject({ fields: { brandColor: null, durationSeconds: 15, tone: null } });
  });

  test('says below a field what is wrong with it, and keeps what was typed', async () => {
    await open('Boots', 'CADS');
    expect(await ann().submit({ 'Brand colour': 'blurple-ish' })).toMatchObject({
      result: 'errors',
      errors: { 'Brand colour': expect.stringMatching(/not a colour we can use.*teal/) },
    });
    expect(front.events).toEqual([]);
    for (const color of ['#4dbac7', 'rgb(1, 2, 3)', 'DarkOrange']) {
      if (!modal()) await open('Boots', 'CADS');
      expect(await ann().submit({ 'Brand colour': color })).toEqual({ result: 'closed' });
    }
  });

  test.each([
    ['a public channel without the bot', 'CGENERAL', /I am not in .*invite/s],
    ['a private channel without the bot', 'CSECRET', /I am not in .*invite/s],
    ['an archived channel', 'COLD', /is archived/],
  ])('from %s, the thread is in a message to the person, which says why', async (_, channel, why) => {
    await open('Boots for rain', channel);
    expect(await ann().submit({})).toEqual({ result: 'closed' });
    const own = roots('DANN').at(-1);
    expect(own?.text).toMatch(/You asked for an ad:.*Boots for rain/s);
    expect(own?.text).toMatch(why);
    expect(JSON.stringify(own?.blocks)).toContain(`"channel_id":"${channel}"`);
    expect(front.events).toMatchObject([{ threadId: `slack:TACME:DANN:${own?.ts}` }]);
  });

  test('in a direct message with the bot, the thread is there', async () => {
    await open('Boots', 'DANN');
    await ann().submit({});
    expect(front.events).toMatchObject([{ threadId: `slack:TACME:DANN:${roots('DANN').at(-1)?.ts}` }]);
  });

  test('sent again because Slack heard nothing, it makes one thread', async () => {
    const before = roots('CADS').length;
    await open('Boots once', 'CADS');
    await ann().submit({});
    const sent = front.slack.parcels.at(-1);
    if (!sent) throw new Error('The form was never sent.');
    await Promise.all([front.slack.delivery.again(sent), front.slack.delivery.again(sent)]);
    await front.slack.delivery.settled();
    expect(roots('CADS')).toHaveLength(before + 1);
    expect(front.events).toHaveLength(1);
  });

  test('a message that was posted although its answer was lost is found, not posted twice', async () => {
    const before = roots('CADS').length;
    await open('Boots lost', 'CADS');
    front.slack.fault('chat.postMessage', { kind: 'lose' });
    expect(await ann().submit({})).toEqual({ result: 'closed' });
    expect(roots('CADS')).toHaveLength(before + 1);
    expect(front.events).toMatchObject([{ threadId: `slack:TACME:CADS:${roots('CADS').at(-1)?.ts}` }]);
  });

  test('stays open when Slack cannot be reached, and goes when it can be', async () => {
    const before = roots('CADS').length;
    await open('Boots cut off', 'CADS');
    front.slack.fault('chat.postMessage', { kind: 'cut' });
    expect(await ann().submit({})).toMatchObject({
      errors: { [BRIEF]: expect.stringMatching(/could not be reached.*try again/) },
    });
    expect(await ann().submit({})).toEqual({ result: 'closed' });
    expect(roots('CADS')).toHaveLength(before + 1);
  });

  test('waits as long as a busy channel asks for', async () => {
    await open('Boots in a crowd', 'CADS');
    front.slack.fault('chat.postMessage', { kind: 'limit', retryAfterSeconds: 1 });
    expect(await ann().submit({})).toEqual({ result: 'closed' });
    await expect.poll(() => front.events.length, { timeout: 3000 }).toBe(1);
  });

  test('stays open with its words when the core cannot keep it', async () => {
    await open('Boots kept', 'CADS');
    front.failNext = new AdgenError('storage', 'The database is away. Please try again in a minute.');
    expect(await ann().submit({})).toMatchObject({
      result: 'errors',
      errors: { [BRIEF]: 'I could not begin yet. The database is away. Please try again in a minute.' },
    });
    expect(await ann().submit({})).toEqual({ result: 'closed' });
    expect(front.events).toHaveLength(1);
  });

  test('closes in time although Slack is slow, and gives the words back when it fails after all', async () => {
    await open('Boots slow', 'CADS');
    front.slack.fault('chat.postMessage', { kind: 'delay', delayMs: 700 });
    expect(await ann().submit({})).toEqual({ result: 'closed' });
    await expect.poll(() => front.events.length).toBe(1);

    await open('Boots gone', 'CADS');
    front.slack.fault('chat.postMessage', { kind: 'delay', delayMs: 700 });
    front.failNext = new AdgenError('storage', 'The database is away.');
    expect(await ann().submit({ Tone: 'bold' })).toEqual({ result: 'closed' });
    await expect
      .poll(() => roots('DANN').at(-1)?.text)
      .toMatch(/could not begin your ad. The database is away.*Boots gone\s+15 seconds · bold/s);
  });
});

test('in HTTP mode, with signed requests, two workspaces have their own', async () => {
  const http = await startFront({ teams: [ACME, GLOBEX] }, 300, 'http');
  const { slack } = http;
  http.overview = { ...NOTHING, kit: { brandName: 'Shared', brandColor: '#4dbac7' } };
  for (const [team, user, channel] of [
    ['TACME', 'UANN', 'CADS'],
    ['TGLOBEX', 'UGIL', 'CPROMO'],
  ] as const) {
    const person = slack.person(team, user);
    expect(await person.command('/ad', 'Boots', channel)).toMatchObject({ isAcked: true });
    await expect.poll(() => slack.views(team, user).length).toBe(1);
    expect(await person.submit({ 'Brand colour': 'no such' })).toMatchObject({ result: 'errors' });
    expect(await person.submit({ 'Brand colour': 'red' })).toEqual({ result: 'closed' });
    const root = slack.channel(team, channel).at(-1);
    expect(http.events.at(-1)).toMatchObject({
      workspace: `slack:${team}`,
      userId: `slack:${team}:${user}`,
      threadId: `slack:${team}:${channel}:${root?.ts}`,
    });
  }
  const ann = slack.person('TACME', 'UANN');
  await ann.command('/ad', 'Slow boots', 'CADS');
  await expect.poll(() => slack.views('TACME', 'UANN').length).toBe(1);
  slack.fault('chat.postMessage', { kind: 'delay', delayMs: 1500 });
  expect(await ann.submit({})).toEqual({ result: 'closed' });
  expect(slack.slowestAckMs()).toBeLessThan(1500);
  await expect.poll(() => http.events.length, { timeout: 3000 }).toBe(3);
  expect(slack.faults).toEqual([]);
  await http.stop();
});

test('twenty forms at once are all acknowledged in time, and each has its thread', async () => {
  const users = Array.from({ length: 20 }, (_, n) => ({ id: `U${n}`, name: `person${n}` }));
  const many = await startFront({ teams: [{ ...ACME, users: [...ACME.users, ...users] }] });
  await Promise.all(
    users.map(async ({ id }) => {
      const person = many.slack.person('TACME', id);
      await person.command('/ad', `Boots of ${id}`, 'CADS');
      await expect.poll(() => many.slack.views('TACME', id).length, { timeout: 3000 }).toBe(1);
      expect(await person.submit({})).toEqual({ result: 'closed' });
    }),
  );
  await expect.poll(() => new Set(many.events.map(({ threadId }) => threadId)).size, { timeout: 5000 }).toBe(20);
  expect(many.slack.slowestAckMs()).toBeLessThan(3000);
  await many.stop();
});
