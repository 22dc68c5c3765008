/** The Web API of the Slack stand-in with the real WebClient: what it does, and what it refuses as Slack does. */
import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { clientOf, outcome, slackWith } from './slack/calling.ts';
import { ACME, GLOBEX, USUAL_SCOPES } from './slack/seeds.ts';

const hello = { channel: 'CADS', text: 'hello' };

describe('who may call', () => {
  test('no token, a wrong one, a revoked one, and one of an app that was taken away', async () => {
    const { slack, client } = await slackWith();
    expect(await outcome(clientOf(slack, '').auth.test())).toBe('not_authed');
    expect(await outcome(clientOf(slack, 'xoxb-nobody').auth.test())).toBe('invalid_auth');
    expect(await outcome(clientOf(slack, slack.app.appToken).auth.test())).toBe('not_allowed_token_type');
    expect(await outcome(client.apps.connections.open({}))).toBe('not_allowed_token_type');
    slack.revoke('TACME');
    expect(await outcome(client.auth.test())).toBe('token_revoked');
    slack.uninstall('TACME');
    expect(await outcome(client.auth.test())).toBe('account_inactive');
  });

  test('a missing permission is named, with what there is', async () => {
    const { slack, client } = await slackWith({
      teams: [{ ...ACME, scopes: USUAL_SCOPES.filter((scope) => scope !== 'chat:write') }],
    });
    await expect(client.chat.postMessage(hello)).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write', provided: expect.stringContaining('files:read') },
    });
    slack.setScopes('TACME', ['chat:write']);
    expect(await outcome(client.chat.postMessage(hello))).toBe('ok');
    expect(await outcome(client.conversations.replies({ channel: 'CADS', ts: '1700000000.000100' }))).toBe(
      'missing_scope',
    );
  });

  test('one workspace cannot see another’s channels, files or messages', async () => {
    const { slack, client } = await slackWith({ teams: [ACME, GLOBEX] });
    const other = clientOf(slack, slack.token('TGLOBEX'));
    const { ts = '' } = await client.chat.postMessage(hello);
    expect(await outcome(other.chat.update({ channel: 'CADS', ts, text: 'mine' }))).toBe('channel_not_found');
    expect(await outcome(other.chat.postMessage({ channel: 'CPROMO', text: 'hello' }))).toBe('ok');
  });
});

describe('what may be asked', () => {
  test('unknown methods and arguments, wrong types and broken JSON are refused, and are held against the app', async () => {
    const { slack, client } = await slackWith();
    const outcomes = [
      await outcome(client.apiCall('chat.shout', hello)),
      await outcome(client.apiCall('chat.postMessage', { ...hello, colour: 'red' })),
      await outcome(client.apiCall('chat.postMessage', { ...hello, blocks: '[{' })),
      await outcome(client.apiCall('chat.postMessage', { ...hello, metadata: { event_type: 'a' } })),
      await outcome(client.apiCall('chat.postMessage', { channel: 'CADS' })),
      await outcome(client.apiCall('chat.postMessage', { ...hello, thread_ts: 'yesterday' })),
      await outcome(client.chat.postMessage({ ...hello, text: 'a'.repeat(40_001) })),
    ];
    expect(outcomes).toEqual([
      'unknown_method',
      'invalid_arguments',
      'invalid_arguments',
      'invalid_arguments',
      'no_text',
      'invalid_arguments',
      'msg_too_long',
    ]);
    expect(slack.faults).toHaveLength(outcomes.length);
    expect(slack.faults[1]).toContain('colour');
  });

  test('JSON bodies are as good as forms, and anything else is not', async () => {
    const { slack } = await slackWith();
    const post = async (type: string, body: string) => {
      const headers = { 'content-type': type, authorization: `Bearer ${slack.token('TACME')}` };
      const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
      return (await response.json()) as { ok: boolean; error?: string }; // as Slack answers
    };
    const blocks = [{ type: 'divider' }];
    expect(
      await post('application/json; charset=utf-8', JSON.stringify({ ...hello, blocks, unfurl_links: false })),
    ).toMatchObject({ ok: true });
    expect(await post('application/json', '{')).toMatchObject({ error: 'invalid_json' });
    expect(await post('text/css', 'a')).toMatchObject({ error: 'invalid_post_type' });
  });

  test('channels: unknown, private without the bot, without the bot, archived, and a person’s own', async () => {
    const { slack, client } = await slackWith();
    const to = (channel: string) => outcome(client.chat.postMessage({ channel, text: 'hello' }));
    expect(await Promise.all(['CNONE', 'CSECRET', 'CGENERAL', 'COLD', 'CLAUNCH', 'UANN', 'DBEN'].map(to))).toEqual([
      ...['channel_not_found', 'channel_not_found', 'not_in_channel', 'is_archived', 'ok', 'ok', 'ok'],
    ]);
    slack.kick('TACME', 'CLAUNCH');
    slack.archive('TACME', 'CADS');
    slack.invite('TACME', 'CGENERAL');
    expect(await Promise.all(['CLAUNCH', 'CADS', 'CGENERAL'].map(to))).toEqual([
      'channel_not_found',
      'is_archived',
      'ok',
    ]);
    expect(slack.channel('TACME', 'DANN')).toMatchObject([{ text: 'hello' }]);
  });
});

