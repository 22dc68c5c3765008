/** Who may ask, as the configuration chooses: people with accounts of Supabase, whoever is at this machine, or nobody yet. */
import { randomBytes } from 'node:crypto';
import type { Accounts, Config } from '../config.ts';
import type { ApiOptions } from '../http/api/create-api.ts';
import { Denial } from '../http/api/denial.ts';
import { createJwks } from '../http/api/jwks.ts';
import { rememberTokens } from '../http/api/known-tokens.ts';
import { createLocalTokens } from '../http/api/local-token.ts';
import { tokenRoute } from '../http/api/token-route.ts';
import { type JwtRules, verifyJwt } from '../http/api/verify-jwt.ts';
import { bearerOf, localPerson, notSignedIn, type Whose } from '../http/api/whose.ts';
import type { HttpOptions } from '../http/create-http.ts';
import { createLookCookies } from '../http/look-cookie.ts';
import { createSessions } from '../http/session.ts';

export type SignIn = Pick<ApiOptions, 'whose' | 'more'> & {
  /** What the page and its chat are told; null: each browser is a person. */
  readonly accounts: HttpOptions['accounts'];
};

/**
 * Accounts where state is kept in Supabase; else whoever is at this machine, as long as nobody else reaches it: an address for
 * everybody without signing in would be anybody's money. `secret` signs what browsers are known by.
 */
export function openSignIn({ accounts, publicUrl }: Pick<Config, 'accounts' | 'publicUrl'>, secret: string): SignIn {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  if (accounts) {
    const looks = createLookCookies({ secret, isSecure, now: Date.now });
    const whose = account(supabaseRules(accounts), { looks, canSignIn: accounts.publishableKey !== null });
    return { whose, accounts: { whose, looks, page: pageOf(accounts) } };
  }
  if (publicUrl !== null) return { whose: nobodyYet, accounts: null };
  const newId = () => randomBytes(18).toString('base64url');
  const sessions = createSessions({ secret, newId, isSecure });
  const tokens = createLocalTokens(secret);
  return {
    whose: localPerson(sessions, tokens),
    more: [tokenRoute({ sessions, tokens, newId })],
    accounts: null,
  };
}

const nobodyYet: Whose = async () => {
  throw notSetUp(
    'Nobody can sign in here yet. Set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY, or leave out PUBLIC_URL to use the API on this machine alone.',
  );
};

function notSetUp(say: string): Denial {
  return new Denial(503, 'set-up', say);
}

type Browsers = { readonly looks: ReturnType<typeof createLookCookies>; readonly canSignIn: boolean };

function account(rules: JwtRules, { looks, canSignIn }: Browsers): Whose {
  const accountOf = rememberTokens((token) => verifyJwt(token, rules), rules.now);
  return async (c) => {
    const token = bearerOf(c);
    if (token === null) {
      const userId = looks.userOf(c);
      if (userId !== null) return { userId };
      if (!canSignIn && c.req.header('sec-fetch-site') === 'same-origin')
        throw notSetUp('Nobody can sign in on this page yet. Set SUPABASE_PUBLISHABLE_KEY and start adgen again.');
      return null;
    }
    const userId = await accountOf(token);
    if (userId === null) throw notSignedIn('This token is not good, or not any more. Sign in again.');
    return { userId };
  };
}

function pageOf({ supabaseUrl, publishableKey }: Accounts): { readonly url: string; readonly key: string } | null {
  return publishableKey === null ? null : { url: supabaseUrl, key: publishableKey };
}

/** Where Supabase Auth says who it is, and shows its keys (its documentation, 2026-11-23). */
function supabaseRules({ supabaseUrl, jwtSecret }: Accounts): JwtRules {
  const issuer = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`;
  const rules = { issuer, audience: 'authenticated', now: Date.now };
  if (jwtSecret !== null) return { ...rules, keys: { kind: 'secret', secret: jwtSecret } };
  const jwks = createJwks({ url: `${issuer}/.well-known/jwks.json`, fetch, clock: () => performance.now() });
  return { ...rules, keys: { kind: 'jwks', jwks } };
}
