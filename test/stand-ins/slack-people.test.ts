/** People in the Slack stand-in: forms with their checks, menus, what they look at, and what fades by itself. */
import type { InputBlock, ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import { slackWith } from './slack/calling.ts';
import type { Slack } from './slack-server.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const input = (label: string, element: InputBlock['element'], optional = true): InputBlock => ({
  type: 'input',
  block_id: label,
  label: plain(label),
  element,
  optional,
});

const FORM: ModalView = {
  type: 'modal',
  title: plain('New ad'),
  submit: plain('Make it'),
  blocks: [
    input('Words', { type: 'plain_text_input', action_id: 'words', max_length: 5 }, false),
    input('Seconds', {
      type: 'number_input',
      action_id: 'seconds',
      is_decimal_allowed: false,
      min_value: '5',
      max_value: '30',
      initial_value: '15',
    }),
    input('Tone', {
      type: 'static_select',
      action_id: 'tone',
      options: [
        { text: plain('Calm'), value: 'calm' },
        { text: plain('Loud'), value: 'loud' },
      ],
    }),
    input('Site', { type: 'url_text_input', action_id: 'site' }),
    input('Who', { type: 'multi_users_select', action_id: 'who', initial_users: ['UANN'] }),
    input('Where', {
      type: 'conversations_select',
      action_id: 'where',
      default_to_current_conversation: true,
      response_url_enabled: true,
      filter: { include: ['public', 'private'] },
    }),
    input('Photos', { type: 'file_input', action_id: 'photos', filetypes: ['png', 'jpg'], max_files: 2 }),
  ],
};

/** Nobody is there to answer: what was sent is looked at. */
const NOBODY = { requestUrl: 'http://127.0.0.1:9/' } as const;

const last = (slack: Slack) => slack.parcels.at(-1)?.payload ?? {};
const png = (name: string) => ({ name, bytes: new Uint8Array([1, 2]) });

test('a form goes as it was filled in, with what was there before and the conversation people came from', async () => {
  const { slack, client } = await slackWith(NOBODY);
  const ann = slack.person('TACME', 'UANN');
  await ann.command('/ad', '', 'CADS');
  await client.views.open({ trigger_id: String(last(slack).trigger_id), view: FORM });
  const wrong = { Words: 'too many', Seconds: '4', Site: 'acme', Photos: [png('a.gif')] };
  const problems =
    /at most 5 characters; Seconds: between 5 and 30; Site: not a valid URL; Photos: files of the type gif/;
  await expect(ann.submit(wrong)).rejects.toThrow(problems);
  await expect(ann.submit({ Words: 'x', Tone: 'Shy' })).rejects.toThrow('no option Shy, only Calm, Loud');
  await expect(ann.submit({ Words: 'x', Colour: 'red' })).rejects.toThrow('there is no field Colour');
  expect(
    await ann.submit({ words: 'Shoes', Tone: 'Loud', Who: ['UBEN', 'UCAT'], Photos: [png('a.png'), png('b.jpg')] }),
  ).toEqual({ result: 'late' });
  expect(last(slack)).toMatchObject({
    view: {
      state: {
        values: {
          Words: { words: { type: 'plain_text_input', value: 'Shoes' } },
          Seconds: { seconds: { value: '15' } },
          Tone: { tone: { selected_option: { text: { text: 'Loud' }, value: 'loud' } } },
          Site: { site: { value: null } },
          Who: { who: { selected_users: ['UBEN', 'UCAT'] } },
          Where: { where: { selected_conversation: 'CADS' } },
          Photos: { photos: { files: [{ name: 'a.png', user: 'UANN' }, { name: 'b.jpg' }] } },
        },
      },
    },
    response_urls: [{ block_id: 'Where', channel_id: 'CADS' }],
  });
  expect(slack.views('TACME', 'UANN')).toHaveLength(1);
  await ann.closeModal();
  expect(slack.views('TACME', 'UANN')).toEqual([]);
});

test('a conversation that the menu does not offer is not filled in', async () => {
  const { slack, client } = await slackWith(NOBODY);
  const ann = slack.person('TACME', 'UANN');
  await ann.shortcut('new_ad', ann.dmChannel);
  await client.views.open({ trigger_id: String(last(slack).trigger_id), view: FORM });
  await ann.submit({ Words: 'x' });
  expect(last(slack)).toMatchObject({
    view: { state: { values: { Where: { where: { selected_conversation: null } } } } },
    response_urls: [],
  });
});

