/** The limits of Slack's blocks in the stand-in: what is just allowed, and what is just not. */
import { describe, expect, test } from 'vitest';
import { blockFaults, type Surface } from './slack/blocks.ts';
import { outcome, slackWith } from './slack/calling.ts';
import { typed } from './slack/compose.ts';
import { readMrkdwn } from './slack/mrkdwn.ts';
import { ACME } from './slack/seeds.ts';
import { viewFaults } from './slack/view-checks.ts';
import { createTeam } from './slack/world.ts';

const a = (length: number) => 'a'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: a(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: a(length) });
const button = (more: object = {}) => ({ type: 'button', text: plain(75), action_id: 'go', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(10), element, ...more });
const option = (length: number, value = 'v') => ({ text: plain(length), value });
const select = (...options: object[]) => ({ type: 'static_select', options });
const task = (status: string, more: object = {}) => ({
  type: 'task_card',
  task_id: 't1',
  title: 'Cut out',
  status,
  ...more,
});
const times = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));
const image = (more: object) => ({ type: 'image', alt_text: 'A shoe', ...more });
const details = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

type Case = { readonly what: string; readonly fine: object; readonly wrong: object; readonly on?: Surface };

const CASES: readonly Case[] = [
  {
    what: 'section text',
    fine: { type: 'section', text: mrkdwn(3000) },
    wrong: { type: 'section', text: mrkdwn(3001) },
  },
  { what: 'a section without words', fine: { type: 'section', fields: [mrkdwn(1)] }, wrong: { type: 'section' } },
  { what: 'empty words', fine: { type: 'section', text: mrkdwn(1) }, wrong: { type: 'section', text: mrkdwn(0) } },
  {
    what: 'fields',
    fine: { type: 'section', fields: times(10, () => mrkdwn(2000)) },
    wrong: { type: 'section', fields: times(11, () => mrkdwn(1)) },
  },
  {
    what: 'a long field',
    fine: { type: 'section', fields: [plain(2000)] },
    wrong: { type: 'section', fields: [plain(2001)] },
  },
  { what: 'a header', fine: { type: 'header', text: plain(150) }, wrong: { type: 'header', text: plain(151) } },
  { what: 'markup in a header', fine: { type: 'header', text: plain(5) }, wrong: { type: 'header', text: mrkdwn(5) } },
  { what: 'a button’s text', fine: actions(button()), wrong: actions(button({ text: plain(76) })) },
  { what: 'a button’s value', fine: actions(button({ value: a(2000) })), wrong: actions(button({ value: a(2001) })) },
  {
    what: 'a button’s id',
    fine: actions(button({ action_id: a(255) })),
    wrong: actions(button({ action_id: a(256) })),
  },
  {
    what: 'a button’s style',
    fine: actions(button({ style: 'danger' })),
    wrong: actions(button({ style: 'default' })),
  },
  {
    what: 'a button’s label for readers',
    fine: actions(button({ accessibility_label: a(75) })),
    wrong: actions(button({ accessibility_label: a(76) })),
  },
  {
    what: 'a question before',
    fine: actions(button({ confirm: { title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) } })),
    wrong: actions(button({ confirm: { text: plain(301) } })),
  },
  { what: 'fields nobody knows', fine: actions(button()), wrong: actions(button({ colour: 'red' })) },
  {
    what: 'how many buttons',
    fine: actions(...times(25, (index) => button({ action_id: `a${index}` }))),
    wrong: actions(...times(26, (index) => button({ action_id: `a${index}` }))),
  },
  { what: 'two of an id', fine: actions(button(), button({ action_id: 'stop' })), wrong: actions(button(), button()) },
  {
    what: 'context',
    fine: { type: 'context', elements: times(10, () => mrkdwn(10)) },
    wrong: { type: 'context', elements: times(11, () => mrkdwn(10)) },
  },
  {
    what: 'a button in context',
    fine: { type: 'context', elements: [image({ image_url: 'https://a.b/c.png' })] },
    wrong: { type: 'context', elements: [button()] },
  },
  {
    what: 'a picture’s words',
    fine: image({ image_url: 'https://a.b/c.png', alt_text: a(2000) }),
    wrong: image({ image_url: 'https://a.b/c.png', alt_text: a(2001) }),
  },
  {
    what: 'a picture without words',
    fine: image({ slack_file: { id: 'F1' } }),
    wrong: { type: 'image', slack_file: { id: 'F1' } },
  },
  {
    what: 'a picture from two places',
    fine: image({ slack_file: { id: 'F1' } }),
    wrong: image({ slack_file: { id: 'F1' }, image_url: 'https://a.b/c.png' }),
  },
  {
    what: 'a long block id',
    fine: { type: 'divider', block_id: a(255) },
    wrong: { type: 'divider', block_id: a(256) },
  },
  {
    what: 'options',
    fine: actions(select(...times(100, () => option(75)))),
    wrong: actions(select(...times(101, () => option(75)))),
  },
  { what: 'an option’s text', fine: actions(select(option(75))), wrong: actions(select(option(76))) },
  { what: 'an option’s value', fine: actions(select(option(1, a(75)))), wrong: actions(select(option(1, a(76)))) },
  {
    what: 'an overflow menu',
    fine: actions({ type: 'overflow', options: times(5, () => option(5)) }),
    wrong: actions({ type: 'overflow', options: times(6, () => option(5)) }),
  },
  {
    what: 'radio buttons',
    fine: actions({ type: 'radio_buttons', options: times(10, () => option(5)) }),
    wrong: actions({ type: 'radio_buttons', options: times(11, () => option(5)) }),
  },
  {
    what: 'a task’s state',
    fine: { type: 'plan', title: 'Your ad', tasks: [task('complete')] },
    wrong: { type: 'plan', title: 'Your ad', tasks: [task('completed')] },
  },
  {
    what: 'a task’s details',
    fine: { type: 'plan', title: 'Your ad', tasks: [task('error', { details: details('No photo') })] },
    wrong: { type: 'plan', title: 'Your ad', tasks: [task('error', { details: 'No photo' })] },
  },
  {
    what: 'a plan outside of messages',
    fine: { type: 'divider' },
    wrong: { type: 'plan', title: 'Your ad' },
    on: 'home',
  },
  { what: 'a kind nobody knows', fine: { type: 'divider' }, wrong: { type: 'ruler' } },
  { what: 'markdown', fine: { type: 'markdown', text: a(12_000) }, wrong: { type: 'markdown', text: a(12_001) } },
  {
    what: 'an input’s label',
    fine: input({ type: 'plain_text_input' }),
    wrong: input({ type: 'plain_text_input' }, { label: plain(2001) }),
    on: 'modal',
  },
  {
    what: 'a placeholder',
    fine: input({ type: 'plain_text_input', placeholder: plain(150) }),
    wrong: input({ type: 'plain_text_input', placeholder: plain(151) }),
    on: 'modal',
  },
  {
    what: 'an input’s longest',
    fine: input({ type: 'plain_text_input', max_length: 3000 }),
    wrong: input({ type: 'plain_text_input', max_length: 3001 }),
    on: 'modal',
  },
  {
    what: 'files',
    fine: input({ type: 'file_input', max_files: 10, filetypes: ['png'] }),
    wrong: input({ type: 'file_input', max_files: 11 }),
    on: 'modal',
  },
  { what: 'files in a message', fine: input({ type: 'plain_text_input' }), wrong: input({ type: 'file_input' }) },
  {
    what: 'a file field outside of an input',
    fine: actions(button()),
    wrong: actions({ type: 'file_input' }),
    on: 'modal',
  },
  {
    what: 'numbers',
    fine: input({ type: 'number_input', is_decimal_allowed: false, min_value: '5' }),
    wrong: input({ type: 'number_input', min_value: '5' }),
    on: 'modal',
  },
  {
    what: 'what an agent asks',
    fine: { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain(5) }] },
    wrong: { type: 'context_actions', elements: [button()] },
  },
];

