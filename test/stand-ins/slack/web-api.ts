/** One call of Slack's Web API from beginning to end: who calls, may they, how often, with what, and what goes wrong. */
import type { IncomingHttpHeaders } from 'node:http';
import { appMethods } from './app-methods.ts';
import { assistantMethods } from './assistant-methods.ts';
import type { CallFault, CallFaults } from './call-faults.ts';
import { channelMethods } from './channel-methods.ts';
import { chatMethods } from './chat-methods.ts';
import type { Caller, Desk } from './desk.ts';
import { fileMethods } from './file-methods.ts';
import type { Method } from './method.ts';
import type { Meter } from './rate-limits.ts';
import { bearerOf, readArguments } from './read-call.ts';
import { Refusal, refuse } from './refusal.ts';
import { streamMethods } from './stream-methods.ts';
import { teamMethods } from './team-methods.ts';
import { viewMethods } from './view-methods.ts';
import type { Team } from './world.ts';

/** One call as it came and what was answered; kept for tests to ask about. */
export type Call = {
  readonly method: string;
  readonly token: string | null;
  readonly team: string | null;
  readonly atMs: number;
  readonly args: Readonly<Record<string, unknown>>;
  /** What was done: `ok`, or Slack's word for why not; `cut`, `hang` and `status` for what tests injected. */
  readonly outcome: string;
  readonly answer: Readonly<Record<string, unknown>>;
};

export type Reply =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  | { readonly kind: 'cut' }
  | { readonly kind: 'hang' };

export type WebApi = {
  readonly calls: readonly Call[];
  readonly answer: (
    name: string,
    headers: IncomingHttpHeaders,
    bytes: Uint8Array,
    query: URLSearchParams,
  ) => Promise<{ readonly reply: Reply; readonly delayMs: number }>;
};

const METHODS: Readonly<Record<string, Method>> = {
  ...appMethods,
  ...assistantMethods,
  ...channelMethods,
  ...chatMethods,
  ...fileMethods,
  ...streamMethods,
  ...teamMethods,
  ...viewMethods,
};

/** Refusals that say something about the app's program, not about the world it works in. */
const FAULTS =
  /^(unknown_method|invalid_(arguments|arg_name|json|post_type|blocks|form_data)|missing_(argument|post_type)|no_text|msg_too_long|msg_blocks_too_long|markdown_text_conflict|exchanged_trigger_id|not_authed|duplicate_external_id|push_limit_reached)$/;

export function createWebApi(desk: Desk, meter: Meter, faults: CallFaults, openSocket: () => string): WebApi {
  const calls: Call[] = [];
  const methods: Readonly<Record<string, Method>> = {
    ...METHODS,
    'apps.connections.open': { tier: 'special', scopes: [], token: 'app', call: () => ({ url: openSocket() }) },
  };
  return {
    calls,
    answer: async (name, headers, bytes, query) => {
      const atMs = desk.now();
      let args: Record<string, unknown> = {};
      let token: string | null = null;
      let team: Team | null = null;
      const fault = faults.take(name);
      const done = async (): Promise<{
        body: Record<string, unknown>;
        headers: Record<string, string>;
        status: number;
      }> => {
        try {
          args = await readArguments(headers, bytes, query);
          token = bearerOf(headers, args);
          const { channel_id: _channel, thread_ts: _thread, ...unplaced } = args;
          const found = methods[name];
          if (!found) return refuse('unknown_method', { req_method: name });
          const caller = callerOf(desk, found, token);
          team = caller.team;
          const wait = meter.count(name, found.tier, keyOf(found, caller, args));
          if (wait > 0) return limited(wait);
          const refusal = scopeRefusal(found, caller);
          if (refusal) return refusal;
          return {
            status: 200,
            headers: scopeHeaders(found, caller),
            body: { ok: true, ...(await found.call(fault?.kind === 'forget' ? unplaced : args, caller, desk)) },
          };
        } catch (error) {
          return refused(error);
        }
      };
      const { reply, body } = await withFault(fault, done);
      const { token: _, ...rest } = args;
      const outcome = body.ok === true ? 'ok' : String(body.error);
      calls.push({
        method: name,
        token,
        team: (team as Team | null)?.id ?? null,
        atMs,
        args: rest,
        outcome,
        answer: body,
      });
      if (FAULTS.test(outcome) && isOwnWord(team, body))
        desk.faults.push(`${name}: ${outcome} ${messagesIn(body)}`.trim());
      return { reply, delayMs: fault?.kind === 'delay' ? fault.delayMs : 0 };
    },
  };
}

