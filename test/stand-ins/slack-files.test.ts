/** Files in the Slack stand-in: uploads, downloads, pictures in blocks, and what tests make go wrong. */
import { describe, expect, test, vi } from 'vitest';
import { clientOf, outcome, slackWith, uploaded } from './slack/calling.ts';
import { ACME, GLOBEX, USUAL_SCOPES } from './slack/seeds.ts';

const hello = { channel: 'CADS', text: 'hello' };

describe('files', () => {
  const film = (name: string) => ({ file: Buffer.from(name.repeat(50)), filename: name, title: name });

  test('three films become one message in the thread, without a ts in the answer; where they are is known a moment later', async () => {
    const { slack, client } = await slackWith();
    const said = slack.person('TACME', 'UANN').say('CADS', 'go');
    const files = ['a.mp4', 'b.mp4', 'c.mp4'].map(film);
    const done = await client.files.uploadV2({
      channel_id: 'CADS',
      thread_ts: said.ts,
      initial_comment: 'Your films',
      file_uploads: files,
    });
    const completed = uploaded(done);
    expect(completed).toMatchObject([{ shares: {} }, { shares: {} }, { shares: {} }]);
    expect(slack.thread('TACME', 'CADS', said.ts)).toMatchObject([
      {},
      { text: 'Your films', files: [{ name: 'a.mp4', bytes: 250 }, { name: 'b.mp4' }, { name: 'c.mp4' }] },
    ]);
    await vi.waitFor(async () => {
      const { file } = await client.files.info({ file: completed[0]?.id ?? '' });
      expect(file?.shares?.public?.CADS).toMatchObject([{ thread_ts: said.ts }]);
      expect(file?.mimetype).toBe('video/mp4');
    });
    expect(slack.faults).toEqual([]);
  });

  test('a picture can be shown in a block as soon as Slack has looked at it, and not before', async () => {
    const clock = { ms: Date.now() };
    const { slack, client } = await slackWith({ now: () => clock.ms });
    const done = await client.files.uploadV2({ file: Buffer.from('png'), filename: 'board.png' });
    const completed = uploaded(done);
    const id = completed[0]?.id ?? '';
    expect(id).toMatch(/^F[A-Z0-9]{8,}$/);
    const show = () =>
      outcome(
        client.chat.postMessage({
          ...hello,
          blocks: [{ type: 'image', alt_text: 'The storyboard', slack_file: { id } }],
        }),
      );
    expect(await show()).toBe('invalid_blocks');
    clock.ms += 1000;
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('image/png');
    expect(await show()).toBe('ok');
    expect(slack.channel('TACME', 'CADS').at(-1)?.pictures).toEqual([{ alt: 'The storyboard', url: null, file: id }]);
    expect(slack.faults).toEqual([]);
  });

  test('uploads are refused where they are switched off, too large, or not what was announced', async () => {
    const { slack, client } = await slackWith();
    const ask = (length: number) => outcome(client.files.getUploadURLExternal({ filename: 'a.mp4', length }));
    slack.setRules('TACME', { maxFileBytes: 100 });
    expect([await ask(100), await ask(101), await ask(0)]).toEqual([
      'ok',
      'file_upload_size_restricted',
      'missing_argument',
    ]);
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.mp4',
      length: 5,
    });
    expect(await outcome(client.files.completeUploadExternal({ files: [{ id }] }))).toBe('file_not_found');
    expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(400);
    slack.setRules('TACME', { uploads: 'disabled' });
    expect(await ask(5)).toBe('file_uploads_disabled');
    slack.setRules('TACME', { uploads: 'no-tokens' });
    expect(await ask(5)).toBe('not_allowed_token_type');
  });

  test('bytes come only with the right token and permission; else a page to sign in, with status 200', async () => {
    const { slack, client } = await slackWith({ teams: [ACME, GLOBEX] });
    const said = slack.person('TACME', 'UANN').say('CADS', 'look', {
      files: [
        { name: 'a.png', bytes: new Uint8Array([1, 2]) },
        { name: 'stub.png', bytes: new Uint8Array([3]), kind: 'stub' },
        { name: 'doc.png', bytes: new Uint8Array([4]), kind: 'external' },
      ],
    });
    const { messages = [] } = await client.conversations.replies({ channel: 'CADS', ts: said.ts });
    const [plain, stub, external] = messages[0]?.files ?? [];
    const get = async (url = '', token = slack.token('TACME')) => {
      const response = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
      return `${response.status} ${response.headers.get('content-type')}`;
    };
    const page = '200 text/html; charset=utf-8';
    expect(await get(plain?.url_private_download)).toBe('200 image/png');
    expect(await get(plain?.url_private_download, '')).toBe(page);
    expect(await get(plain?.url_private_download, slack.token('TGLOBEX'))).toBe(page);
    slack.setScopes('TACME', ['chat:write']);
    expect(await get(plain?.url_private_download)).toBe(page);
    slack.setScopes('TACME', USUAL_SCOPES);
    expect(stub).toMatchObject({ mode: 'file_access', file_access: 'check_file_info' });
    const { file } = await client.files.info({ file: stub?.id ?? '' });
    expect(await get(file?.url_private_download)).toBe('200 image/png');
    expect(external).toMatchObject({ mode: 'external', is_external: true });
    expect(slack.leaks).toEqual([]);
    await get(external?.url_private);
    expect(slack.leaks).toHaveLength(1);
  });
});