test('menus and buttons of messages, whispers and the home are found by what they say', async () => {
  const { slack, client } = await slackWith(NOBODY);
  const ann = slack.person('TACME', 'UANN');
  const menu = {
    type: 'static_select',
    action_id: 'scene',
    placeholder: plain('Redo …'),
    options: [
      { text: plain('Scene 1'), value: '1' },
      { text: plain('Scene 2'), value: '2' },
    ],
  } as const;
  const button = { type: 'button', action_id: 'keep', text: plain('Keep'), value: '{"version":2}' } as const;
  const people = { type: 'users_select', action_id: 'approver', placeholder: plain('Who may approve') } as const;
  const said = ann.say('CADS', 'an ad');
  await client.chat.postMessage({
    channel: 'CADS',
    thread_ts: said.ts,
    text: 'Done',
    blocks: [{ type: 'actions', elements: [{ ...menu, options: [...menu.options] }, button] }],
  });
  await client.chat.postEphemeral({
    channel: 'CADS',
    user: 'UANN',
    text: 'You',
    blocks: [{ type: 'actions', elements: [{ ...button, text: plain('Dismiss') }] }],
  });
  await client.views.publish({
    user_id: 'UANN',
    view: { type: 'home', blocks: [{ type: 'section', text: plain('Rights'), accessory: people }] },
  });
  await ann.choose('Redo …', 'Scene 2', said);
  expect(last(slack)).toMatchObject({
    actions: [{ type: 'static_select', action_id: 'scene', selected_option: { value: '2' } }],
    container: { thread_ts: said.ts },
  });
  await ann.press('Keep');
  expect(last(slack)).toMatchObject({
    actions: [{ type: 'button', value: '{"version":2}' }],
    message: { text: 'Done' },
  });
  await ann.press('Dismiss');
  expect(last(slack)).toMatchObject({ container: { is_ephemeral: true }, actions: [{ action_id: 'keep' }] });
  await ann.choose('Who may approve', 'UBEN', 'home');
  expect(last(slack)).toMatchObject({
    actions: [{ selected_user: 'UBEN' }],
    view: { type: 'home' },
    container: { type: 'view' },
  });
  await expect(ann.press('Explode')).rejects.toThrow('UANN sees nothing called Explode');
  await expect(slack.person('TACME', 'UBEN').press('Dismiss')).rejects.toThrow('UBEN sees nothing called Dismiss');
});

test('a status ends with the answer or after two minutes; prompts with a thread are never seen', async () => {
  const clock = { ms: Date.now() };
  const { slack, client } = await slackWith({ now: () => clock.ms });
  const ann = slack.person('TACME', 'UANN');
  const said = ann.dm('hello');
  const about = { channel_id: ann.dmChannel, thread_ts: said.ts };
  await client.assistant.threads.setStatus({ ...about, status: 'is thinking…', loading_messages: ['Reading'] });
  expect(slack.status('TACME', ann.dmChannel, said.ts)).toMatchObject({ text: 'is thinking…' });
  await client.chat.postMessage({ channel: ann.dmChannel, thread_ts: said.ts, text: 'Hello' });
  expect(slack.status('TACME', ann.dmChannel, said.ts)).toBeNull();
  await client.assistant.threads.setStatus({ ...about, status: 'is drawing…' });
  clock.ms += 120_000;
  expect(slack.status('TACME', ann.dmChannel, said.ts)).toBeNull();
  await client.agents.sessions.setStatus({ ...about, status: 'processing' });
  expect(slack.session('TACME', ann.dmChannel, said.ts)).toBe('processing');
  expect(slack.faults).toEqual([]);
  await client.assistant.threads.setSuggestedPrompts({ ...about, prompts: [{ title: 'Go', message: 'Go' }] });
  expect(slack.prompts('TACME', ann.dmChannel)).toEqual([]);
  expect(slack.faults).toHaveLength(1);
});

test('people cannot do what Slack does not let them', async () => {
  const { slack } = await slackWith(NOBODY);
  const ann = slack.person('TACME', 'UANN');
  expect(() => ann.say('COLD', 'hello')).toThrow('archived');
  expect(() => slack.person('TACME', 'UNOBODY')).toThrow('No UNOBODY');
  await expect(ann.submit({})).rejects.toThrow('no modal open');
  slack.setScopes('TACME', ['chat:write']);
  await expect(ann.command('/ad')).rejects.toThrow('commands is missing');
});
