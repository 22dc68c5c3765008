/** Who is at the page: a random user id in a signed cookie, which the page gets by itself. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { Refusal } from './problem.ts';

const COOKIE = 'adgen_session';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export type SessionEnv = { Variables: { readonly user: string } };

export type Sessions = {
  /** The user of the request's cookie; null when there is none that we signed. */
  readonly userOf: (c: Context) => string | null;
  /** Gives the browser a cookie, or its own for another year. */
  readonly begin: (c: Context) => void;
  /** Refuses with 401 without a cookie of ours; else `c.var.user` is the person. */
  readonly required: MiddlewareHandler<SessionEnv>;
};

type Options = {
  readonly secret: string;
  /** An unguessable id each time. */
  readonly newId: () => string;
  /** Whether the page is only reached over https. */
  readonly isSecure: boolean;
};

export function createSessions({ secret, newId, isSecure }: Options): Sessions {
  const signed = (user: string) =>
    `${user}.${createHmac('sha256', secret).update(`adgen session ${user}`).digest('base64url')}`;
  const userOf = (c: Context) => {
    const value = getCookie(c, COOKIE) ?? '';
    const user = value.split('.')[0] ?? '';
    return user !== '' && isSame(value, signed(user)) ? user : null;
  };
  return {
    userOf,
    begin: (c) =>
      setCookie(c, COOKIE, signed(userOf(c) ?? newId()), {
        path: '/',
        httpOnly: true,
        sameSite: 'Strict',
        secure: isSecure,
        maxAge: YEAR_SECONDS,
      }),
    required: async (c, next) => {
      const user = userOf(c);
      if (user === null) throw new Refusal(401, 'bad-input', 'Open the page of adgen in this browser first.');
      c.set('user', user);
      await next();
    },
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
