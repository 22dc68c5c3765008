/** Who is at the page: the one person of this machine, or somebody with an account. */
import { createStore, type Store } from '../store.ts';
import type { AccountAuth } from './session-account.ts';

export type SessionState =
  /** Nobody signs in here. */
  | { readonly kind: 'local' }
  /** Not known yet. */
  | { readonly kind: 'looking' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly email: string };

/** Where people have accounts; the server writes it into the page. */
export type AccountSettings = { readonly url: string; readonly key: string };

export type Session = {
  readonly store: Pick<Store<SessionState>, 'get' | 'subscribe'>;
  /** What a request says who asks; null: the browser's cookie does. */
  readonly token: () => Promise<string | null>;
  /** After a refusal: whether another try can help. */
  readonly renew: () => Promise<boolean>;
  /** Signing in and out; null where nobody does. Loads the program for it. */
  readonly auth: (() => Promise<AccountAuth>) | null;
};

export function createSession(accounts: AccountSettings | null): Session {
  return accounts === null ? localSession() : accountSession(accounts);
}

function localSession(): Session {
  return {
    store: createStore<SessionState>({ kind: 'local' }),
    token: async () => null,
    renew: async () => {
      const answer = await fetch('/api/session', { method: 'POST' }).catch(() => null);
      return answer?.ok ?? false;
    },
    auth: null,
  };
}

function accountSession(accounts: AccountSettings): Session {
  const store = createStore<SessionState>({ kind: 'looking' });
  let loading: Promise<AccountAuth> | null = null;
  const load = async () => {
    const { openAuth } = await import('./session-account.ts');
    return openAuth(accounts, (email) =>
      store.update((before) => {
        if (email === null) return { kind: 'signed-out' };
        return before.kind === 'signed-in' && before.email === email ? before : { kind: 'signed-in', email };
      }),
    );
  };
  const auth = () => {
    loading ??= load().catch((error: unknown) => {
      loading = null; // offline, say: the next one tries again
      throw error;
    });
    return loading;
  };
  // The page is there before the program that says who is at it.
  auth().catch(() => store.update(() => ({ kind: 'signed-out' })));
  return {
    store,
    token: async () => (await auth()).token(),
    renew: async () => (await auth()).renew(),
    auth,
  };
}

/** Null where the server says nothing about accounts, or nothing that can be used. */
export function accountsIn(page: Document): AccountSettings | null {
  const content = (name: string) => page.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
  const [url, key] = [content('adgen-accounts-url'), content('adgen-accounts-key')];
  return URL.canParse(url) && key !== '' ? { url, key } : null;
}