describe('messages', () => {
  test('metadata comes back to whoever asks for it, and threads can be read page by page', async () => {
    const { client } = await slackWith();
    const { ts = '' } = await client.chat.postMessage(hello);
    for (const number of [1, 2, 3]) {
      await client.chat.postMessage({
        ...hello,
        thread_ts: ts,
        metadata: { event_type: 'adgen_card', event_payload: { key: `card-${number}` } },
      });
    }
    const plain = await client.conversations.replies({ channel: 'CADS', ts });
    expect(plain.messages?.map(({ metadata }) => metadata)).toEqual([undefined, undefined, undefined, undefined]);
    expect(plain.messages?.[0]).toMatchObject({ reply_count: 3, thread_ts: ts });
    const first = await client.conversations.replies({ channel: 'CADS', ts, limit: 2, include_all_metadata: true });
    expect(first.messages?.map(({ metadata }) => metadata?.event_payload)).toEqual([undefined, { key: 'card-1' }]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.replies({ channel: 'CADS', ts, cursor, include_all_metadata: true });
    expect(rest.messages).toHaveLength(2);
    expect((await client.conversations.history({ channel: 'CADS' })).messages).toHaveLength(1);
  });

  test('only its own messages can be changed and deleted; what people deleted is not found', async () => {
    const { slack, client } = await slackWith();
    const said = slack.person('TACME', 'UANN').say('CADS', 'mine');
    const { ts = '' } = await client.chat.postMessage({
      ...hello,
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'One' } }],
    });
    expect(await outcome(client.chat.update({ channel: 'CADS', ts: said.ts, text: 'yours' }))).toBe(
      'cant_update_message',
    );
    expect(await outcome(client.chat.delete({ channel: 'CADS', ts: said.ts }))).toBe('cant_delete_message');
    await client.chat.update({ channel: 'CADS', ts, text: 'fallback' });
    expect(slack.channel('TACME', 'CADS').at(-1)).toMatchObject({ text: 'One', fallback: 'fallback', isEdited: true });
    await client.chat.update({ channel: 'CADS', ts, text: 'plain', blocks: [] });
    expect(slack.channel('TACME', 'CADS').at(-1)).toMatchObject({ text: 'plain', controls: [] });
    slack.person('TACME', 'UANN').delete({ team: 'TACME', channel: 'CADS', ts, thread: ts });
    expect(await outcome(client.chat.update({ channel: 'CADS', ts, text: 'gone' }))).toBe('message_not_found');
  });

  test('a reply to a root that was deleted comes into the channel without a word, and a reply’s ts is held against the app', async () => {
    const { slack, client } = await slackWith();
    const ann = slack.person('TACME', 'UANN');
    const said = ann.say('CADS', 'soon gone');
    ann.delete(said);
    const lost = await client.chat.postMessage({ ...hello, thread_ts: said.ts });
    expect(lost.message?.thread_ts).toBeUndefined();
    const root = ann.say('CADS', 'root');
    const reply = await client.chat.postMessage({ ...hello, thread_ts: root.ts });
    expect(slack.faults).toEqual([]);
    await client.chat.postMessage({ ...hello, thread_ts: reply.ts ?? '' });
    expect(slack.thread('TACME', 'CADS', root.ts)).toHaveLength(2);
    expect(slack.faults).toMatchObject([expect.stringContaining('is a reply')]);
  });

  test('whispers reach one person, who must be in the channel', async () => {
    const { slack, client } = await slackWith({
      teams: [{ ...ACME, channels: [{ id: 'CADS', name: 'ads', members: ['UANN'] }] }],
    });
    const whisper = (user: string) => outcome(client.chat.postEphemeral({ ...hello, user }));
    expect([await whisper('UANN'), await whisper('UBEN'), await whisper('UNOBODY')]).toEqual([
      'ok',
      'user_not_in_channel',
      'user_not_found',
    ]);
    expect(slack.ephemerals('TACME', 'UANN')).toMatchObject([{ text: 'hello', channel: 'CADS' }]);
    expect(slack.channel('TACME', 'CADS')).toEqual([]);
  });

  test('a stream can be written until it is stopped or too old, and cannot be edited while it runs', async () => {
    const clock = { ms: Date.now() };
    const { slack, client } = await slackWith({ now: () => clock.ms });
    const said = slack.person('TACME', 'UANN').say('CADS', 'hello');
    const about = { channel: 'CADS', thread_ts: said.ts, recipient_team_id: 'TACME', recipient_user_id: 'UANN' };
    const { ts = '' } = await client.chat.startStream({ ...about, markdown_text: 'One ' });
    await client.chat.appendStream({ channel: 'CADS', ts, markdown_text: 'two' });
    expect(await outcome(client.chat.update({ channel: 'CADS', ts, text: 'no' }))).toBe('streaming_state_conflict');
    clock.ms += 300_001;
    expect(await outcome(client.chat.stopStream({ channel: 'CADS', ts }))).toBe('message_not_in_streaming_state');
    expect(slack.thread('TACME', 'CADS', said.ts).at(-1)?.text).toBe('One two');
  });
});

