/** Who may see how adgen is doing: whoever has the admin token, as a bearer token or as a browser's password. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';

export type Guard = {
  readonly adminToken: string;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
};

/** Wrong tokens of one address within `WINDOW_MS`, after which none of its tokens is looked at for the rest of it. */
const MOST_WRONG = 10;
const WINDOW_MS = 60_000;
/** Addresses that are remembered; beyond that the oldest is forgotten. */
const MOST_ADDRESSES = 1_000;

/** 401 without the token, 429 after too many wrong ones. */
export function adminOnly({ adminToken, clock }: Guard): MiddlewareHandler {
  const wrong = createTally(clock);
  return async (c, next) => {
    const address = addressOf(c);
    const waitMs = wrong.waitMs(address);
    if (waitMs > 0) {
      const headers = { 'Retry-After': `${Math.ceil(waitMs / 1000)}` };
      return refuse(c, 429, 'Too many wrong tokens came from this address. Try again in a minute.', headers);
    }
    const token = tokenOf(c.req.header('authorization') ?? '');
    if (token !== null && isSame(token, adminToken)) return next();
    if (token !== null) wrong.add(address);
    const headers = { 'WWW-Authenticate': 'Basic realm="adgen", charset="UTF-8"' };
    return refuse(c, 401, 'This needs ADMIN_TOKEN: as a bearer token, or as the password with any name.', headers);
  };
}

/** Whether the request comes from this very machine. Behind a proxy every request does. */
export function isFromHere(c: Context): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(addressOf(c));
}

export function refuse(
  c: Context,
  status: 401 | 404 | 405 | 429,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const code = status === 404 ? 'not-found' : 'bad-input';
  return c.json({ error: { code, message } }, status, { 'Cache-Control': 'no-store', ...headers });
}

function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    // Called without a connection: in process.
    return '';
  }
}

/** Null: none was sent. */
function tokenOf(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(bearer|basic) (.+)$/i.exec(authorization) ?? [];
  if (scheme === '') return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** Takes as long for a token that is nearly right as for one that is not, whatever its length. */
function isSame(given: string, wanted: string): boolean {
  const [left, right] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function createTally(clock: () => number) {
  const tallies = new Map<string, { count: number; readonly sinceMs: number }>();
  const tallyOf = (address: string) => {
    const tally = tallies.get(address);
    if (tally && clock() - tally.sinceMs < WINDOW_MS) return tally;
    tallies.delete(address);
    return null;
  };
  return {
    waitMs: (address: string) => {
      const tally = tallyOf(address);
      return tally && tally.count >= MOST_WRONG ? tally.sinceMs + WINDOW_MS - clock() : 0;
    },
    add: (address: string) => {
      const tally = tallyOf(address) ?? { count: 0, sinceMs: clock() };
      tally.count++;
      tallies.set(address, tally);
      const [oldest] = tallies.keys();
      if (tallies.size > MOST_ADDRESSES && oldest !== undefined) tallies.delete(oldest);
    },
  };
}
