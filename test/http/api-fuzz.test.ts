/** Anything sent anywhere: whatever it is, adgen answers in its own words and nothing fails on our side. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, ordered, orderForm, picture, type Somebody, somebody, startApi } from './api-server.ts';
import { json } from './browser.ts';
import { rawRequest } from './raw-request.ts';

let api: ApiServer;
let ada: Somebody;
let own: string;
let routes: readonly string[];
beforeAll(async () => {
  api = await startApi();
  ada = await somebody(api.address);
  own = await ordered(ada);
  const { paths } = await json<{ paths: Record<string, unknown> }>(await fetch(`${api.address}/api/openapi.json`));
  routes = Object.keys(paths);
});
afterAll(() => api.close());

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];
const ODD = [
  '',
  '.',
  '..',
  '%',
  '%00',
  '%2e%2e%2f',
  '%ff',
  '%ed%a0%80',
  'v1',
  'v0',
  'v999999',
  'v1.png',
  'final_9x16.mp4',
  'user',
  'all',
  '__proto__',
  "'; --",
  '\u202e',
  '💩',
  '0',
  'null',
];

const oddText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...ODD));
const segment = fc.oneof(
  { weight: 2, arbitrary: fc.constant('own') },
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: oddText.map((text) => encodeURIComponent(text.toWellFormed())) },
);
const request = fc.record({
  method: fc.constantFrom(...METHODS),
  route: fc.nat(),
  segments: fc.array(segment, { minLength: 3, maxLength: 3 }),
  query: fc.option(
    fc.constantFrom('?limit=-1', '?limit=1e3', '?after=%ff', '?after=W10', '?download=1', '?a&a&=', '?%'),
    { nil: '' },
  ),
  type: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'text/plain',
    ';',
    '',
  ),
  headers: fc.dictionary(
    fc.constantFrom('if-none-match', 'range', 'if-range', 'last-event-id', 'accept-encoding', 'accept'),
    fc.constantFrom(
      '*',
      '""',
      'bytes=0-',
      'bytes=-0',
      'bytes=9-1',
      'bytes=99999999999999999999-',
      'W/"x"',
      ',',
      '\u00ff',
    ),
  ),
  body: fc.oneof(
    fc.json({ maxDepth: 4, stringUnit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(oddText, { maxLength: 5 }).map((parts) => `--x\r\n${parts.join('\r\n--x\r\n')}\r\n--x--`),
  ),
});

/** No answer may be of a failure of ours; what we cannot do just now (503) is none of these either. */
async function expectOwnWords(answer: Response, what: unknown): Promise<void> {
  expect([what, answer.status, api.failures]).toEqual([what, expect.toSatisfy((status: number) => status < 500), []]);
  const isText = answer.headers.get('content-type')?.startsWith('text/event-stream');
  if (answer.status < 400 || isText) return void (await answer.body?.cancel());
  const text = await answer.text();
  if (text === '') return;
  const { error } = JSON.parse(text);
  expect([what, typeof error.code, error.message]).toEqual([what, 'string', expect.stringMatching(/^\S.{5,}/s)]);
}

test('any method on any route with any names, headers and bodies', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ method, route, segments, query, type, headers, body }) => {
      const names = segments.map((one) => (one === 'own' ? own : one));
      const path = `${routes[route % routes.length]}`.replace(/\{\w+\}/g, () => names.shift() ?? 'x') + query;
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const sent = hasBody ? (body instanceof Uint8Array ? new Uint8Array(body) : body.toWellFormed()) : null;
      const given = { ...headers, ...(hasBody ? { 'content-type': type } : {}) };
      await expectOwnWords(await ada.ask(path, { method, headers: given, body: sent, redirect: 'manual' }), {
        method,
        path,
      });
    }),
    { numRuns: 600 },
  );
});