describe('each block', () => {
  test.each(CASES)('$what: just allowed, and just not', ({ fine, wrong, on = 'message' }) => {
    expect(blockFaults([fine], on)).toEqual([]);
    expect(blockFaults([wrong], on)).toMatchObject([expect.stringContaining('json-pointer:/blocks/0')]);
  });
});

test('fifty blocks in a message, a hundred in a home or a modal; block ids once', () => {
  const dividers = (count: number) => times(count, () => ({ type: 'divider' }));
  expect(blockFaults(dividers(50), 'message')).toEqual([]);
  expect(blockFaults(dividers(51), 'message')).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
  expect(blockFaults(dividers(100), 'home')).toEqual([]);
  expect(blockFaults(dividers(101), 'modal')).toHaveLength(1);
  expect(
    blockFaults(
      times(2, () => ({ type: 'divider', block_id: 'same' })),
      'message',
    ),
  ).toHaveLength(1);
  expect(blockFaults([{ type: 'plan', title: 'Ad' }, task('pending')], 'message')).toHaveLength(1);
});

test('a modal’s title, buttons, data and ids; inputs need a button to send them', () => {
  const modal = {
    type: 'modal',
    title: plain(24),
    submit: plain(24),
    close: plain(24),
    private_metadata: a(3000),
    callback_id: a(255),
    blocks: [input({ type: 'plain_text_input' })],
  };
  expect(viewFaults(modal, 'modal')).toEqual([]);
  const wrong = [
    { title: plain(25) },
    { submit: plain(25) },
    { close: plain(25) },
    { private_metadata: a(3001) },
    { callback_id: a(256) },
    { submit: undefined },
    { colour: 'red' },
    { type: 'home' },
  ];
  for (const change of wrong)
    expect(viewFaults({ ...modal, ...change }, 'modal'), JSON.stringify(change).slice(0, 40)).not.toEqual([]);
  expect(viewFaults({ type: 'home', blocks: [], title: plain(5) }, 'home')).toHaveLength(1);
});

