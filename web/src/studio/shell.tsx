/** What stands around every page of the studio: its name, the way to the other pages, and who is there. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon, Mark } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import { look } from '../ui/look.ts';
import type { Place } from './router.tsx';
import type { SessionState } from './session.ts';

type ShellProps = {
  readonly place: Place;
  readonly person: SessionState;
  readonly children: ReactNode;
};

const PAGES = [
  { kind: 'ads', href: '/ads', name: 'My ads' },
  { kind: 'brand', href: '/brand', name: 'Brand kit' },
  { kind: 'chat', href: '/chat', name: 'Chat' },
] as const;

const LINK =
  'flex min-h-10 items-center rounded-full px-3.5 text-[15px] font-semibold hover:bg-sunken aria-[current=page]:bg-soft aria-[current=page]:text-on-soft';

export function Shell({ place, person, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="fixed top-2 left-2 z-40 -translate-y-20 rounded-full bg-accent px-5 py-3 font-semibold text-on-accent focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-paper/85 backdrop-blur">
        <div className="mx-auto flex h-15 max-w-6xl items-center gap-2 px-4 sm:px-6">
          <a
            href="/"
            className="mr-auto flex items-center gap-2.5 rounded-lg text-lg font-semibold tracking-tight sm:mr-4"
          >
            <Mark />
            adgen
          </a>
          <nav aria-label="Pages" className="mr-auto hidden gap-1 sm:flex">
            {PAGES.map((page) => (
              <PageLink key={page.kind} {...page} place={place} />
            ))}
          </nav>
          {place.kind !== 'new' && (
            <Button asChild variant="primary" className="min-h-10 px-4">
              <a href="/new">
                <Icon name="plus" className="size-4.5" />
                New ad
              </a>
            </Button>
          )}
          <Who person={person} place={place} className="max-sm:hidden" />
          <Menu place={place} person={person} />
        </div>
      </header>
      <Content place={place}>{children}</Content>
    </div>
  );
}

/** Whoever goes to another page goes on reading at its beginning. */
function Content({ place, children }: Pick<ShellProps, 'place' | 'children'>) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const name = place.kind === 'ad' ? `ad ${place.id}` : place.kind;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another beginning
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [name]);
  return (
    <main ref={main} id="content" tabIndex={-1} className="flex grow flex-col outline-none">
      {children}
    </main>
  );
}

type PageLinkProps = {
  readonly kind: Place['kind'];
  readonly href: string;
  readonly name: string;
  readonly place: Place;
};

function PageLink({ kind, href, name, place }: PageLinkProps) {
  const isHere = place.kind === kind || (kind === 'ads' && place.kind === 'ad');
  return (
    <a href={href} aria-current={isHere ? 'page' : undefined} className={LINK}>
      {name}
    </a>
  );
}

/** Its place stays the same while it is not known who is there. */
function Who({ person, place, className }: Pick<ShellProps, 'person' | 'place'> & { readonly className?: string }) {
  const isOut = person.kind === 'signed-out';
  return (
    <a
      href={isOut ? '/sign-in' : '/account'}
      aria-current={place.kind === 'account' || place.kind === 'sign-in' ? 'page' : undefined}
      title={person.kind === 'signed-in' ? person.email : undefined}
      className={look(LINK, className)}
    >
      {isOut ? 'Sign in' : 'Account'}
    </a>
  );
}

/** On a phone the pages are behind one button. */
function Menu({ place, person }: Pick<ShellProps, 'place' | 'person'>) {
  const menu = useRef<HTMLElement>(null);
  return (
    <div className="sm:hidden">
      <button
        type="button"
        popoverTarget="pages"
        aria-label="Pages"
        className="flex size-11 items-center justify-center rounded-full hover:bg-sunken"
      >
        <Icon name="list" className="size-6" />
      </button>
      {/** biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys */}
      <nav
        ref={menu}
        id="pages"
        popover="auto"
        aria-label="All pages"
        onClick={() => menu.current?.hidePopover()}
        className="arrive fixed inset-auto top-16 right-3 m-0 w-60 rounded-2xl border border-line bg-panel p-2 text-ink shadow-lift"
      >
        {PAGES.map((page) => (
          <PageLink key={page.kind} {...page} place={place} />
        ))}
        <Who person={person} place={place} />
      </nav>
    </div>
  );
}
