/** What is written about the API: a document for programs, a page for people, and both say what is. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiServer, ordered, refusal, type Somebody, somebody, startApi } from './api-server.ts';
import { json } from './browser.ts';

let api: ApiServer;
let ada: Somebody;
beforeAll(async () => {
  api = await startApi();
  ada = await somebody(api.address);
});
afterAll(() => api.close());

describe('what is written about it', () => {
  const Parameter = z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']) });
  const Document = z.looseObject({
    openapi: z.literal('3.1.0'),
    paths: z.record(
      z.string().startsWith('/api/'),
      z.record(
        z.string().regex(/^(get|post|put|delete)$/),
        z.looseObject({
          operationId: z.string(),
          summary: z.string(),
          parameters: Parameter.array(),
          responses: z.record(z.string(), z.unknown()),
        }),
      ),
    ),
    components: z.object({ schemas: z.record(z.string(), z.unknown()), securitySchemes: z.unknown() }),
  });
  const document = async () => Document.parse(await json(await fetch(`${api.address}/api/openapi.json`)));

  test('is open to all, names every route of the contract, and each reference leads somewhere', async () => {
    const written = await document();
    expect(
      Object.entries(written.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      ),
    ).toEqual(
      expect.arrayContaining([
        'post /api/projects',
        'get /api/projects/{id}',
        'get /api/projects/user/all',
        'post /api/generation/projects/{id}/generate',
        'post /api/projects/{id}/edits',
        'post /api/projects/{id}/approve',
        'post /api/projects/{id}/cancel',
        'get /api/projects/{id}/events',
        'get /api/projects/{id}/versions',
        'post /api/projects/{id}/versions/{version}/restore',
        'get /api/projects/{id}/films/{version}/{name}',
        'get /api/brand-kit',
        'put /api/brand-kit',
        'post /api/links/code',
      ]),
    );
    const references = [...JSON.stringify(written).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => !(name in written.components.schemas))).toEqual([]);
    expect(JSON.stringify(written)).not.toContain('$defs');
    const ids = Object.values(written.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('says of every edit what it is made of', async () => {
    const { components } = await document();
    const text = JSON.stringify(components.schemas.Edit);
    for (const kind of ['overlay-line', 'background', 'music', 'product-picture'])
      expect(text).toContain(`"const":"${kind}"`);
    expect(JSON.stringify(components.schemas.EditAdRequest)).toContain('#/components/schemas/Edit"');
    expect(components.schemas.OrderAdRequest).toMatchObject({
      required: ['brief', 'duration', 'productImage'],
      properties: { productImage: { type: 'string', format: 'binary' } },
    });
  });

  test('and of what is answered: real answers are as it says', async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(await document(), 'api');
    const id = await ordered(ada);
    const words = { base_version: 1, edits: [{ kind: 'music-none' }] };
    const answers: readonly [string, Response][] = [
      ['OrderAdAnswer', await ada.order({ brief: 'another' })],
      ['GetAdAnswer', await ada.get(`/api/projects/${id}`)],
      ['EditAdAnswer', await ada.post(`/api/projects/${id}/edits`, words)],
      ['GenerateAdAnswer', await ada.post(`/api/generation/projects/${id}/generate`)],
      ['GetAdAnswer', await ada.get(`/api/projects/${id}`)],
      ['ListAdsAnswer', await ada.get('/api/projects/user/all')],
      ['ListVersionsAnswer', await ada.get(`/api/projects/${id}/versions`)],
      ['GetVersionAnswer', await ada.get(`/api/projects/${id}/versions/1`)],
      ['CancelAdAnswer', await ada.post(`/api/projects/${id}/cancel`)],
      ['GetBrandKitAnswer', await ada.get('/api/brand-kit')],
      ['ListLinksAnswer', await ada.get('/api/links')],
      ['Failure', await ada.get('/api/projects/none')],
    ];
    for (const [name, answer] of answers) {
      const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
      const isAsWritten = validate(await json(answer));
      expect([name, isAsWritten, validate.errors]).toEqual([name, true, null]);
    }
  });

  test('every path and method that is written answers something else than “there is nothing here”', async () => {
    const { paths } = await document();
    for (const [path, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const answer = await ada.ask(path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() });
        const text = await answer.text();
        expect([path, method, text.includes('There is nothing here'), answer.status < 500]).toEqual([
          path,
          method,
          false,
          true,
        ]);
      }
    }
  });

  test('has a page of its own, without scripts, under the strict rules', async () => {
    const answer = await fetch(`${api.address}/api/docs`);
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|style=|onclick|https?:/);
    expect(page).toContain('/api/generation/projects/{id}/generate');
    expect(page).toContain('Order an ad');
    const style = await fetch(`${api.address}${/href="([^"]+\.css)"/.exec(page)?.[1]}`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  test('and a method that is not written is refused with those that are', async () => {
    const answer = await ada.ask('/api/projects/user/all', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await refusal(answer)).toMatchObject({ code: 'wrong-method' });
  });
});
