/** A route of Discord's REST API: its method and path, who may call it, and what it does. */
import type { Desk } from './desk.ts';
import type { Meter } from './rate-limits.ts';
import type { Body } from './read-body.ts';

export type Asked = {
  readonly desk: Desk;
  readonly meter: Meter;
  /** Path parameters by name; `part('channel')` of `/channels/:channel`. */
  readonly part: (name: string) => string;
  readonly query: URLSearchParams;
  readonly body: Body;
};

export type Answer = { readonly status: number; readonly json?: unknown };

export type Route = {
  /** As in `POST /channels/:channel/messages`. */
  readonly name: string;
  /** `none`: whoever knows the token in the path may. */
  readonly auth: 'bot' | 'none';
  readonly run: (asked: Asked) => Answer | Promise<Answer>;
};

export function route(name: string, run: Route['run'], auth: Route['auth'] = 'bot'): Route {
  return { name, auth, run };
}

export const ok = (json: unknown): Answer => ({ status: 200, json });
export const done: Answer = { status: 204 };

export type Match =
  | {
      readonly kind: 'route';
      readonly route: Route;
      readonly parts: Readonly<Record<string, string>>;
      readonly major: string;
    }
  | { readonly kind: 'no-method' }
  | { readonly kind: 'nothing' };

export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const asked = path.split('/').map(decodeURIComponent);
  let isKnown = false;
  for (const one of routes) {
    const [verb = '', pattern = ''] = one.name.split(' ');
    const parts = partsOf(pattern, asked);
    if (parts === null) continue;
    if (verb === method) return { kind: 'route', route: one, parts, major: majorOf(parts) };
    isKnown = true;
  }
  return isKnown ? { kind: 'no-method' } : { kind: 'nothing' };
}

function partsOf(pattern: string, asked: readonly string[]): Record<string, string> | null {
  const wanted = pattern.split('/');
  if (wanted.length !== asked.length) return null;
  const parts: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const given = asked[index] ?? '';
    if (want.startsWith(':')) parts[want.slice(1)] = given;
    else if (want !== given) return null;
  }
  return parts;
}

/** What limits are counted by besides the route. */
function majorOf({ token, channel, guild }: Readonly<Record<string, string>>): string {
  return token ?? channel ?? guild ?? '';
}