const word = fc.oneof(
  fc.constantFrom(
    's1',
    's2',
    's3',
    's9',
    'headline',
    'pill',
    'top',
    'hero',
    'studio',
    'calm',
    '#112233',
    'fade',
    'hook',
  ),
  fc.string({ unit: 'binary', maxLength: 130 }),
);
const amount = fc.oneof(fc.integer({ min: -3, max: 200 }), fc.double(), fc.constantFrom(0, 0.4, 1, 6, 60, 1e308, -0));
const value = fc.oneof(word, amount, fc.constant(null), fc.boolean());
const KINDS = {
  'overlay-line': ['sceneId', 'line', 'text'],
  'overlay-position': ['sceneId', 'position'],
  'overlay-none': ['sceneId'],
  background: ['sceneId', 'description', 'look', 'warmth', 'brightness', 'reseed'],
  product: ['sceneId', 'usage', 'scale', 'position', 'motion'],
  'scene-duration': ['sceneId', 'seconds'],
  'move-scene': ['sceneId', 'to'],
  'swap-scenes': ['sceneId', 'with'],
  'add-scene': ['to', 'role', 'headline', 'description', 'look'],
  'remove-scene': ['sceneId'],
  transition: ['sceneId', 'transition'],
  style: ['lighting', 'camera', 'texture', 'mood', 'grade', 'typeface'],
  palette: ['wall', 'floor', 'light', 'accent'],
  music: ['mood', 'tempoBpm', 'prompt', 'reseed'],
  'music-none': [],
  'render-again': ['sceneId'],
  'drawn-background': ['sceneId'],
  'local-music': [],
  brand: ['name', 'color'],
  'total-duration': ['seconds'],
  'product-picture': ['photoKey'],
} as const;
const fitting: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  sceneId: fc.constantFrom('s1', 's2', 's3', 's4'),
  with: fc.constantFrom('s1', 's2', 's3'),
  to: fc.integer({ min: 1, max: 5 }),
  seconds: fc.double({ min: 1, max: 60, noNaN: true }),
  reseed: fc.boolean(),
  line: fc.constantFrom('headline', 'support', 'pill'),
};
const edit = fc.constantFrom(...Object.entries(KINDS)).chain(([kind, fields]) =>
  fc.record({
    kind: fc.constant(kind),
    ...Object.fromEntries(
      fields.map((field) => [
        field,
        fc.oneof({ weight: 4, arbitrary: fitting[field] ?? word }, { weight: 1, arbitrary: value }),
      ]),
    ),
  }),
);

test('any edits of an ad: it stays one that can be looked at', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.boolean(), async (edits, preview) => {
      const { version } = await json<{ version: number }>(await ada.get(`/api/projects/${own}`));
      const answer = await ada.post(`/api/projects/${own}/edits`, { base_version: version, edits, preview });
      seen.add(answer.status);
      await expectOwnWords(answer, edits);
      expect((await ada.get(`/api/projects/${own}`)).status).toBe(200);
    }),
    { numRuns: 200 },
  );
  expect([...seen].sort()).toEqual([200, 400]);
});

test('any form as an order', async () => {
  const field = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('teal', '6', '15', 'Basilo', '', '\0'),
  );
  const names = fc.constantFrom(
    'brief',
    'brandName',
    'primaryColor',
    'duration',
    'tone',
    'language',
    'callToAction',
    'musicMood',
    'productImage',
    '__proto__',
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, fc.oneof(field, fc.uint8Array({ maxLength: 50 }))), async (change) => {
      const fields = Object.entries(change).map(([name, given]) => [
        name,
        typeof given === 'string' ? given : picture(new Uint8Array(given)),
      ]);
      const answer = await ada.ask('/api/projects', { method: 'POST', body: orderForm(Object.fromEntries(fields)) });
      expect([201, 400]).toContain(answer.status);
      await expectOwnWords(answer, change);
    }),
    { numRuns: 120 },
  );
});

test('lines that no browser sends', async () => {
  const targets = [
    '/api/projects/%',
    '/api/projects/../../etc/passwd',
    '//api//projects',
    '/api/projects/\\..\\x',
    '/api/projects/a?b?c#d',
    '*',
    '/api/projects/\u00e9',
    `/api/projects/${'a'.repeat(7000)}`,
    'http://elsewhere.example/api/projects/p1',
    '/api\\docs',
    '/api/%70rojects/user/all',
  ];
  for (const target of targets) {
    for (const method of ['GET', 'POST', 'TRACE', 'BREW']) {
      const head = [`${method} ${target} HTTP/1.1`, `Authorization: Bearer ${ada.token}`, 'Connection: close'];
      const { status } = await rawRequest(api.address, { head });
      expect([method, target, status]).toEqual([method, target, expect.toSatisfy((code: number) => code < 500)]);
    }
  }
  expect(api.failures).toEqual([]);
});
