/** Addresses of the studio: which one is open, and opening another without loading the page anew. */
import { useSyncExternalStore } from 'react';
import { createStore, type Store } from '../store.ts';

export type Place =
  | { readonly kind: 'landing' | 'new' | 'ads' | 'brand' | 'account' | 'chat' | 'nowhere' }
  | { readonly kind: 'sign-in'; readonly returnTo: string }
  | { readonly kind: 'ad'; readonly id: string; readonly version: number | null; readonly sceneId: string | null };

type Address = { readonly path: string; readonly query: string };

export type Router = {
  readonly store: Pick<Store<Address>, 'get' | 'subscribe'>;
  /** Opens an address of ours, such as `/ads/p1?scene=scene_2`; `replace`: going back leads past it. */
  readonly go: (address: string, replace?: boolean) => void;
  /** Follows links and the browser's own buttons until `signal` aborts. */
  readonly listen: (signal: AbortSignal) => void;
};

export function createRouter(view: Window): Router {
  const now = (): Address => ({ path: view.location.pathname, query: view.location.search });
  const store = createStore(now());
  const look = () =>
    store.update((before) => {
      const next = now();
      return before.path === next.path && before.query === next.query ? before : next;
    });
  const go = (address: string, replace = false) => {
    const next = new URL(address, view.location.origin);
    if (next.origin !== view.location.origin) return;
    view.history[replace ? 'replaceState' : 'pushState'](null, '', next);
    const samePage = next.pathname === store.get().path;
    look();
    if (!samePage) view.scrollTo({ top: 0, behavior: 'instant' });
  };
  return {
    store,
    go,
    listen: (signal) => {
      view.addEventListener('popstate', look, { signal });
      view.document.addEventListener('click', (event) => follow(event, view, go), { signal });
    },
  };
}

/** Links of the studio open here; others, and those opened elsewhere on purpose, are the browser's. */
function follow(event: MouseEvent, { location }: Window, go: Router['go']): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== location.origin || hash !== '' || placeOf({ path: pathname, query: search }).kind === 'nowhere')
    return;
  event.preventDefault();
  go(`${pathname}${search}`);
}

export function usePlace({ store }: Router): Place {
  return placeOf(useSyncExternalStore(store.subscribe, store.get));
}

const SIMPLE = new Map<string, Place>([
  ['', { kind: 'landing' }],
  ['new', { kind: 'new' }],
  ['ads', { kind: 'ads' }],
  ['brand', { kind: 'brand' }],
  ['account', { kind: 'account' }],
  ['chat', { kind: 'chat' }],
]);

function placeOf({ path, query }: Address): Place {
  const steps = path.split('/').filter((step) => step !== '');
  const [first = '', second, more] = steps;
  const asked = new URLSearchParams(query);
  if (first === 'sign-in' && second === undefined) return { kind: 'sign-in', returnTo: ownPath(asked.get('to')) };
  if (first === 'ads' && second !== undefined && more === undefined) {
    const version = asked.get('v') ?? '';
    return {
      kind: 'ad',
      id: decoded(second),
      version: /^[1-9]\d{0,5}$/.test(version) ? Number(version) : null,
      sceneId: asked.get('scene'),
    };
  }
  return (second === undefined ? SIMPLE.get(first) : undefined) ?? { kind: 'nowhere' };
}

/** Nobody is sent to another site by a link to ours. */
function ownPath(said: string | null): string {
  return said !== null && /^\/[\w-]/.test(said) && URL.canParse(said, 'https://here.invalid') ? said : '/ads';
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