describe('how often', () => {
  test('fifty edits a minute in a workspace, and then a 429 with the time to wait', async () => {
    const clock = { ms: Date.now() };
    const { client } = await slackWith({ now: () => clock.ms });
    const { ts = '' } = await client.chat.postMessage(hello);
    const edit = () => outcome(client.chat.update({ channel: 'CADS', ts, text: 'again' }));
    for (let count = 0; count < 50; count += 1) expect(await edit()).toBe('ok');
    clock.ms += 20_000;
    await expect(client.chat.update({ channel: 'CADS', ts, text: 'again' })).rejects.toMatchObject({ retryAfter: 40 });
    clock.ms += 40_001;
    expect(await edit()).toBe('ok');
  });

  test('limits can be set by method or taken away', async () => {
    const { client } = await slackWith({
      limits: 'none',
      methodLimits: { 'chat.postMessage': { calls: 1, perMs: 60_000 } },
    });
    const { ts = '' } = await client.chat.postMessage(hello);
    expect(await outcome(client.chat.postMessage(hello))).toBe('slack_webapi_rate_limited_error');
    for (let count = 0; count < 60; count += 1) await client.chat.update({ channel: 'CADS', ts, text: 'again' });
  });
});

describe('views', () => {
  const view: ModalView = {
    type: 'modal',
    title: { type: 'plain_text', text: 'New ad' },
    blocks: [{ type: 'divider' }],
  };

  test('a trigger lives for three seconds and opens one view', async () => {
    const clock = { ms: Date.now() };
    const { slack, client } = await slackWith({ now: () => clock.ms, requestUrl: 'http://127.0.0.1:9/' });
    const triggers = async () => {
      await slack.person('TACME', 'UANN').command('/ad');
      return String(slack.parcels.at(-1)?.payload.trigger_id);
    };
    const [first, late] = [await triggers(), await triggers()];
    expect(await outcome(client.views.open({ trigger_id: first, view }))).toBe('ok');
    expect(await outcome(client.views.open({ trigger_id: first, view }))).toBe('exchanged_trigger_id');
    expect(await outcome(client.views.open({ trigger_id: 'any', view }))).toBe('invalid_trigger_id');
    clock.ms += 3001;
    expect(await outcome(client.views.open({ trigger_id: late, view }))).toBe('expired_trigger_id');
  });

  test('three views lie on each other at most, and a stale hash does not overwrite', async () => {
    const { slack, client } = await slackWith({ requestUrl: 'http://127.0.0.1:9/' });
    const trigger = async () => {
      await slack.person('TACME', 'UANN').shortcut('new_ad');
      return { trigger_id: String(slack.parcels.at(-1)?.payload.trigger_id) };
    };
    const opened = await client.views.open({ ...(await trigger()), view });
    await client.views.push({ ...(await trigger()), view });
    await client.views.push({ ...(await trigger()), view });
    expect(await outcome(client.views.push({ ...(await trigger()), view }))).toBe('push_limit_reached');
    const about = { view_id: opened.view?.id ?? '', view };
    await client.views.update({ ...about, hash: opened.view?.hash ?? '' });
    expect(await outcome(client.views.update({ ...about, hash: opened.view?.hash ?? '' }))).toBe('hash_conflict');
    await client.views.publish({ user_id: 'UANN', view: { type: 'home', blocks: [] } });
    expect(await outcome(client.views.publish({ user_id: 'UNOBODY', view: { type: 'home', blocks: [] } }))).toBe(
      'user_not_found',
    );
  });
});