describe('what tests make go wrong', () => {
  test('a lost answer was done, a cut one was not; errors, waits and a share that is forgotten', async () => {
    const { slack, client } = await slackWith();
    slack.fault('chat.postMessage', { kind: 'lose' });
    slack.fault('chat.postMessage', { kind: 'cut' });
    slack.fault('chat.postMessage', { kind: 'status', status: 500 });
    slack.fault('chat.postMessage', { kind: 'error', error: 'internal_error' });
    slack.fault('chat.postMessage', { kind: 'limit', retryAfterSeconds: 7 });
    const seen = [];
    for (let count = 0; count < 6; count += 1)
      seen.push([await outcome(client.chat.postMessage(hello)), slack.channel('TACME', 'CADS').length]);
    expect(seen).toEqual([
      ['slack_webapi_request_error', 1],
      ['slack_webapi_request_error', 1],
      ['slack_webapi_http_error', 1],
      ['internal_error', 1],
      ['slack_webapi_rate_limited_error', 1],
      ['ok', 2],
    ]);
    slack.fault('files.completeUploadExternal', { kind: 'forget' });
    await client.files.uploadV2({ channel_id: 'CADS', file: Buffer.from('a'), filename: 'a.png' });
    expect(slack.channel('TACME', 'CADS')).toHaveLength(2);
  });

  test('files’ addresses cut, hang up and send elsewhere', async () => {
    const { slack } = await slackWith();
    const said = slack
      .person('TACME', 'UANN')
      .say('CADS', '', { files: [{ name: 'a.png', bytes: new Uint8Array([1]) }] });
    const { messages = [] } = await clientOf(slack, slack.token('TACME')).conversations.replies({
      channel: 'CADS',
      ts: said.ts,
    });
    const url = messages[0]?.files?.[0]?.url_private_download ?? '';
    const headers = { authorization: `Bearer ${slack.token('TACME')}` };
    slack.fault('download', { kind: 'cut' });
    slack.fault('download', { kind: 'redirect', to: `${slack.origin}/elsewhere` });
    slack.fault('download', { kind: 'page' });
    await expect(fetch(url, { headers })).rejects.toThrow();
    expect((await fetch(url, { headers, redirect: 'manual' })).status).toBe(302);
    expect((await fetch(url, { headers })).headers.get('content-type')).toContain('text/html');
  });
});
