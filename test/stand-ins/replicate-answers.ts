/** What the Replicate stand-in answers to each request. */
import { z } from 'zod';
import type { Account, Course, Kept } from './replicate-account.ts';
import { MUSICGEN_VERSION, modelFacts } from './replicate-inputs.ts';
import { WEBHOOK_FIELDS, WEBHOOK_SECRET, type Webhooks, webhookFault } from './replicate-webhooks.ts';

export const TOKEN = 'r8_standInStandInStandInStandInStandIn42';

/**
 * What happens to one request to create. `drop-accepted`: it is made, and the answer is cut off · `drop-unheard`: the
 * connection is cut before it is made · `hang-accepted`: it is made, and never answered.
 */
export type Reception =
  | Course
  | 'drop-accepted'
  | 'drop-unheard'
  | 'hang-accepted'
  | { readonly busy: string | null }
  | { readonly refuse: number; readonly detail?: string }
  | { readonly break: number };

/** What a request for a file gets: itself, a page that says sorry, nothing, half a connection, or the way to somewhere else. */
export type FileAnswer = 'file' | 'page' | 'missing' | 'drop' | { readonly redirect: string };

export type Behaviour = {
  readonly files: Readonly<Record<'video' | 'audio', Uint8Array>>;
  /** For the request to create of that number, from 1 on; without it all succeed. 0: one that gives it nothing to make. */
  readonly receive?: (number: number, model: string) => Reception;
  /** For the look at a prediction of that number, from 1 on; without it all are answered. */
  readonly look?: (number: number) => 'answer' | { readonly busy: string | null };
  readonly file?: (number: number, model: string) => FileAnswer;
  /** Null: no limit. */
  readonly createsPerMinute?: number | null;
  /** How long its minute is. */
  readonly minuteMs?: number;
  readonly pageSize?: number;
  readonly listWorks?: () => boolean;
  /** Shows a picture that came inside a request at an address of its own. */
  readonly movesPictures?: boolean;
  /** `owner/name` of models that it had once. */
  readonly removed?: readonly string[];
  /** Takes no token any more. */
  readonly rejectsToken?: boolean;
  /** Told a line for each request to create or cancel. */
  readonly tell?: (line: string) => void;
};

export type Desk = Behaviour & {
  readonly account: Account;
  readonly webhooks: Webhooks;
  readonly creates: number[];
  readonly faults: string[];
  readonly fetched: { count: number };
  readonly looked: { count: number };
  readonly secrets: string[];
};

export type Question = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

/** `cut`: the connection is broken · `hang`: nothing ever comes. */
export type Answer =
  | 'cut'
  | 'hang'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: Uint8Array | Readonly<Record<string, unknown>>;
    };

const NOT_FOUND: Answer = { status: 404, body: { detail: 'The requested resource could not be found.' } };

export function answerTo(question: Question, desk: Desk): Answer {
  const { method, url, headers } = question;
  const route = `${method} ${url.pathname}`;
  if (url.pathname.startsWith('/files/')) return file(question, desk);
  if (headers.authorization !== `Bearer ${TOKEN}` || desk.rejectsToken)
    return { status: 401, body: { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token' } };
  const [, official] = /^POST \/v1\/models\/([\w.-]+\/[\w.-]+)\/predictions$/.exec(route) ?? [];
  if (official || route === 'POST /v1/predictions') return create(question, official ?? null, desk);
  const [, cancelId] = /^POST \/v1\/predictions\/(\w+)\/cancel$/.exec(route) ?? [];
  const [, getId] = /^GET \/v1\/predictions\/(\w+)$/.exec(route) ?? [];
  const kept = desk.account.find(cancelId ?? getId ?? '');
  const look = getId ? desk.look?.(++desk.looked.count) : 'answer';
  if (typeof look === 'object') return busy(look.busy);
  if (cancelId && kept) {
    desk.account.cancel(kept);
    desk.webhooks.check(kept.id);
    desk.tell?.(`cancel ${kept.model}: ${desk.account.statusOf(kept)}`);
  }
  if (kept) return { status: 200, body: asPrediction(kept, url, desk) };
  if (cancelId || getId) return NOT_FOUND;
  if (route === 'GET /v1/predictions') return list(url, desk);
  if (route === 'GET /v1/webhooks/default/secret') return { status: 200, body: { key: WEBHOOK_SECRET } };
  if (route === 'GET /v1/account')
    return { status: 200, body: { type: 'user', username: 'stand-in', name: 'Stand In' } };
  const [, model] = /^GET \/v1\/models\/([\w.-]+\/[\w.-]+)$/.exec(route) ?? [];
  if (model && factsOf(model, desk)) return { status: 200, body: { name: model } };
  if (!model) desk.faults.push(`unknown route ${route}`);
  return NOT_FOUND;
}

function factsOf(model: string, { removed = [] }: Desk) {
  return removed.includes(model) ? null : modelFacts(model);
}

const Body = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  version: z.string().optional(),
  ...WEBHOOK_FIELDS,
});

