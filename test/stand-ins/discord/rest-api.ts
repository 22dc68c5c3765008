/** One call of Discord's REST API from beginning to end: who calls, how often, with what, and what goes wrong. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallFault, CallFaults } from './call-faults.ts';
import type { Desk } from './desk.ts';
import { limitedHeaders, type Meter } from './rate-limits.ts';
import { type Body, readBody, readBytes } from './read-body.ts';
import { Refusal, refusalBody, refuse } from './refusal.ts';
import { findRoute, type Match, type Route } from './route.ts';

/** One call as it came and what was answered; kept for tests to ask about. */
export type Call = {
  /** As in `POST /channels/:channel/messages`; the method and path themselves where Discord has no such route. */
  readonly route: string;
  readonly path: string;
  /** By the stand-in's clock. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly requestBytes: number;
  /** Null: nothing was answered. */
  readonly status: number | null;
  /** Discord's number for why not; null when all was well. */
  readonly code: number | null;
  /** `done`, `refused`, `limited`; and what tests injected, or `gone` when the caller gave up before the end of its body. */
  readonly outcome: 'done' | 'refused' | 'limited' | 'gone' | CallFault['kind'];
  readonly answer: unknown;
};

export type Rest = {
  readonly calls: readonly Call[];
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;
};

type Given = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly json: unknown };

export function createRest(desk: Desk, routes: readonly Route[], meter: Meter, faults: CallFaults): Rest {
  const calls: Call[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const method = request.method ?? 'GET';
    const match = findRoute(routes, method, path);
    const route = match.kind === 'route' ? match.route.name : `${method} ${path}`;
    const fault = faults.take(route);
    const [atMs, startedMs] = [desk.now(), performance.now()];
    const seen: Mutable<Pick<Call, 'body' | 'files' | 'requestBytes'>> = { body: null, files: [], requestBytes: 0 };
    const record = (given: Given | null, outcome: Call['outcome']) => {
      const code = given === null ? null : codeIn(given);
      const { status = null, json: answer = null } = given ?? {};
      calls.push({ route, path, atMs, tookMs: performance.now() - startedMs, ...seen, status, code, outcome, answer });
      desk.changed();
    };
    const work = async (bytes: Uint8Array<ArrayBuffer>): Promise<Given> => {
      try {
        return await answerCall(desk, meter, match, request, url, bytes, seen);
      } catch (error) {
        return refused(desk, route, error);
      }
    };
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await readBytes(request, fault?.kind === 'slow' ? fault.bytesPerSecond : null);
    } catch {
      return record(null, 'gone');
    }
    seen.requestBytes = bytes.length;
    const given = await withFault(fault, () => work(bytes));
    if (given === 'hang' || given === 'cut') {
      record(null, fault?.kind ?? 'cut');
      if (given === 'cut') request.socket.destroy();
      return;
    }
    const usual = given.status === 429 ? 'limited' : given.status >= 400 ? 'refused' : 'done';
    record(given, fault && given.status >= 400 ? fault.kind : usual);
    send(response, given);
  };
  return { calls, handle };
}

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

async function answerCall(
  desk: Desk,
  meter: Meter,
  match: Match,
  request: IncomingMessage,
  url: URL,
  bytes: Uint8Array<ArrayBuffer>,
  seen: Mutable<Pick<Call, 'body' | 'files'>>,
): Promise<Given> {
  if (match.kind === 'nothing') return refuse('not-found');
  if (match.kind === 'no-method') return refuse('no-method');
  if (match.route.auth === 'bot' && request.headers.authorization !== `Bot ${desk.app.token}`) refuse('unauthorized');
  const { headers, retryAfterSeconds, isGlobal } = meter.count(
    match.route.name,
    match.major,
    match.route.auth === 'bot',
  );
  if (retryAfterSeconds !== null) return limited(retryAfterSeconds, isGlobal, headers);
  if (bytes.length > desk.settings.maxRequestBytes) refuse('too-large');
  const body: Body = await readBody(bytes, request.headers['content-type']);
  seen.body = body.json;
  seen.files = [...body.uploads.values()].map(({ name, bytes }) => ({ name, bytes: bytes.length }));
  const part = (name: string) => match.parts[name] ?? '';
  const { status, json = null } = await match.route.run({ desk, meter, part, query: url.searchParams, body });
  return { status, headers, json };
}

function limited(retryAfterSeconds: number, isGlobal: boolean, headers: Readonly<Record<string, string>>): Given {
  const json = { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global: isGlobal };
  return { status: 429, headers, json };
}

/** Codes that say something about the app's program, not about the world it works in. */
const FAULTS: ReadonlySet<number> = new Set([0, 50006, 50008, 50035, 50109, 40060]);

function refused(desk: Desk, route: string, error: unknown): Given {
  if (!(error instanceof Refusal)) throw error;
  const json = refusalBody(error);
  if (FAULTS.has(error.code) && error.status !== 401)
    desk.faults.push(`${route}: ${error.message} ${JSON.stringify(json.errors ?? '')}`);
  const wait = error.retryAfterSeconds === null ? {} : limitedHeaders(error.retryAfterSeconds, 'user');
  return { status: error.status, headers: { ...error.headers, ...wait }, json };
}

function codeIn({ status, json }: Given): number | null {
  if (status < 400 || typeof json !== 'object' || json === null || !('code' in json)) return null;
  return Number(json.code);
}

/** What a test asked for happens instead of the work, or around it. */
async function withFault(fault: CallFault | null, work: () => Promise<Given>): Promise<Given | 'cut' | 'hang'> {
  switch (fault?.kind) {
    case 'cut':
      return 'cut';
    case 'lose':
      await work();
      return 'cut';
    case 'hang':
      if (fault.isDone) await work();
      return 'hang';
    case 'status':
      if (fault.isDone) await work();
      return { status: fault.status, headers: { 'content-type': 'text/html' }, json: '<html>upstream trouble</html>' };
    case 'error':
      return { status: fault.status, headers: {}, json: { message: fault.message, code: fault.code } };
    case 'limit': {
      const { retryAfterSeconds, isGlobal = false } = fault;
      return limited(retryAfterSeconds, isGlobal, limitedHeaders(retryAfterSeconds, isGlobal ? 'global' : 'user'));
    }
    case 'delay': {
      await delay(fault.beforeMs ?? 0);
      const given = await work();
      await delay(fault.afterMs ?? 0);
      return given;
    }
    default:
      return work();
  }
}

/** An answer without content has no type either: clients would try to read it. */
function send(response: ServerResponse, { status, headers, json }: Given): void {
  if (response.destroyed) return;
  const isPage = headers['content-type'] !== undefined;
  const type = status === 204 || isPage ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(status === 204 ? undefined : isPage ? String(json) : JSON.stringify(json));
}
