/** Accounts as Supabase Auth keeps them: people, their sessions, the codes of mails and of Google, and tokens signed with ES256. */
import { createHash, randomBytes, randomUUID, type webcrypto } from 'node:crypto';
import { sign } from 'hono/jwt';

export type AuthPerson = {
  readonly id: string;
  readonly email: string;
  password: string | null;
  isConfirmed: boolean;
};

/** A way that was begun with a challenge (RFC 7636), to be ended with its verifier by the same browser. */
export type Flow = { readonly challenge: string; readonly person: AuthPerson };

type Held = { readonly sessionId: string; readonly person: AuthPerson; isUsed: boolean };

export type AuthPeople = Awaited<ReturnType<typeof createAuthPeople>>;

const LIFETIME_SECONDS = 3600;

/** `issuer`: as the tokens name it. */
export async function createAuthPeople(issuer: () => string) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const people = new Map<string, AuthPerson>();
  const sessions = new Map<string, AuthPerson>();
  const refreshTokens = new Map<string, Held>();
  const flows = new Map<string, Flow>();
  let agedSeconds = 0;

  const accessToken = async (person: AuthPerson, sessionId: string) => {
    const nowSeconds = Math.floor(Date.now() / 1000) - agedSeconds;
    const claims = {
      ...{ iss: issuer(), sub: person.id, aud: 'authenticated', role: 'authenticated', aal: 'aal1' },
      ...{ iat: nowSeconds, exp: nowSeconds + LIFETIME_SECONDS },
      ...{ email: person.email, session_id: sessionId, is_anonymous: false },
    };
    const key: webcrypto.JsonWebKey = await crypto.subtle.exportKey('jwk', pair.privateKey);
    return sign(claims, Object.assign(key, { kid: 'first', alg: 'ES256' }), 'ES256');
  };
  const grant = async (person: AuthPerson, sessionId: string) => {
    const refreshToken = randomBytes(9).toString('base64url');
    sessions.set(sessionId, person);
    refreshTokens.set(refreshToken, { sessionId, person, isUsed: false });
    return {
      access_token: await accessToken(person, sessionId),
      token_type: 'bearer',
      expires_in: LIFETIME_SECONDS,
      expires_at: Math.floor(Date.now() / 1000) + LIFETIME_SECONDS,
      refresh_token: refreshToken,
      user: shown(person),
    };
  };
  return {
    find: (email: string) => people.get(email.toLowerCase()) ?? null,
    add: (email: string, password: string | null, isConfirmed: boolean): AuthPerson => {
      const person = { id: randomUUID(), email: email.toLowerCase(), password, isConfirmed };
      people.set(person.email, person);
      return person;
    },
    publicKeys: async () => ({
      keys: [
        Object.assign(await crypto.subtle.exportKey('jwk', pair.publicKey), { kid: 'first', alg: 'ES256', use: 'sig' }),
      ],
    }),
    begin: (person: AuthPerson) => grant(person, randomUUID()),
    /** A refresh token works once; null for any other. */
    refresh: async (token: string) => {
      const held = refreshTokens.get(token);
      if (!held || held.isUsed || !sessions.has(held.sessionId)) return null;
      held.isUsed = true;
      return grant(held.person, held.sessionId);
    },
    sessionOf: (token: string) => {
      const [, payload = ''] = token.split('.');
      const { session_id: id } = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
      const person = sessions.get(id);
      return person ? { id: String(id), person } : null;
    },
    end: (sessionId: string) => sessions.delete(sessionId),
    endAll: () => sessions.clear(),
    /** What is given from now on was made so long ago. */
    age: (seconds: number) => {
      agedSeconds = seconds;
    },
    openFlow: (flow: Flow) => {
      const code = randomUUID();
      flows.set(code, flow);
      return code;
    },
    /** A code works once, and only with the verifier its challenge was made of. */
    closeFlow: (code: string, verifier: string): AuthPerson | null => {
      const flow = flows.get(code);
      flows.delete(code);
      const isSame = flow?.challenge === createHash('sha256').update(verifier).digest('base64url');
      return flow && isSame ? flow.person : null;
    },
  };
}

export function shown({ id, email, isConfirmed }: AuthPerson) {
  const at = new Date().toISOString();
  return {
    ...{ id, aud: 'authenticated', role: 'authenticated', email, phone: '', is_anonymous: false },
    ...(isConfirmed ? { email_confirmed_at: at } : { confirmation_sent_at: at }),
    ...{ created_at: at, updated_at: at, identities: [], user_metadata: {} },
    app_metadata: { provider: 'email', providers: ['email'] },
  };
}
