/** The OpenAPI 3.1 document, made of the same operations and schemas that answer. Pure. */
import { z } from 'zod';
import { Estimate } from '../../ad/bill.ts';
import { Edit } from '../../ad/edit.ts';
import { Plan, Scene } from '../../ad/plan.ts';
import { Degradation } from '../../ad/project.ts';
import { type Answer, type Operation, parametersOf } from './operation.ts';
import { Failure, Offer } from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;
export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly security: readonly Schema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: Schema };
};

const REFUSED: Readonly<Record<number, string>> = {
  400: 'Something that was sent cannot be used; the message names the field.',
  401: 'Nobody is signed in, or the token is not good any more.',
  404: 'There is no such thing, or it is not yours.',
  408: 'The request came too slowly.',
  409: 'It does not fit how the ad stands now: another version, another price, no room in a budget.',
  413: 'The request, or a file in it, is too large.',
  415: 'The request is of the wrong type.',
  416: 'The file has no such part.',
  422: 'It is well-formed, and cannot be done with what it says.',
  429: 'Too often. Retry-After says in how many seconds to try again.',
  503: 'It cannot be done just now. Retry-After may say when to try again.',
};

export function openApiOf(operations: readonly Operation[]): OpenApi {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'adgen',
      version: '1',
      description: 'Order product ads, say yes to their price, follow how they are made, change them, fetch the films.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      schemas: schemasOf(operations),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function described(operation: Operation): Schema {
  const { id, group, summary, description, isOpen, body } = operation;
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(isOpen ? { security: [] } : {}),
    parameters: parametersIn(operation),
    ...(body ? { requestBody: { required: body.isRequired, content: { [body.type]: content(requestOf(id)) } } } : {}),
    responses: { ...answersOf(operation), ...refusalsOf(operation) },
  };
}

function parametersIn({ path, query = {}, headers = {} }: Operation): readonly Schema[] {
  const text = { type: 'string' };
  const optional = (place: string, named: Readonly<Record<string, string>>) =>
    Object.entries(named).map(([name, description]) => ({ name, in: place, description, schema: text }));
  return [
    ...parametersOf(path).map((name) => ({ name, in: 'path', required: true, schema: text })),
    ...optional('query', query),
    ...optional('header', headers),
  ];
}

function answersOf({ id, answers }: Operation): Schema {
  const one = ([status, { description, schema, type }]: [string, Answer]) => {
    if (schema) return [status, { description, content: { 'application/json': content(answerOf(id, status)) } }];
    return [status, { description, ...(type ? { content: { [type]: {} } } : {}) }];
  };
  return Object.fromEntries(Object.entries(answers).map(one));
}

function refusalsOf({ refusals, isOpen, pace }: Operation): Schema {
  const usual = isOpen ? [] : [401, 503, ...(pace === 'look' ? [] : [429])];
  const failed = (status: number) => ({
    description: REFUSED[status] ?? 'Refused.',
    content: { 'application/json': content('Failure') },
  });
  return Object.fromEntries([...refusals, ...usual].sort().map((status) => [`${status}`, failed(status)]));
}

function content(name: string): Schema {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}

function requestOf(id: string): string {
  return `${capital(id)}Request`;
}

/** Most have one answer with a body. */
function answerOf(id: string, status: string): string {
  return `${capital(id)}Answer${status === '200' || status === '201' || status === '202' ? '' : status}`;
}

function capital(id: string): string {
  return `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}

/** What is sent is described as it is written, what is answered as it is read. */
function schemasOf(operations: readonly Operation[]): Readonly<Record<string, Schema>> {
  const sent = z.registry<{ id: string }>();
  const answered = z.registry<{ id: string }>();
  sent.add(Edit, { id: 'Edit' });
  for (const [id, schema] of Object.entries({ Failure, Offer, Plan, Scene, Estimate, Degradation }))
    answered.add(schema, { id });
  const aliases: Record<string, Schema> = {};
  const add = (registry: typeof sent, schema: z.ZodType, id: string) => {
    const known = registry.get(schema)?.id;
    if (known === undefined) registry.add(schema, { id });
    else aliases[id] = { $ref: `#/components/schemas/${known}` };
  };
  for (const { id, body, answers } of operations) {
    if (body) add(sent, body.schema, requestOf(id));
    for (const [status, { schema }] of Object.entries(answers)) if (schema) add(answered, schema, answerOf(id, status));
  }
  return { ...generated(sent, 'input'), ...generated(answered, 'output'), ...aliases };
}

function generated(registry: z.core.$ZodRegistry<{ id: string }>, io: 'input' | 'output'): Record<string, Schema> {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(registry, { io, uri, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutHead(schema)]));
}

/** In a document, the document says which dialect and which address. */
function withoutHead({ $schema: _, $id: __, ...schema }: Schema): Schema {
  return schema;
}
