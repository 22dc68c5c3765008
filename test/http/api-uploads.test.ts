/** What is sent to the API and is not as it should be: too much, too slow, cut off, of the wrong kind, too often. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerError } from '../../src/http/api/denial.ts';
import { atMost, atOnce } from '../../src/http/api/rate-limit.ts';
import { readBody } from '../../src/http/api/read-body.ts';
import type { ApiEnv } from '../../src/http/api/whose.ts';
import {
  type ApiServer,
  type OrderFields,
  orderForm,
  picture,
  refusal,
  type Somebody,
  somebody,
  startApi,
} from './api-server.ts';
import { json } from './browser.ts';
import { rawRequest } from './raw-request.ts';

const MB = 1024 * 1024;
let api: ApiServer;
let ada: Somebody;
beforeAll(async () => {
  api = await startApi();
  ada = await somebody(api.address);
});
afterAll(() => api.close());

describe('an order', () => {
  const bad: readonly [string, OrderFields, number, string][] = [
    ['without a brief', { brief: null }, 400, 'brief: This is missing.'],
    [
      'with an empty brief',
      { brief: '   ' },
      400,
      'brief: The brief is empty. Say in a sentence or two what the ad is about.',
    ],
    [
      'with a brief that is too long',
      { brief: 'x'.repeat(4001) },
      400,
      'brief: The brief is too long. Keep it under 4000 characters.',
    ],
    ['with a brief that is a file', { brief: picture() }, 400, 'brief: This has to be text, not a file.'],
    ['with a brief that is no text', { brief: 'a\0b' }, 400, 'brief: There are characters in it that are no text.'],
    [
      'with a brand that is too long',
      { brandName: 'x'.repeat(61) },
      400,
      'brandName: The brand name is too long for a film. Keep it under 60 characters.',
    ],
    [
      'with a colour that is none',
      { primaryColor: 'mud?' },
      400,
      'primaryColor: "mud?" is not a colour we can use. Give a CSS name such as teal, or a hex value such as #4dbac7.',
    ],
    [
      'with a duration in words',
      { duration: 'soon' },
      400,
      'duration: The duration is not a number. Give the seconds, for example 15 or 30.',
    ],
    ['without a duration', { duration: '' }, 400, 'duration: This is missing.'],
    ['without a picture', { productImage: null }, 400, 'productImage: The picture of the product is missing.'],
    ['with a picture that is text', { productImage: 'bottle.png' }, 400, 'productImage: This has to be a file.'],
    [
      'with an empty picture',
      { productImage: picture(new Uint8Array(0)) },
      400,
      'productImage: The file is empty. Please send it again.',
    ],
    [
      'with a picture that is none',
      { productImage: picture(new Uint8Array(9), 'notes.txt') },
      400,
      'productImage: This is no picture. Send a PNG or a JPEG.',
    ],
    [
      'with a picture above 25 MB',
      { productImage: picture(new Uint8Array(25 * MB + 1)) },
      413,
      'productImage: The picture is larger than 25 MB. Please send a smaller one.',
    ],
  ];
  test.each(bad)('%s is refused by the name of the field', async (_what, fields, status, message) => {
    expect(await refusal(await ada.order(fields))).toMatchObject({ status, message });
  });

  test.each(['10', '121', '-6', '6e1', 'Infinity', '0x6'])(
    'of %s seconds is refused or understood, never guessed',
    async (duration) => {
      const answer = await ada.order({ duration });
      expect([201, 400]).toContain(answer.status);
      if (answer.status === 400) expect((await refusal(answer)).message).toMatch(/^duration: /);
    },
  );

  test('with a field that nobody knows, or the same one twice, is refused by its name', async () => {
    const form = orderForm();
    form.append('isAdmin', 'true');
    const send = (body: FormData) => ada.ask('/api/projects', { method: 'POST', body });
    expect((await refusal(await send(form))).message).toMatch(
      /^isAdmin: There is no such field\. The fields are brief, /,
    );
    const twice = orderForm();
    twice.append('brief', 'another');
    expect(await refusal(await send(twice))).toMatchObject({
      status: 400,
      message: 'brief: This field was sent more than once.',
    });
  });

  test('that is no form is of the wrong type', async () => {
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain',
      'multipart/mixed; boundary=x',
    ]) {
      const answer = await ada.ask('/api/projects', { method: 'POST', body: '{}', headers: { 'content-type': type } });
      expect(await refusal(answer)).toMatchObject({ status: 415, code: 'wrong-type' });
    }
  });

  test.each([
    ['nothing', ''],
    ['no end', '--x\r\nContent-Disposition: form-data; name="brief"\r\n\r\nhello'],
    ['another boundary', '--y\r\nContent-Disposition: form-data; name="brief"\r\n\r\nhello\r\n--y--\r\n'],
    ['no name', '--x\r\nContent-Disposition: form-data\r\n\r\nhello\r\n--x--\r\n'],
    ['no head', '--x\r\n\r\nhello\r\n--x--\r\n'],
    ['a broken head', '--x\r\n: :\r\n\r\nhello\r\n--x--\r\n'],
    ['bytes', '--x\r\n\u0000\u00ff\ud7ff\r\n--x--'],
    ['very many parts', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(10_000)],
  ])('whose form has %s is refused', async (_what, body) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await ada.ask('/api/projects', { method: 'POST', body, headers });
    expect(await refusal(answer)).toMatchObject({ status: 400, code: 'bad-input' });
  });

  test('that says it is too large is refused before any of it is read', async () => {
    const head = [...headOf('POST', '/api/projects'), `Content-Length: ${27 * MB}`];
    expect(await rawRequest(api.address, { head, hangs: true })).toMatchObject({
      status: 413,
      text: expect.stringContaining('at most 26 MB'),
    });
  });

  test('that goes on without end is refused at its 26th MB', async () => {
    let sent = 0;
    const endless = function* () {
      const piece = new Uint8Array(MB);
      for (; sent < 200; sent += 1) yield* ['100000\r\n', piece, '\r\n'];
    };
    const head = [...headOf('POST', '/api/projects'), 'Transfer-Encoding: chunked'];
    const answer = await rawRequest(api.address, { head, body: endless() });
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(100);
  });

  test('that is cut off leaves nothing behind, and the next one is taken', async () => {
    const before = await json(await ada.get('/api/projects/user/all'));
    const head = [...headOf('POST', '/api/projects'), 'Content-Length: 5000'];
    expect((await rawRequest(api.address, { head, body: ['--x\r\nContent-Disp'] })).status).not.toBe(201);
    expect(await json(await ada.get('/api/projects/user/all'))).toEqual(before);
    expect((await ada.order()).status).toBe(201);
  });

  function headOf(method: string, path: string): readonly string[] {
    return [
      `${method} ${path} HTTP/1.1`,
      `Authorization: Bearer ${ada.token}`,
      'Content-Type: multipart/form-data; boundary=x',
    ];
  }
});

describe('JSON', () => {
  const edits = '/api/projects/p1/edits';
  test('is looked at only for an ad that is there', async () => {
    expect((await ada.ask(edits, { method: 'POST', body: '{' })).status).toBe(404);
  });

  test('of another type, broken, in no text, or too large is refused', async () => {
    const { project_id } = await json<{ project_id: string }>(await ada.order());
    const send = async (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') => {
      const path = `/api/projects/${project_id}/edits`;
      return refusal(await ada.ask(path, { method: 'POST', body, headers: { 'content-type': type } }));
    };
    expect(await send('{}', 'text/plain')).toMatchObject({ status: 415, code: 'wrong-type' });
    expect(await send('{}', 'application/jsonp')).toMatchObject({ status: 415 });
    expect(await send('{"edits":')).toMatchObject({ status: 400, message: 'The request is no JSON that can be read.' });
    expect(await send(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({ status: 400 });
    expect(await send('[]')).toMatchObject({ status: 400 });
    expect(await send('['.repeat(100_000))).toMatchObject({ status: 400 });
    expect(await send(`"${'x'.repeat(300_000)}"`)).toMatchObject({ status: 413, code: 'too-large' });
  });
});

describe('reading', () => {
  const limits = { maxBytes: 100, stallMs: 50, totalMs: 200 };
  const read = (body: ReadableStream) => {
    const app = new Hono().post('/', async (c) => c.text(`${(await readBody(c, limits)).length}`));
    app.onError((error, c) => answerError(c, error, { info() {}, warn() {}, error() {} }));
    return app.request('/', { method: 'POST', body, duplex: 'half' } as RequestInit); // the type knows no duplex
  };
  const stream = (pull: (controller: ReadableStreamDefaultController) => void | Promise<void>) =>
    new ReadableStream({ pull });

  test('ends at a silence that is too long', async () => {
    const answer = await read(stream(() => new Promise(() => undefined)));
    expect(await refusal(answer)).toMatchObject({ status: 408, code: 'too-slow' });
  });

  test('ends when drops come for too long', async () => {
    const drop = stream(async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.enqueue(new Uint8Array(1));
    });
    expect((await read(drop)).status).toBe(408);
  });

  test('ends at the first byte too many', async () => {
    let pulled = 0;
    const flood = stream((controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(60));
    });
    expect((await read(flood)).status).toBe(413);
    expect(pulled).toBeLessThan(5);
  });
});

describe('too often', () => {
  test('a person who orders ads by the thousand has to wait, and nobody else does', async () => {
    const strict = await startApi({ rates: { order: { burst: 3, everyMs: 60_000 } } });
    const [one, other] = [await somebody(strict.address), await somebody(strict.address)];
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await one.order({ brief: `number ${time}` })).status);
    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    const answer = await one.order();
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await refusal(answer)).toMatchObject({ code: 'too-often', message: expect.stringContaining('Please wait') });
    expect((await other.order()).status).toBe(201);
    expect((await one.get('/api/projects/user/all')).status).toBe(200);
    await strict.close();
  });

  test('is forgotten with time, a place at a time', async () => {
    let nowMs = 0;
    const app = new Hono<ApiEnv>();
    app.onError((error, c) => answerError(c, error, { info() {}, warn() {}, error() {} }));
    app.use(async (c, next) => {
      c.set('person', { userId: c.req.query('as') ?? '' });
      await next();
    });
    app.get(
      '/',
      atMost({ burst: 2, everyMs: 1000 }, 'Slowly.', () => nowMs),
      (c) => c.text('in'),
    );
    const statuses = async (count: number) => {
      const seen: number[] = [];
      for (let time = 0; time < count; time += 1) seen.push((await app.request('/?as=ada')).status);
      return seen;
    };
    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect((await app.request('/?as=ada')).headers.get('retry-after')).toBe('1');
    nowMs += 1000;
    expect(await statuses(2)).toEqual([200, 429]);
    nowMs += 60_000;
    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect((await app.request('/?as=bob')).status).toBe(200);
  });

  test('at once: one person has few places, everybody together has more, and each place is given back once', () => {
    const room = atOnce(2, 3);
    const leave = room.enter('ada');
    room.enter('ada');
    expect(() => room.enter('ada')).toThrow(expect.objectContaining({ status: 429 }));
    room.enter('bob');
    expect(() => room.enter('clara')).toThrow(expect.objectContaining({ status: 503 }));
    leave();
    leave();
    room.enter('clara');
    expect(() => room.enter('dora')).toThrow(expect.objectContaining({ status: 503 }));
  });
});