function create({ headers, text, url }: Question, official: string | null, desk: Desk): Answer {
  const body = Body.parse(JSON.parse(text));
  if (!/^\d+[smh]$/.test(String(headers['cancel-after']))) desk.faults.push('no deadline, or one that cannot be read');
  const fault = webhookFault(body);
  if (fault) desk.faults.push(fault);
  const model = official ?? (body.version === MUSICGEN_VERSION ? 'meta/musicgen' : '');
  const facts = factsOf(model, desk);
  // A community model is only run by its version.
  if (!facts || official === 'meta/musicgen') return NOT_FOUND;
  if (Object.keys(body.input).length === 0) return nothingToMake(model, desk);
  const parsed = facts.schema.safeParse(body.input);
  if (!parsed.success) {
    desk.faults.push(`${model}: ${parsed.error.message}`);
    return { status: 422, body: { title: 'Input validation failed', detail: z.prettifyError(parsed.error) } };
  }
  desk.creates.push(Date.now());
  if (tooMany(desk)) return busy(null);
  const reception = desk.receive?.(desk.creates.length, model) ?? 'succeed';
  desk.tell?.(`create ${model}: ${typeof reception === 'string' ? reception : JSON.stringify(reception)}`);
  if (typeof reception === 'object') return turnedAway(reception);
  if (reception === 'drop-unheard') return 'cut';
  const unanswered = reception === 'drop-accepted' || reception === 'hang-accepted';
  const kept = desk.account.create(model, body.version ?? 'hidden', body.input, unanswered ? 'succeed' : reception);
  desk.webhooks.expect(body, () => asPrediction(kept, url, desk), kept.endsMs - Date.now());
  if (unanswered) return reception === 'drop-accepted' ? 'cut' : 'hang';
  return { status: 201, body: asPrediction(kept, url, desk) };
}

/** Never carried out. Who has no credit is told so first; nobody knows whether Replicate does that, too. */
function nothingToMake(model: string, desk: Desk): Answer {
  const reception = desk.receive?.(0, model);
  if (typeof reception === 'object' && 'refuse' in reception) return turnedAway(reception);
  return { status: 422, body: { title: 'Input validation failed', detail: '- input: prompt is required' } };
}

function turnedAway(reception: Exclude<Reception, string>): Answer {
  if ('busy' in reception) return busy(reception.busy);
  if ('break' in reception) return { status: reception.break, body: { detail: 'Internal error' } };
  return { status: reception.refuse, body: { detail: reception.detail ?? 'Refused' } };
}

function tooMany({ createsPerMinute = null, minuteMs = 60_000, creates }: Desk): boolean {
  const minuteAgo = Date.now() - minuteMs;
  return createsPerMinute !== null && creates.filter((ms) => ms > minuteAgo).length > createsPerMinute;
}

function busy(retryAfter: string | null): Answer {
  const detail = 'Request was throttled. Your rate limit resets in ~30s.';
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
  return { status: 429, headers, body: { title: 'Too many requests', detail, status: 429 } };
}

function list(url: URL, desk: Desk): Answer {
  if (desk.listWorks?.() === false) return { status: 503, body: { detail: 'Try again later' } };
  const { pageSize = 100, account } = desk;
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const newest = [...account.all].reverse();
  const next = newest.length > from + pageSize ? `${url.origin}/v1/predictions?cursor=${from + pageSize}` : null;
  const results = newest.slice(from, from + pageSize).map((kept) => asPrediction(kept, url, desk));
  return { status: 200, body: { previous: null, next, results } };
}

function asPrediction(kept: Kept, { origin }: URL, desk: Desk) {
  const { account } = desk;
  const status = account.statusOf(kept);
  const isOver = !['starting', 'processing'].includes(status);
  const isGone = account.isExpired(kept);
  const started = status !== 'starting' && status !== 'aborted';
  return {
    id: kept.id,
    model: kept.model,
    version: kept.version,
    input: isGone ? {} : inputOf(kept, origin, desk),
    output: status === 'succeeded' && !isGone ? outputOf(kept, origin, desk) : null,
    logs: '',
    error: status === 'failed' ? 'The model ran out of memory.' : null,
    status,
    source: 'api',
    data_removed: isGone,
    created_at: new Date(kept.createdMs).toISOString(),
    started_at: started ? new Date(kept.startedMs).toISOString() : null,
    completed_at: isOver ? new Date(kept.cancelledMs ?? kept.endsMs).toISOString() : null,
    metrics: isOver && started ? { predict_time: account.secondsOf(kept) } : {},
    ...desk.webhooks.fieldsOf(kept.id),
    urls: { get: `${origin}/v1/predictions/${kept.id}`, cancel: `${origin}/v1/predictions/${kept.id}/cancel` },
  };
}

function inputOf({ id, input }: Kept, origin: string, { movesPictures = false }: Desk) {
  const isMoved = (value: unknown) => movesPictures && String(value).startsWith('data:');
  const entries = Object.entries(input);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isMoved(value) ? `${origin}/files/${id}/${key}` : value]),
  );
}

function outputOf({ id }: Kept, origin: string, { secrets }: Desk): string {
  const signature = `signed${id}`;
  if (!secrets.includes(signature)) secrets.push(signature);
  return `${origin}/files/${id}/output?signature=${signature}`;
}

function file({ headers, url }: Question, desk: Desk): Answer {
  if (headers.authorization) desk.faults.push('the token was sent for a file');
  const kept = desk.account.find(url.pathname.split('/')[2] ?? '');
  const isSigned = url.searchParams.get('signature') === `signed${kept?.id}`;
  if (!kept || !isSigned || desk.account.isExpired(kept)) return NOT_FOUND;
  const what = desk.file?.(++desk.fetched.count, kept.model) ?? 'file';
  if (typeof what === 'object') return { status: 302, headers: { location: what.redirect }, body: {} };
  switch (what) {
    case 'drop':
      return 'cut';
    case 'missing':
      return NOT_FOUND;
    case 'page':
      return {
        status: 200,
        headers: { 'content-type': 'video/mp4' },
        body: Buffer.from('<!doctype html><p>Sorry, no.'),
      };
    case 'file':
      return {
        status: 200,
        headers: { 'content-type': 'application/octet-stream' },
        body: desk.files[modelFacts(kept.model)?.makes ?? 'video'],
      };
  }
}
