/** A strict local stand-in for OpenAI: both APIs, checks what it is sent, answers what it is told to, counts the bill. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Body, faultsOf } from './openai-checks.ts';
import { asCompletion, asResponse, type Spoken, type Tokens, tokensOf } from './openai-wire.ts';

export const API_KEY = 'sk-stand-in';

export type Script =
  | Spoken
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A page where an answer should be, as proxies and portals send. */
  | { readonly kind: 'page' }
  /** An answer that ends in the middle of its JSON. */
  | { readonly kind: 'broken' }
  /** The connection ends without an answer. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

export type Received = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

/** Decides on the answer to a request that is in order; `number` counts from 1. */
export type Mind = (asked: Received, number: number) => Script | Promise<Script>;

export type OpenAiOptions = {
  /** Any free one when absent. */
  readonly port?: number;
  /** Ids of the models it has; every id when absent. */
  readonly models?: readonly string[];
  /** Before every answer. */
  readonly delayMs?: number;
  /** Told a line for every request. */
  readonly tell?: (line: string) => void;
};

export type OpenAiServer = {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it was sent that no client should send. */
  readonly faults: readonly string[];
  /** Micro-dollars as of now, the last one begun counted whole. */
  readonly bill: () => number;
  readonly close: () => Promise<void>;
};

type Desk = OpenAiOptions & {
  readonly mind: Mind;
  readonly received: Received[];
  readonly faults: string[];
  owed: number;
};

/** Answers by the script, one line for each request that is in order, the last line again and again; or as a mind decides. */
export async function startOpenAiServer(
  script: readonly Script[] | Mind,
  options: OpenAiOptions = {},
): Promise<OpenAiServer> {
  const mind: Mind =
    typeof script === 'function'
      ? script
      : (_, number) => script[Math.min(number, script.length) - 1] ?? { kind: 'hang' };
  const desk: Desk = { ...options, mind, received: [], faults: [], owed: 0 };
  const server = createServer((request, response) => {
    answer(request, response, desk).catch((error: unknown) => {
      desk.faults.push(String(error));
      fail(response, 400, String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/v1`,
    received: desk.received,
    faults: desk.faults,
    bill: () => Math.ceil(desk.owed / 1_000_000),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const path = request.url ?? '';
  if (request.headers.authorization !== `Bearer ${API_KEY}`) return fail(response, 401, 'invalid_api_key');
  const body = Body.parse(JSON.parse(await textOf(request)));
  const faults = faultsOf(path, body);
  if (faults.length > 0) {
    desk.faults.push(...faults);
    return fail(response, 400, faults.join('; '));
  }
  if (desk.models && !desk.models.includes(body.model)) return fail(response, 404, 'model_not_found');
  const asked = { path, body };
  desk.received.push(asked);
  const number = desk.received.length;
  const line = await desk.mind(asked, number);
  desk.tell?.(`${path} ${body.model}: ${line.kind}${line.kind === 'error' ? ` ${line.status}` : ''}`);
  await pause(desk.delayMs ?? 0);
  switch (line.kind) {
    case 'hang':
      return;
    case 'drop':
      return void request.socket.destroy();
    case 'page':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello</p>');
    case 'broken':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "one", "choices": [{');
    case 'error':
      return fail(response, line.status, line.code ?? 'server_error', line.headers);
    default:
      desk.owed += priceOf(body.model, tokensOf(line));
      send(response, 200, (path === '/v1/responses' ? asResponse : asCompletion)(line, number, body.model));
  }
}

/** Micro-dollars for a million tokens (third-party lists, April to June 2026); written down apart from src/. */
const PRICES: Readonly<Record<string, Tokens>> = {
  'gpt-4o-mini': { input: 150_000, cached: 75_000, output: 600_000 },
};

/** Millionths of a micro-dollar. */
function priceOf(model: string, { input, cached, output }: Tokens): number {
  const price = PRICES[model] ?? { input: 0, cached: 0, output: 0 };
  return (input - cached) * price.input + cached * price.cached + output * price.output;
}

function fail(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = { error: { message: `Refused: ${code}`, type: 'invalid_request_error', param: null, code } };
  send(response, status, body, headers);
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
