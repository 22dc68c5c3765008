/**
 * Supabase Auth for tests, strict where it is: the key in every request, who may read the answer, each body's shape, codes that
 * work once and for the browser that asked, refresh tokens that change (github.com/supabase/auth and auth-js 2.119, 2026-11-23).
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { z } from 'zod';
import { type AuthPeople, type AuthPerson, createAuthPeople, shown } from './supabase-people.ts';

export type Mail = { readonly to: string; readonly kind: 'signup' | 'recovery'; readonly link: string };

export type SupabaseAuth = {
  readonly url: string;
  /** What a page may know. */
  readonly key: string;
  readonly people: AuthPeople;
  /** What was asked, as in `POST /token?grant_type=password`. */
  readonly asked: readonly string[];
  readonly mails: readonly Mail[];
  /** Where people may be led back to; what is elsewhere leads to the first. */
  readonly allow: (site: string) => void;
  /** Whether a new account waits for its mail. */
  readonly confirmByMail: (isWanted: boolean) => void;
  /** Null: Google is not switched on. */
  readonly googleIs: (email: string | null) => void;
  readonly stop: () => Promise<void>;
};

const VERSION = { name: 'X-Supabase-Api-Version', value: '2024-01-01' } as const;

/** What a page from elsewhere may send. */
const TAKEN = ['Accept', 'Authorization', 'Content-Type', 'X-Client-Info', VERSION.name, 'apikey'];

const Credentials = z.looseObject({ email: z.string(), password: z.string() });
const Challenge = { code_challenge: z.string().length(43), code_challenge_method: z.literal('s256') };
const SignUp = z.looseObject({ ...Credentials.shape, ...Challenge });
const Recover = z.looseObject({ email: z.string(), ...Challenge });
const Refresh = z.looseObject({ refresh_token: z.string().min(1) });
const Exchange = z.looseObject({ auth_code: z.string(), code_verifier: z.string().min(43) });
const Change = z.looseObject({ password: z.string() });

