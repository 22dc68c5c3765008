/** Accounts of Supabase: its program is large, and is loaded only where people sign in. */
import { type AuthError, createClient, type Session as Held, isAuthApiError } from '@supabase/supabase-js';
import { isRecord } from './client-problem.ts';
import type { AccountSettings } from './session.ts';

export type AccountAuth = {
  readonly token: () => Promise<string | null>;
  /** Whether there is a fresh token now. */
  readonly renew: () => Promise<boolean>;
  readonly signIn: (email: string, password: string) => Promise<Outcome>;
  readonly signUp: (email: string, password: string) => Promise<Outcome>;
  /** Leaves the page; `returnTo` is where people find themselves afterwards. */
  readonly withGoogle: (returnTo: string) => Promise<Outcome>;
  readonly sendReset: (email: string) => Promise<Outcome>;
  readonly setPassword: (password: string) => Promise<Outcome>;
  readonly signOut: () => Promise<void>;
};

/** `say`: what went wrong, in a sentence. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'mail-sent' }
  | { readonly kind: 'refused'; readonly say: string };

/** `onPerson` is told an address at once and at every change, also in another tab; null: nobody. */
export async function openAuth(
  { url, key }: AccountSettings,
  onPerson: (email: string | null) => void,
): Promise<AccountAuth> {
  const { auth } = createClient(url, key, { auth: { flowType: 'pkce', detectSessionInUrl: true } });
  const tell = (held: Held | null) => onPerson(held?.user.email ?? (held ? 'your account' : null));
  const { data } = await auth.getSession();
  await showFilmsTo(data.session);
  tell(data.session);
  auth.onAuthStateChange((event, held) => {
    // Nothing of Supabase may be awaited in here: it holds its lock (supabase-js, onAuthStateChange, 2026-11-23).
    if (event === 'INITIAL_SESSION') return;
    void showFilmsTo(held).then(() => tell(held));
  });
  const here = (path: string) => new URL(path, window.location.origin).href;
  return {
    token: async () => (await auth.getSession()).data.session?.access_token ?? null,
    renew: async () => {
      const { data, error } = await auth.refreshSession();
      // It keeps a session whose token it takes to be good (auth-js 2.119); the server has just said that it is not.
      if (isOver(error)) await auth.signOut({ scope: 'local' });
      return data.session !== null;
    },
    signIn: (email, password) => outcome(auth.signInWithPassword({ email, password })),
    signUp: async (email, password) => {
      const { data: made, error } = await auth.signUp({
        email,
        password,
        options: { emailRedirectTo: here('/ads') },
      });
      if (error) return refused(error);
      return made.session ? { kind: 'done' } : { kind: 'mail-sent' };
    },
    withGoogle: async (returnTo) => {
      // Leaving for a way that is closed would end on a page of Supabase's that speaks to programs.
      if (!(await offersGoogle({ url, key }))) return { kind: 'refused', say: NO_GOOGLE };
      return outcome(auth.signInWithOAuth({ provider: 'google', options: { redirectTo: here(returnTo) } }));
    },
    sendReset: async (email) => {
      const { error } = await auth.resetPasswordForEmail(email, { redirectTo: here('/account') });
      return error ? refused(error) : { kind: 'mail-sent' };
    },
    setPassword: (password) => outcome(auth.updateUser({ password })),
    signOut: async () => void (await auth.signOut({ scope: 'local' })),
  };
}

/** Players and pictures send no token: the server gives this browser a cookie that goes with it, for looking only. */
async function showFilmsTo(held: Held | null): Promise<void> {
  const headers: HeadersInit = held ? { authorization: `Bearer ${held.access_token}` } : {};
  await fetch('/api/session', { method: 'POST', headers }).catch(() => null);
}

/** False only where it is said to be switched off. */
async function offersGoogle({ url, key }: AccountSettings): Promise<boolean> {
  const address = `${url.replace(/\/+$/, '')}/auth/v1/settings`;
  const answer = await fetch(address, { headers: { apikey: key } }).catch(() => null);
  const settings: unknown = await answer?.json().catch(() => null);
  return !isRecord(settings) || !isRecord(settings.external) || settings.external.google !== false;
}

/** Whether the session has ended for good; a place that is out of reach, or busy, says nothing about it. */
function isOver(error: AuthError | null): boolean {
  return isAuthApiError(error) && error.status < 500 && error.status !== 408 && error.status !== 429;
}

async function outcome(asked: Promise<{ readonly error: AuthError | null }>): Promise<Outcome> {
  const { error } = await asked;
  return error ? refused(error) : { kind: 'done' };
}

const NO_GOOGLE = 'Signing in with Google is not switched on here. Use your e-mail address.';

const SAY = new Map([
  ['invalid_credentials', 'The e-mail address or the password is wrong.'],
  ['email_not_confirmed', 'Please confirm your e-mail address first: follow the link in the mail you got.'],
  ['user_already_exists', 'There is an account with this address. Sign in instead.'],
  ['email_exists', 'There is an account with this address. Sign in instead.'],
  ['weak_password', 'This password is too easy to guess. Choose a longer one.'],
  ['same_password', 'That is your password already.'],
  ['over_email_send_rate_limit', 'Too many mails were asked for. Please wait a few minutes.'],
  ['over_request_rate_limit', 'That was tried too often. Please wait a minute.'],
  ['signup_disabled', 'New accounts are not taken here just now.'],
  ['provider_disabled', NO_GOOGLE],
  ['email_address_invalid', 'This e-mail address does not work. Check it for mistakes.'],
  ['validation_failed', 'This e-mail address does not work. Check it for mistakes.'],
  ['reauthentication_needed', 'Sign out, sign in again, and change the password then.'],
]);

function refused(error: AuthError): Outcome {
  if (error.status === undefined || error.status === 0)
    return { kind: 'refused', say: 'Signing in cannot be reached. Check the connection and try again.' };
  return { kind: 'refused', say: SAY.get(error.code ?? '') ?? 'That did not work. Please try again.' };
}
