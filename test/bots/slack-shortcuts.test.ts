/** An ad from a message, and the form from anywhere, through real Bolt and a real socket. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Front, NOTHING, startFront } from '../fixtures/slack-front.ts';

const PNG = { name: 'boots.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };

let front: Front;
beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.stop());
beforeEach(() => {
  front.overview = NOTHING;
  front.events.length = 0;
});
afterEach(() => {
  front.slack.clearFaults();
  expect(front.slack.faults).toEqual([]);
});
const ann = () => front.slack.person('TACME', 'UANN');
const ben = () => front.slack.person('TACME', 'UBEN');
const modal = () => front.slack.views('TACME', 'UANN').at(-1);
const initial = () => modal()?.controls.find(({ actionId }) => actionId === 'text')?.element.initial_value;
const lastTo = (user: string) => front.slack.ephemerals('TACME', user).at(-1)?.text;

describe('Make an ad from this', () => {
  test('takes words and pictures of a message into a thread under it, without a form', async () => {
    const said = ben().say('CADS', 'Our boots are out of stock soon', { files: [PNG] });
    expect(await ann().shortcut('make_ad_from_message', said)).toMatchObject({ isAcked: true });
    await expect.poll(() => front.events.length).toBe(1);
    expect(front.events).toMatchObject([
      {
        key: `slack:TACME:from:CADS:${said.ts}`,
        threadId: `slack:TACME:CADS:${said.ts}`,
        userId: 'slack:TACME:UANN',
        what: {
          kind: 'form',
          fields: { text: 'Our boots are out of stock soon', brandName: null, durationSeconds: null },
          attachments: [{ name: 'boots.png' }],
        },
      },
    ]);
    const [, reply] = front.slack.thread('TACME', 'CADS', said.ts);
    expect(reply?.text).toBe('<@UANN> asked me to make an ad from this.');
    expect(modal()).toBeUndefined();
  });

  test('a picture alone is enough: the thread asks what it is about', async () => {
    const said = ben().say('CADS', '', { files: [PNG] });
    await ann().shortcut('make_ad_from_message', said);
    await expect.poll(() => front.events.length).toBe(1);
    expect(front.events).toMatchObject([{ what: { fields: { text: null }, attachments: [{ name: 'boots.png' }] } }]);
  });

  test('chosen twice, it is one ad, and the second person is shown where', async () => {
    const said = ben().say('CADS', 'Boots twice');
    await ann().shortcut('make_ad_from_message', said);
    await expect.poll(() => front.events.length).toBe(1);
    await ben().shortcut('make_ad_from_message', said);
    await expect.poll(() => lastTo('UBEN')).toMatch(/There is an ad from this message already/);
    expect(front.events).toHaveLength(1);
    expect(front.slack.thread('TACME', 'CADS', said.ts)).toHaveLength(2);
  });

  test('where people talk below the message, the ad gets a message of its own', async () => {
    const said = ben().say('CADS', 'Boots and gossip');
    ann().say('CADS', 'Nice ones', { thread: said });
    await ann().shortcut('make_ad_from_message', said);
    await expect.poll(() => front.events.length).toBe(1);
    const root = front.slack.channel('TACME', 'CADS').at(-1);
    expect(root?.text).toMatch(/asked for an ad:.*Boots and gossip/s);
    expect(front.events).toMatchObject([{ threadId: `slack:TACME:CADS:${root?.ts}` }]);
    expect(front.slack.thread('TACME', 'CADS', said.ts)).toHaveLength(2);
  });

  test('where the bot is not, it opens the form with the words, and says what it cannot see', async () => {
    const said = ben().say('CGENERAL', 'Boots elsewhere', { files: [PNG] });
    await ann().shortcut('make_ad_from_message', said);
    await expect.poll(initial).toBe('Boots elsewhere');
    expect(modal()?.text).toMatch(/I am not in that conversation.*cannot see its pictures/s);
    await ann().submit({});
    expect(front.events).toMatchObject([{ threadId: expect.stringContaining('slack:TACME:DANN:') }]);
  });

  test('a message without words and pictures opens an empty form that says so', async () => {
    const said = ben().say('CADS', '');
    await ann().shortcut('make_ad_from_message', said);
    await expect.poll(() => modal()?.text).toContain('no words and no picture');
    await ann().closeModal();
  });

  test('when Slack refuses for its own reasons, the person is told in a sentence', async () => {
    const said = ben().say('CADS', 'Boots refused');
    front.slack.fault('chat.postMessage', { kind: 'error', error: 'missing_scope' });
    await ann().shortcut('make_ad_from_message', said);
    await expect.poll(() => lastTo('UANN')).toMatch(/missing a permission.*install me again/);
    expect(front.events).toEqual([]);
  });
});

describe('New product ad', () => {
  test('opens the form from anywhere; it asks where, and will not go without', async () => {
    await ann().shortcut('new_ad');
    await expect.poll(modal).toBeDefined();
    const place = modal()?.controls.find(({ label }) => label === 'Where');
    expect(place).toMatchObject({ isRequired: true, element: { default_to_current_conversation: true } });
    await expect(ann().submit({ text: 'Boots' })).rejects.toThrow(/required/);
    expect(await ann().submit({ text: 'Boots', Where: 'CADS' })).toEqual({ result: 'closed' });
    expect(front.events).toMatchObject([{ threadId: expect.stringContaining('slack:TACME:CADS:') }]);
  });

  test('when the form cannot be opened, the person gets a message', async () => {
    front.slack.fault('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await ann().shortcut('new_ad');
    await expect.poll(() => front.slack.channel('TACME', 'DANN').at(-1)?.text).toMatch(/three seconds/);
  });
});