test('a workspace without plans refuses them, which is no fault of the app; long blocks together are refused', async () => {
  const { slack, client } = await slackWith();
  const post = (blocks: object[]) =>
    outcome(client.apiCall('chat.postMessage', { channel: 'CADS', text: 'x', blocks }));
  const plan = [
    {
      type: 'plan',
      title: 'Your ad',
      tasks: [task('in_progress', { details: details('Scene 2 of 4') }), task('pending')],
    },
  ];
  expect(await post(plan)).toBe('ok');
  expect(slack.channel('TACME', 'CADS').at(-1)).toMatchObject({
    text: 'Your ad\n[in_progress] Cut out · Scene 2 of 4\n[pending] Cut out',
    tasks: [{ status: 'in_progress' }, {}],
  });
  slack.setRules('TACME', { hasPlans: false });
  expect(await post(plan)).toBe('invalid_blocks');
  expect(slack.faults).toEqual([]);
  expect(await post(times(5, () => ({ type: 'section', text: mrkdwn(2700) })))).toBe('msg_blocks_too_long');
  expect(await post([image({ image_url: 'http://127.0.0.1:3000/board.png' })])).toBe('invalid_blocks');
  expect(slack.faults).toMatchObject([
    expect.stringContaining('msg_blocks_too_long'),
    expect.stringContaining('downloading image failed'),
  ]);
});

test('what people type and what they read', () => {
  const team = createTeam(ACME);
  expect(typed('Is 5 < 6 & 7 > 6? See acme.com/shop or mail me@acme.com, <@UBEN> <!here>')).toBe(
    'Is 5 &lt; 6 &amp; 7 &gt; 6? See <http://acme.com/shop|acme.com/shop> or mail <mailto:me@acme.com|me@acme.com>, <@UBEN> <!here>',
  );
  expect(readMrkdwn('*Bold* _and_ ~not~ `<@UANN>` 2*3*4 snake_case_name', team)).toEqual({
    text: 'Bold and not <@UANN> 2*3*4 snake_case_name',
    pings: [],
    links: [],
  });
  expect(readMrkdwn('&lt;!channel&gt; &amp; co', team)).toEqual({ text: '<!channel> & co', pings: [], links: [] });
  expect(readMrkdwn('<!channel> <@UBEN> <!subteam^SLEADS> <#CADS> <https://a.b|here>', team)).toEqual({
    text: '@channel @ben @leads #ads here',
    pings: ['@channel', '@ben', '@leads'],
    links: ['https://a.b'],
  });
});
