/** How often a route may be called: a bucket for each route and channel (or server, or webhook), and one for everything. */
import { createHash } from 'node:crypto';

/** So many calls in so many milliseconds. */
export type Limit = { readonly calls: number; readonly perMs: number };

export type Limits = {
  /** Of all of a bot's calls together, but those that answer interactions. */
  readonly global: Limit | null;
  /** By route; a route that is not named has `other`. */
  readonly routes: Readonly<Record<string, Limit>>;
  readonly other: Limit | null;
  /** Edits of messages that are older than an hour, per channel: error 30046. */
  readonly oldEdits: Limit | null;
};

/**
 * Discord publishes only the 50 a second for everything (docs.discord.com, rate limits, 2026); programs must read the
 * headers. The others are what is usually seen.
 */
export const DISCORD_LIMITS: Limits = {
  global: { calls: 50, perMs: 1000 },
  routes: {
    'POST /channels/:channel/messages': { calls: 5, perMs: 5000 },
    'PATCH /channels/:channel/messages/:message': { calls: 5, perMs: 5000 },
    'DELETE /channels/:channel/messages/:message': { calls: 5, perMs: 1000 },
    'POST /webhooks/:application/:token': { calls: 5, perMs: 2000 },
    'PATCH /webhooks/:application/:token/messages/:message': { calls: 5, perMs: 2000 },
    'PATCH /channels/:channel': { calls: 5, perMs: 5000 },
    'PUT /applications/:application/commands': { calls: 2, perMs: 5000 },
    'PUT /applications/:application/guilds/:guild/commands': { calls: 2, perMs: 5000 },
    'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': { calls: 1, perMs: 250 },
  },
  other: { calls: 20, perMs: 5000 },
  oldEdits: { calls: 3, perMs: 20_000 },
};

export type Verdict = {
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait; null: the call goes through, and has been counted. */
  readonly retryAfterSeconds: number | null;
  readonly isGlobal: boolean;
};

export type Meter = {
  /** `major`: the channel, server or webhook the route is about. */
  readonly count: (route: string, major: string, isGlobal: boolean) => Verdict;
  /** Seconds to wait before this channel's old messages may be edited again; null: now, and it is counted. */
  readonly countOldEdit: (channel: string) => number | null;
};

/** By a clock of its own, which tests do not move: programs that wait for a limit wait in real time. */
export function createMeter(limits: Limits | null, now: () => number = () => performance.now()): Meter {
  const windows = new Map<string, { startMs: number; count: number }>();
  const take = (key: string, limit: Limit) => {
    const found = windows.get(key);
    const window = found && found.startMs + limit.perMs > now() ? found : { startMs: now(), count: 0 };
    windows.set(key, window);
    window.count += 1;
    const resetMs = window.startMs + limit.perMs - now();
    return {
      isOver: window.count > limit.calls,
      left: Math.max(0, limit.calls - window.count),
      resetSeconds: resetMs / 1000,
    };
  };
  return {
    count: (route, major, isGlobal) => {
      if (limits?.global && isGlobal) {
        const { isOver, resetSeconds } = take('global', limits.global);
        if (isOver)
          return {
            isGlobal: true,
            retryAfterSeconds: round(resetSeconds),
            headers: limitedHeaders(resetSeconds, 'global'),
          };
      }
      const limit = limits?.routes[route] ?? limits?.other;
      if (!limit) return { isGlobal: false, retryAfterSeconds: null, headers: {} };
      const { isOver, left, resetSeconds } = take(`${route} ${major}`, limit);
      const headers = {
        'x-ratelimit-limit': String(limit.calls),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-reset': String(round(Date.now() / 1000 + resetSeconds)),
        'x-ratelimit-reset-after': String(round(resetSeconds)),
        'x-ratelimit-bucket': bucketOf(route),
      };
      if (!isOver) return { isGlobal: false, retryAfterSeconds: null, headers };
      return {
        isGlobal: false,
        retryAfterSeconds: round(resetSeconds),
        headers: { ...headers, ...limitedHeaders(resetSeconds, 'user') },
      };
    },
    countOldEdit: (channel) => {
      if (!limits?.oldEdits) return null;
      const { isOver, resetSeconds } = take(`old edits ${channel}`, limits.oldEdits);
      return isOver ? round(resetSeconds) : null;
    },
  };
}

export function limitedHeaders(retryAfterSeconds: number, scope: 'user' | 'global'): Record<string, string> {
  return {
    // In whole seconds for everything between us; the body says it exactly.
    'retry-after': String(Math.ceil(retryAfterSeconds)),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  };
}

function round(seconds: number): number {
  return Math.ceil(seconds * 1000) / 1000;
}

/** Any word that is the same for the same route. */
function bucketOf(route: string): string {
  return createHash('sha1').update(route).digest('hex');
}
