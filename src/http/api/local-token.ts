/** The bearer token of whoever works on this machine without signing in: their id, signed. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type LocalTokens = {
  readonly of: (userId: string) => string;
  /** Null for every token that is not ours. */
  readonly userOf: (token: string) => string | null;
};

/** `secret`: the same at every start. A cookie of the page is no token, and a token is no cookie. */
export function createLocalTokens(secret: string): LocalTokens {
  const tokenOf = (userId: string) =>
    `${userId}.${createHmac('sha256', secret).update(`adgen api ${userId}`).digest('base64url')}`;
  return {
    of: tokenOf,
    userOf: (token) => {
      const [userId = ''] = token.split('.');
      return userId !== '' && isSame(token, tokenOf(userId)) ? userId : null;
    },
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