/** A workspace without plans refuses them: that is its way, and no fault of the app that tried. */
function isOwnWord(team: Team | null, body: Record<string, unknown>): boolean {
  const all = messagesIn(body);
  const isPlan = team !== null && !team.rules.hasPlans && /unsupported type: (plan|task_card)/.test(all);
  // Files that Slack has not looked at yet come and go: an app may try and wait.
  return !isPlan && !/invalid slack file/.test(all);
}

function messagesIn(body: Record<string, unknown>): string {
  const meta = body.response_metadata as { messages?: string[] } | undefined; // Refusal's own details
  return (meta?.messages ?? []).join('; ');
}

/** Tokens of bots, and the app's own; what is right for one method is wrong for another. */
function callerOf(desk: Desk, found: Method, token: string | null): Caller {
  const teams = [...desk.teams.values()];
  const first = teams[0];
  if (!first) throw new Error('A stand-in without teams.');
  if (found.token === 'none') return { team: first, token: token ?? '' };
  if (token === null) return refuse('not_authed');
  if (token === desk.app.appToken)
    return found.token === 'app' ? { team: first, token } : refuse('not_allowed_token_type');
  const team = teams.find(({ bot }) => bot.token === token);
  if (!team || team.bot.state === 'absent') return refuse('invalid_auth');
  if (found.token === 'app') return refuse('not_allowed_token_type');
  if (team.bot.state === 'revoked') return refuse('token_revoked');
  if (team.bot.state === 'uninstalled') return refuse('account_inactive');
  return { team, token };
}

/** Limits are per workspace; posting also has one for each channel. */
function keyOf(found: Method, caller: Caller, args: Readonly<Record<string, unknown>>): string {
  return found.tier === 'post' ? `${caller.team.id} ${String(args.channel)}` : caller.team.id;
}

function scopeRefusal(found: Method, { team }: Caller) {
  const has = (scope: string) => team.bot.scopes.includes(scope);
  const missing = found.scopes.find((needed) => (typeof needed === 'string' ? !has(needed) : !needed.some(has)));
  if (missing === undefined || found.token) return null;
  const needed = typeof missing === 'string' ? missing : missing.join(',');
  const provided = team.bot.scopes.join(',');
  return {
    status: 200,
    headers: { 'x-oauth-scopes': provided, 'x-accepted-oauth-scopes': needed },
    body: { ok: false, error: 'missing_scope', needed, provided },
  };
}

function scopeHeaders(found: Method, { team }: Caller): Record<string, string> {
  if (found.token) return {};
  return { 'x-oauth-scopes': team.bot.scopes.join(','), 'x-accepted-oauth-scopes': found.scopes.flat().join(',') };
}

function limited(seconds: number) {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

function refused(error: unknown) {
  if (!(error instanceof Refusal)) throw error;
  return { status: 200, headers: {}, body: { ok: false, error: error.code, ...error.details } };
}

type Done = { body: Record<string, unknown>; headers: Record<string, string>; status: number };

/** What a test asked for happens instead of the work, or after it. */
async function withFault(
  fault: CallFault | null,
  work: () => Promise<Done>,
): Promise<{ reply: Reply; body: Record<string, unknown> }> {
  const json = ({ status, headers, body }: Done): Reply => ({ kind: 'json', status, headers, body });
  switch (fault?.kind) {
    case 'cut':
      return { reply: { kind: 'cut' }, body: { ok: false, error: 'cut' } };
    case 'lose':
      return { reply: { kind: 'cut' }, body: (await work()).body };
    case 'hang':
      return { reply: { kind: 'hang' }, body: fault.isDone ? (await work()).body : { ok: false, error: 'hang' } };
    case 'status': {
      const body = fault.isDone ? (await work()).body : { ok: false, error: 'status' };
      return { reply: json({ status: fault.status, headers: {}, body: 'upstream trouble' as never }), body };
    }
    case 'error':
      return {
        reply: json({ status: 200, headers: {}, body: { ok: false, error: fault.error } }),
        body: { ok: false, error: fault.error },
      };
    case 'limit': {
      const done = limited(fault.retryAfterSeconds);
      return { reply: json(done), body: done.body };
    }
    default: {
      const done = await work();
      return { reply: json(done), body: done.body };
    }
  }
}
