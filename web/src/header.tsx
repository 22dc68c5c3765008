/** The top of the chat: whose it is, the way back to the studio, the conversations before this one, and a new one. */
import { useRef, useState } from 'react';
import type { Remembered } from './memory.ts';
import { Icon, Mark } from './parts/icons.tsx';

type HeaderProps = {
  readonly isEmpty: boolean;
  readonly earlier: () => readonly Remembered[];
  readonly onOpen: (id: string) => void;
  readonly onBeginAnew: () => void;
};

const LOOK = 'flex h-10 items-center gap-2 rounded-full px-3.5 text-[15px] font-semibold hover:bg-sunken';

export function Header({ isEmpty, earlier, onOpen, onBeginAnew }: HeaderProps) {
  return (
    <header className="z-20 shrink-0 border-b border-line bg-paper/85 backdrop-blur">
      <div className="mx-auto flex h-15 max-w-4xl items-center justify-between gap-3 px-4 sm:px-6">
        <div className="flex items-center gap-1 sm:gap-3">
          <h1 className="text-lg font-semibold tracking-tight">
            <a href="/" className="flex items-center gap-2.5 rounded-lg">
              <Mark />
              adgen
            </a>
          </h1>
          <a href="/ads" className={LOOK}>
            My ads
          </a>
        </div>
        <nav aria-label="Conversations" className="flex items-center gap-1">
          <Earlier earlier={earlier} onOpen={onOpen} />
          {!isEmpty && (
            <button type="button" onClick={onBeginAnew} className={LOOK}>
              <Icon name="plus" />
              <span className="max-sm:sr-only">New conversation</span>
            </button>
          )}
        </nav>
      </div>
    </header>
  );
}

function Earlier({ earlier, onOpen }: Pick<HeaderProps, 'earlier' | 'onOpen'>) {
  const menu = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<readonly Remembered[]>([]);
  if (earlier().length === 0) return null;
  return (
    <>
      <button type="button" popoverTarget="earlier" className={LOOK}>
        <Icon name="list" />
        <span className="max-sm:sr-only">Earlier</span>
      </button>
      <div
        ref={menu}
        id="earlier"
        popover="auto"
        onBeforeToggle={() => setList(earlier())}
        className="fixed inset-auto top-16 right-4 m-0 max-h-[70dvh] w-[min(22rem,calc(100vw-2rem))] overflow-auto rounded-2xl border border-line bg-panel p-1.5 text-ink shadow-lift"
      >
        <h2 className="px-3 pt-2 pb-1 text-[13px] text-muted">Earlier conversations</h2>
        <ul>
          {list.map(({ id, title }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => {
                  menu.current?.hidePopover();
                  onOpen(id);
                }}
                className="line-clamp-2 w-full rounded-xl px-3 py-2.5 text-left text-[15px] leading-5 hover:bg-sunken"
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
