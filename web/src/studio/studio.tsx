/** The studio: the page that belongs to the address, inside its shell; each page is loaded when somebody goes there. */
import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Client } from './client.ts';
import { Landing } from './landing.tsx';
import { Loading } from './loading.tsx';
import { createShelf, type Shelf } from './my-ads-shelf.ts';
import { Nowhere } from './nowhere.tsx';
import { type Place, type Router, usePlace } from './router.tsx';
import type { Session, SessionState } from './session.ts';
import { Shell } from './shell.tsx';

export type StudioProps = { readonly router: Router; readonly session: Session; readonly client: Client };

const CreatePage = lazy(async () => ({ default: (await import('./create-page.tsx')).CreatePage }));
const AdPage = lazy(async () => ({ default: (await import('./result-page.tsx')).AdPage }));
const MyAds = lazy(async () => ({ default: (await import('./my-ads.tsx')).MyAds }));
const BrandKit = lazy(async () => ({ default: (await import('./brand-kit.tsx')).BrandKit }));
const AccountPage = lazy(async () => ({ default: (await import('./account.tsx')).AccountPage }));
const SignIn = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignIn }));
const ChatPage = lazy(async () => ({ default: (await import('./chat-page.tsx')).ChatPage }));

export function Studio(props: StudioProps) {
  const { router, session, client } = props;
  const place = usePlace(router);
  const person = useSyncExternalStore(session.store.subscribe, session.store.get);
  const who = person.kind === 'signed-in' ? person.email : person.kind;
  const shelf = useShelf(client, who);
  useTitle(place);
  const isForAll = OPEN.has(place.kind);
  const isOpen = isForAll || isKnown(person);
  if (place.kind === 'chat' && isOpen)
    return (
      <Suspense fallback={null}>
        <ChatPage key={who} session={session} person={person} />
      </Suspense>
    );
  return (
    <Shell place={place} person={person}>
      <Suspense fallback={<Loading />}>
        {isOpen ? (
          <Page key={isForAll ? 'all' : who} {...props} {...{ place, person, shelf }} />
        ) : (
          <Before person={person} go={router.go} />
        )}
      </Suspense>
    </Shell>
  );
}

/** Nobody sees the list of whoever was here before. */
function useShelf(client: Client, who: string): Shelf {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person has another shelf
  return useMemo(() => createShelf(client), [client, who]);
}

const OPEN: ReadonlySet<Place['kind']> = new Set(['landing', 'sign-in', 'nowhere']);

function isKnown({ kind }: SessionState): boolean {
  return kind === 'local' || kind === 'signed-in';
}

/** What is to happen before a page that is somebody's own. */
function Before({ person, go }: { readonly person: SessionState } & Pick<Router, 'go'>) {
  return person.kind === 'signed-out' ? <SignInFirst go={go} /> : <Loading />;
}

type PageProps = StudioProps & { readonly place: Place; readonly person: SessionState; readonly shelf: Shelf };

function Page({ router: { go }, session, client, place, person, shelf }: PageProps) {
  switch (place.kind) {
    case 'landing':
      return <Landing />;
    case 'new':
      return <CreatePage client={client} go={go} />;
    case 'ad':
      return <AdPage client={client} id={place.id} version={place.version} sceneId={place.sceneId} go={go} />;
    case 'ads':
      return <MyAds shelf={shelf} />;
    case 'brand':
      return <BrandKit client={client} />;
    case 'account':
      return <AccountPage client={client} session={session} person={person} />;
    case 'sign-in':
      return <SignIn session={session} person={person} returnTo={place.returnTo} go={go} />;
    default:
      return <Nowhere />;
  }
}

/** Afterwards people are where they wanted to go. */
function SignInFirst({ go }: Pick<Router, 'go'>) {
  useEffect(() => {
    const { pathname, search } = window.location;
    go(`/sign-in?to=${encodeURIComponent(pathname + search)}`, true);
  }, [go]);
  return <Loading />;
}

const TITLES = new Map<Place['kind'], string>([
  ['landing', 'adgen: product ads from one photo and a sentence'],
  ['new', 'A new ad · adgen'],
  ['ad', 'Your ad · adgen'],
  ['ads', 'My ads · adgen'],
  ['brand', 'Brand kit · adgen'],
  ['account', 'Account · adgen'],
  ['sign-in', 'Sign in · adgen'],
]);

/** The chat writes its own. */
function useTitle({ kind }: Place): void {
  useEffect(() => {
    if (kind !== 'chat') document.title = TITLES.get(kind) ?? 'adgen';
  }, [kind]);
}
