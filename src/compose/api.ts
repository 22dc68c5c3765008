/** The REST API over a whole system: its ports, and who may ask. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { System } from '../compose.ts';
import type { Accounts, Config } from '../config.ts';
import { type ApiOptions, createApi } from '../http/api/create-api.ts';
import { Denial } from '../http/api/denial.ts';
import { createJwks } from '../http/api/jwks.ts';
import { createLocalTokens } from '../http/api/local-token.ts';
import type { ApiPorts, ListedAd, People } from '../http/api/ports.ts';
import { tokenRoute } from '../http/api/token-route.ts';
import { type JwtRules, verifyJwt } from '../http/api/verify-jwt.ts';
import { bearerOf, localPerson, notSignedIn, type Whose } from '../http/api/whose.ts';
import { createSessions } from '../http/session.ts';
import { storyboardKey } from '../pipeline/keys.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Database } from '../storage/database.ts';
import { jobId } from '../worker/catalogue.ts';
import { createPriceOf, type PriceMakers } from './api-prices.ts';

type Needs = {
  readonly system: Pick<System, 'database' | 'artifacts'> & {
    readonly studio: ApiPorts['desk'];
    readonly window: Pick<System['window'], 'kit' | 'putKit'>;
  };
  readonly log: Log;
  /** Signs what a browser of this machine is known by. */
  readonly secret: string;
  readonly signal: AbortSignal;
  /** Where people have accounts; left out: what the configuration says. */
  readonly accounts?: Accounts | null;
  /** Takes the place of what the configuration would choose, as in `openSystem`. */
  readonly makers?: Partial<PriceMakers>;
} & Pick<ApiOptions, 'rates' | 'heartbeatMs' | 'glanceMs'>;

export function openApi(config: Config, needs: Needs): ReturnType<typeof createApi> {
  const { system, log, signal, makers, rates, heartbeatMs, glanceMs } = needs;
  const { studio, database, window, artifacts } = system;
  const ports: ApiPorts = {
    desk: studio,
    priceOf: createPriceOf(config, { database, log, makers: makers ?? {} }),
    adsOf: (userIds, { limit, after }) => adsOf(database, userIds, limit, after),
    people: createPeople(database),
    kits: { find: window.kit, put: window.putKit },
    ...{ artifacts, storyboardKey, log },
    jobIdOf: ({ projectId, version }) => jobId({ name: 'produce', data: { projectId, version } }),
  };
  const options = { ports, signal, clock: () => performance.now() };
  const given = {
    ...(rates ? { rates } : {}),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...(glanceMs === undefined ? {} : { glanceMs }),
  };
  return createApi({ ...options, ...given, ...signingIn(config, needs) });
}

/**
 * Accounts of Supabase where state is kept there; else whoever is at this machine, as long as nobody else reaches it: an
 * address for everybody without signing in would be anybody's money.
 */
function signingIn(
  { accounts: chosen, publicUrl }: Config,
  { secret, accounts = chosen }: Needs,
): Pick<ApiOptions, 'whose' | 'more'> {
  if (accounts) return { whose: account(supabaseRules(accounts)) };
  if (publicUrl !== null) return { whose: nobodyYet };
  const newId = () => randomBytes(18).toString('base64url');
  const sessions = createSessions({ secret, newId, isSecure: false });
  const tokens = createLocalTokens(secret);
  return { whose: localPerson(sessions, tokens), more: [tokenRoute({ sessions, tokens, newId })] };
}

const nobodyYet: Whose = async () => {
  throw new Denial(
    503,
    'set-up',
    'Nobody can sign in here yet. Set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY, or leave out PUBLIC_URL to use the API on this machine alone.',
  );
};

function account(rules: JwtRules): Whose {
  return async (c) => {
    const token = bearerOf(c);
    if (token === null) return null;
    const userId = await verifyJwt(token, rules);
    if (userId === null) throw notSignedIn('This token is not good, or not any more. Sign in again.');
    return { userId };
  };
}

/** Where Supabase Auth says who it is, and shows its keys (its documentation, 2026-11-23). */
function supabaseRules({ supabaseUrl, jwtSecret }: Accounts): JwtRules {
  const issuer = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`;
  const rules = { issuer, audience: 'authenticated', now: Date.now };
  if (jwtSecret !== null) return { ...rules, keys: { kind: 'secret', secret: jwtSecret } };
  const jwks = createJwks({ url: `${issuer}/.well-known/jwks.json`, fetch, clock: () => performance.now() });
  return { ...rules, keys: { kind: 'jwks', jwks } };
}

const Listed = z.object({
  ...{ id: z.string(), title: z.string(), status: z.string(), progress: z.number(), version: z.number() },
  ...{ costMicroUsd: z.number(), createdAt: z.string(), updatedAt: z.string(), filesUntil: z.string() },
  ...{ filesGoneAt: z.string().nullable(), filmsOf: z.number().nullable() },
});

type Caller = Pick<Database, 'call'>;

async function adsOf(
  database: Caller,
  userIds: readonly string[],
  limit: number,
  after: { readonly createdAt: string; readonly id: string } | null,
): Promise<readonly ListedAd[]> {
  const given = {
    p_user_ids: userIds,
    p_limit: limit,
    p_after_at: after?.createdAt ?? null,
    p_after_id: after?.id ?? null,
  };
  return Listed.array().parse(await database.call('ads_of', given));
}

function createPeople(database: Caller): People {
  return {
    identitiesOf: async (userId) =>
      z
        .string()
        .array()
        .parse(await database.call('identities_of', { p_user_id: userId })),
    createLinkCode: async (userId) => {
      const [code] = await database.call('create_link_code', { p_user_id: userId });
      return z.string().parse(code);
    },
    unlink: async (userId, identity) => {
      const [done] = await database.call('unlink_identity', { p_user_id: userId, p_identity: identity });
      return done === true;
    },
  };
}
