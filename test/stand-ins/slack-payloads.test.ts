/** The Slack stand-in sends what the recorded payloads show: the same fields of the same kinds. */
import { expect, test } from 'vitest';
import * as recorded from '../fixtures/slack-payloads.ts';
import { slackWith } from './slack/calling.ts';

/** Names of fields and kinds of values, without the values; of a list, its first item. */
function shapeOf(given: unknown): unknown {
  if (given === undefined || given === null || typeof given !== 'object') return given === null ? 'null' : typeof given;
  if (Array.isArray(given)) return given.length === 0 ? [] : [shapeOf(given[0])];
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.sort().map(([key, value]) => [key, key === 'blocks' || key === 'elements' ? 'blocks' : shapeOf(value)]),
  );
}

const PHOTO = { name: 'shoe.png', bytes: new Uint8Array([1, 2, 3, 4, 5, 6, 7]) };

test('events: messages with and without files, mentions, changes, the home, the stop button and the goodbye', async () => {
  const { slack } = await slackWith();
  const ann = slack.person('TACME', 'UANN');
  const said = ann.say('CADS', 'an ad for acme.com & more');
  ann.say('CADS', 'an ad', { files: [PHOTO] });
  ann.mention('CADS', 'an ad');
  ann.edit(said, 'another ad');
  ann.delete(said);
  ann.openHome('messages');
  ann.stopAgent(said);
  slack.uninstall('TACME');
  const events = slack.parcels.map(({ payload }) => payload.event as { type: string; subtype?: string }); // only events were sent
  const sent = (type: string, subtype?: string) =>
    events.find((event) => event.type === type && event.subtype === subtype);
  const { channels: _, groups: __, ...file } = recorded.fileShare.files[0] ?? { channels: [], groups: [] };
  expect(shapeOf(sent('message'))).toEqual(shapeOf(recorded.message));
  expect(sent('message')).toMatchObject({ text: recorded.message.text });
  expect(shapeOf(sent('message', 'file_share'))).toMatchObject({
    ...(shapeOf({ ...recorded.fileShare, files: [file] }) as object),
  });
  expect(shapeOf(sent('app_mention'))).toEqual(shapeOf(recorded.appMention));
  const changed = shapeOf({
    ...recorded.messageChanged,
    message: { ...recorded.message, edited: { user: 'UANN', ts: '1' } },
  });
  expect(shapeOf(sent('message', 'message_changed'))).toEqual(changed);
  expect(shapeOf(sent('message', 'message_deleted'))).toEqual(
    shapeOf({
      ...recorded.messageDeleted,
      previous_message: { ...recorded.message, edited: { user: 'UANN', ts: '1' } },
    }),
  );
  expect(shapeOf(sent('app_home_opened'))).toEqual(shapeOf(recorded.appHomeOpened));
  expect(shapeOf(sent('agent_session_stopped'))).toEqual(shapeOf(recorded.agentSessionStopped));
  expect(sent('app_uninstalled')).toEqual(recorded.appUninstalled);
  expect(sent('tokens_revoked')).toEqual(recorded.tokensRevoked);
});

test('presses, forms, shortcuts and commands', async () => {
  const { slack, client } = await slackWith({ requestUrl: 'http://127.0.0.1:9/' });
  const ann = slack.person('TACME', 'UANN');
  const said = ann.say('CADS', 'an ad for acme.com & more');
  const text = { type: 'plain_text', text: 'Approve' } as const;
  const blocks = [
    { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'approve', text, value: '{}' }] },
  ];
  await client.chat.postMessage({ channel: 'CADS', thread_ts: said.ts, text: 'Your storyboard', blocks });
  await ann.press('Approve', said);
  const { bot_profile: _, ...pressed } = (slack.parcels.at(-1)?.payload.message ?? {}) as Record<string, unknown>; // a press on a message has one
  expect(shapeOf({ ...slack.parcels.at(-1)?.payload, message: pressed })).toEqual(shapeOf(recorded.blockActions));
  await ann.command('/ad', 'shoes', 'CADS');
  const command = slack.parcels.at(-1)?.payload;
  expect(shapeOf(command)).toEqual(shapeOf(recorded.slashCommand));
  await ann.shortcut('make_ad_from_message', said);
  // The message has a reply by now, and says so.
  const { message } = slack.parcels.at(-1)?.payload ?? {};
  expect(shapeOf(slack.parcels.at(-1)?.payload)).toMatchObject({ ...(shapeOf(recorded.messageAction) as object) });
  expect(message).toMatchObject({ reply_count: 1, text: recorded.messageAction.message.text });
  await ann.shortcut('new_ad');
  expect(shapeOf(slack.parcels.at(-1)?.payload)).toEqual(shapeOf(recorded.globalShortcut));
  await client.views.open({
    trigger_id: String(command?.trigger_id),
    view: {
      type: 'modal',
      callback_id: 'brief',
      title: { type: 'plain_text', text: 'New ad' },
      submit: { type: 'plain_text', text: 'Make it' },
      blocks: [
        { type: 'input', block_id: 'what', label: text, element: { type: 'plain_text_input', action_id: 'text' } },
        { type: 'input', block_id: 'photo', label: text, element: { type: 'file_input', action_id: 'files' } },
      ],
    },
  });
  expect(await ann.submit({ text: 'shoes', files: [PHOTO] })).toEqual({ result: 'late' });
  const { thumb_360: thumb, ...rest } = fileIn(slack.parcels.at(-1)?.payload);
  expect(thumb).toBeDefined();
  expect(shapeOf(rest)).toEqual(shapeOf(recorded.SLACK_FILE));
  expect(shapeOf(slack.parcels.at(-1)?.payload)).toMatchObject({ ...(shapeOf(recorded.viewSubmission) as object) });
});

function fileIn(payload: unknown): Record<string, unknown> {
  const { view } = payload as {
    view: { state: { values: { photo: { files: { files: Record<string, unknown>[] } } } } };
  }; // as the form is
  return view.state.values.photo.files.files[0] ?? {};
}
