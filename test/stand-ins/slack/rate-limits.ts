/** How often a method may be called in a workspace: Slack's tiers, per minute, and one post a second in a channel. */
import type { Tier } from './method.ts';

/** So many calls in so many milliseconds. */
export type Limit = { readonly calls: number; readonly perMs: number };

export type Limits = Readonly<Record<`${Tier}`, Limit>>;

/**
 * Slack's tiers as published (docs.slack.dev/apis/web-api/rate-limits, August 2026). Posting is one message a second in
 * a channel with "short bursts" allowed: here thirty in thirty seconds.
 */
export const SLACK_LIMITS: Limits = {
  1: { calls: 1, perMs: 60_000 },
  2: { calls: 20, perMs: 60_000 },
  3: { calls: 50, perMs: 60_000 },
  4: { calls: 100, perMs: 60_000 },
  post: { calls: 30, perMs: 30_000 },
  special: { calls: 600, perMs: 60_000 },
};

export type Meter = {
  /** Whole seconds to wait, as in `Retry-After`; 0: the call goes through and counts. */
  readonly count: (method: string, tier: Tier, key: string) => number;
};

/** `overrides` are by method name and win over tiers; `tiers` null: no limits but the overrides. */
export function createMeter(
  tiers: Limits | null,
  overrides: Readonly<Record<string, Limit>>,
  now: () => number,
): Meter {
  const seen = new Map<string, number[]>();
  return {
    count: (method, tier, key) => {
      const limit = overrides[method] ?? tiers?.[tier];
      if (!limit) return 0;
      const name = `${method} ${key}`;
      const recent = (seen.get(name) ?? []).filter((at) => at > now() - limit.perMs);
      const oldest = recent[recent.length - limit.calls];
      seen.set(name, oldest === undefined ? [...recent, now()] : recent);
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + limit.perMs - now()) / 1000));
    },
  };
}
