/** What a browser shows for somebody with an account: players and pictures send no token, so a cookie goes with it, for looking only. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'adgen_look';
/** The page asks for another one whenever its token is renewed, which is every hour. */
const DAY_SECONDS = 24 * 60 * 60;

export type LookCookies = {
  /** The account of the request's cookie; null when there is none of ours, it has ended, or the request is to change something. */
  readonly userOf: (c: Context) => string | null;
  readonly give: (c: Context, userId: string) => void;
  readonly take: (c: Context) => void;
};

type Options = {
  readonly secret: string;
  /** Whether the page is only reached over https. */
  readonly isSecure: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

export function createLookCookies({ secret, isSecure, now }: Options): LookCookies {
  const signed = (userId: string, until: number) =>
    `${userId}.${until}.${createHmac('sha256', secret).update(`adgen look ${userId} ${until}`).digest('base64url')}`;
  const kept = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure } as const;
  return {
    userOf: (c) => {
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return null;
      const value = getCookie(c, COOKIE) ?? '';
      const [userId = '', until = ''] = value.split('.');
      if (userId === '' || !/^\d{1,15}$/.test(until) || Number(until) * 1000 <= now()) return null;
      return isSame(value, signed(userId, Number(until))) ? userId : null;
    },
    give: (c, userId) => {
      const until = Math.floor(now() / 1000) + DAY_SECONDS;
      setCookie(c, COOKIE, signed(userId, until), { ...kept, maxAge: DAY_SECONDS });
    },
    take: (c) => void deleteCookie(c, COOKIE, kept),
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