export async function startSupabaseAuth(): Promise<SupabaseAuth> {
  const key = 'sb_publishable_for_tests_only';
  const asked: string[] = [];
  const mails: Mail[] = [];
  const sites: string[] = [];
  let url = '';
  let waitsForMail = false;
  let google: string | null = null;
  const people = await createAuthPeople(() => `${url}/auth/v1`);
  const links = new Map<string, { readonly challenge: string; readonly person: AuthPerson }>();
  const back = (c: Context) => {
    const wanted = c.req.query('redirect_to') ?? '';
    return sites.some((site) => wanted.startsWith(`${site}/`)) ? wanted : (sites[0] ?? '');
  };
  const mail = (c: Context, kind: Mail['kind'], person: AuthPerson, challenge: string) => {
    const token = `pkce_${links.size + 1}`;
    links.set(token, { challenge, person });
    const link = `${url}/auth/v1/verify?${new URLSearchParams({ token, type: kind, redirect_to: back(c) })}`;
    mails.push({ to: person.email, kind, link });
  };
  const bodyOf = async <T>(c: Context, schema: z.ZodType<T>): Promise<T | Response> => {
    const read = schema.safeParse(await c.req.json().catch(() => null));
    return read.success ? read.data : refuse(c, 400, 'bad_json', read.error.message);
  };

  const auth = new Hono()
    .use(async (c, next) => {
      asked.push(`${c.req.method} ${c.req.path.replace('/auth/v1', '')}${grantOf(c)}`);
      await next();
    })
    .use(cors({ origin: '*', allowHeaders: [...TAKEN], exposeHeaders: ['X-Total-Count', 'Link', VERSION.name] }))
    .get('/.well-known/jwks.json', async (c) => c.json(await people.publicKeys()))
    .get('/authorize', (c) => {
      const { provider, code_challenge: challenge, code_challenge_method: method } = c.req.query();
      if (provider !== 'google' || challenge?.length !== 43 || method !== 's256')
        return refuse(c, 400, 'validation_failed', 'These are no parameters of a sign-in.');
      if (google === null) return refuse(c, 400, 'validation_failed', 'Unsupported provider: provider is not enabled');
      const person = people.find(google) ?? people.add(google, null, true);
      return c.redirect(withQuery(back(c), { code: people.openFlow({ challenge, person }) }), 302);
    })
    .get('/verify', (c) => {
      const token = c.req.query('token') ?? '';
      const found = links.get(token);
      links.delete(token);
      if (!found) {
        const { origin, pathname } = new URL(back(c));
        const say = { error: 'access_denied', error_code: 'otp_expired' };
        const query = new URLSearchParams({ ...say, error_description: 'Email link is invalid or has expired' });
        return c.redirect(`${origin}${pathname}?${query}#${query}`, 303);
      }
      found.person.isConfirmed = true;
      return c.redirect(withQuery(back(c), { code: people.openFlow(found) }), 303);
    })
    .use(async (c, next) => {
      if (c.req.header('apikey') === key) return next();
      return c.json({ message: 'No API key found in request', hint: 'No `apikey` request header was found.' }, 401);
    })
    .get('/settings', (c) =>
      c.json({
        external: { email: true, google: google !== null },
        disable_signup: false,
        mailer_autoconfirm: !waitsForMail,
      }),
    )
    .post('/signup', async (c) => {
      const body = await bodyOf(c, SignUp);
      if (body instanceof Response) return body;
      if (!body.email.includes('@')) return refuse(c, 400, 'validation_failed', 'Unable to validate email address');
      if (body.password.length < 8) return weak(c);
      if (people.find(body.email)) return refuse(c, 422, 'user_already_exists', 'User already registered');
      const person = people.add(body.email, body.password, !waitsForMail);
      if (!waitsForMail) return c.json(await people.begin(person));
      mail(c, 'signup', person, body.code_challenge);
      return c.json(shown(person));
    })
    .post('/token', async (c) => {
      const grant = c.req.query('grant_type');
      if (grant === 'password') return byPassword(c);
      if (grant === 'refresh_token') return byRefresh(c);
      if (grant === 'pkce') return byCode(c);
      return refuse(c, 400, 'validation_failed', 'unsupported_grant_type');
    })
    .post('/recover', async (c) => {
      const body = await bodyOf(c, Recover);
      if (body instanceof Response) return body;
      const person = people.find(body.email);
      // Whether there is such an account is nobody's business.
      if (person) mail(c, 'recovery', person, body.code_challenge);
      return c.json({});
    })
    .use(async (c, next) => {
      const [, token = ''] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? [];
      const session = token.split('.').length === 3 ? people.sessionOf(token) : null;
      if (session === null) return refuse(c, 403, 'session_not_found', 'Session from session_id claim does not exist');
      if (c.req.path.endsWith('/logout')) {
        people.end(session.id);
        return c.body(null, 204);
      }
      if (c.req.path.endsWith('/user') && c.req.method === 'GET') return c.json(shown(session.person));
      if (c.req.path.endsWith('/user') && c.req.method === 'PUT') return change(c, session.person);
      await next();
    });

  async function byPassword(c: Context) {
    const body = await bodyOf(c, Credentials);
    if (body instanceof Response) return body;
    const person = people.find(body.email);
    if (person === null || person.password !== body.password)
      return refuse(c, 400, 'invalid_credentials', 'Invalid login credentials');
    if (!person.isConfirmed) return refuse(c, 400, 'email_not_confirmed', 'Email not confirmed');
    return c.json(await people.begin(person));
  }
  async function byRefresh(c: Context) {
    const body = await bodyOf(c, Refresh);
    if (body instanceof Response) return body;
    const granted = await people.refresh(body.refresh_token);
    return granted
      ? c.json(granted)
      : refuse(c, 400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found');
  }
  async function byCode(c: Context) {
    const body = await bodyOf(c, Exchange);
    if (body instanceof Response) return body;
    const person = people.closeFlow(body.auth_code, body.code_verifier);
    return person
      ? c.json(await people.begin(person))
      : refuse(c, 404, 'flow_state_not_found', 'invalid flow state, no valid flow state found');
  }
  async function change(c: Context, person: AuthPerson) {
    const body = await bodyOf(c, Change);
    if (body instanceof Response) return body;
    if (body.password.length < 8) return weak(c);
    if (body.password === person.password)
      return refuse(c, 422, 'same_password', 'New password should be different from the old password.');
    person.password = body.password;
    return c.json(shown(person));
  }

  const server = serve({ fetch: new Hono().route('/auth/v1', auth).fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  url = `http://127.0.0.1:${port}`;
  return {
    ...{ url, key, people, asked, mails },
    allow: (site) => void sites.push(site),
    confirmByMail: (isWanted) => {
      waitsForMail = isWanted;
    },
    googleIs: (email) => {
      google = email;
    },
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Refused = 400 | 403 | 404 | 422;

/** As it answers whoever names the version of 2024-01-01; older ones get other names. */
function refuse(c: Context, status: Refused, code: string, message: string, more: object = {}): Response {
  if (c.req.header(VERSION.name) !== VERSION.value)
    return c.json({ code: status, error_code: code, msg: message }, status);
  return c.json({ code, message, ...more }, status, { [VERSION.name]: VERSION.value });
}

function weak(c: Context): Response {
  const reasons = { weak_password: { reasons: ['length'] } };
  return refuse(c, 422, 'weak_password', 'Password should be at least 8 characters.', reasons);
}

function grantOf(c: Context): string {
  const grant = c.req.query('grant_type');
  return grant === undefined ? '' : `?grant_type=${grant}`;
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
