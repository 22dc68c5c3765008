/** Stays at the end while somebody reads there, and says when there is something new below. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from './parts/icons.tsx';

type ScrollAreaProps = {
  /** Changes whenever something new may be there. */
  readonly stamp: string;
  /** The newest message, or press of a button, that was just sent from here; null when there is none. */
  readonly sent: string | null;
  readonly threadId: string | null;
  readonly children: ReactNode;
};

const NEAR_PX = 120;
const MARGIN_PX = 20;

export function ScrollArea({ stamp, sent, threadId, children }: ScrollAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const newest = useRef<Element | null>(null);
  const [hasNew, setNew] = useState(false);
  /** Returns nothing on purpose: newer browsers return a promise from scrolling, and an effect must not. */
  const toEnd = (behavior: ScrollBehavior): void => {
    area.current?.scrollTo({ top: area.current.scrollHeight, behavior });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation is shown from its end
  useLayoutEffect(() => {
    isAtEnd.current = true;
    toEnd('instant');
  }, [threadId]);
  useLayoutEffect(() => {
    if (sent === null) return;
    isAtEnd.current = true;
    setNew(false);
  }, [sent]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new comes with the stamp
  useLayoutEffect(() => {
    const last = content.current?.querySelector('[role=log] > article:last-of-type') ?? null;
    const isNew = last !== newest.current && newest.current !== null;
    newest.current = last;
    if (!isAtEnd.current) setNew((before) => before || isNew);
    // A card that does not fit is read from its top; the rest is below.
    else if (isNew && startAt(last, area.current)) isAtEnd.current = false;
    else toEnd('smooth');
  }, [stamp]);
  // Pictures and films take their room later than their cards.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads only what stays the same
  useEffect(() => {
    const grown = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd('instant');
    });
    if (content.current) grown.observe(content.current);
    if (area.current) grown.observe(area.current);
    return () => grown.disconnect();
  }, []);
  const scrolled = () => {
    if (!area.current) return;
    const { scrollHeight, scrollTop, clientHeight } = area.current;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (isAtEnd.current) setNew(false);
  };
  return (
    <div className="relative min-h-0 grow">
      <div ref={area} onScroll={scrolled} className="flex h-full flex-col overflow-y-auto overscroll-contain">
        <div ref={content} className="flex shrink-0 grow flex-col">
          {children}
        </div>
      </div>
      {hasNew && <NewBelow onPress={() => toEnd('smooth')} />}
    </div>
  );
}

/** False when it fits as it is. */
function startAt(element: Element | null, area: HTMLElement | null): boolean {
  if (!element || !area || element.getBoundingClientRect().height < area.clientHeight - MARGIN_PX) return false;
  const top = element.getBoundingClientRect().top - area.getBoundingClientRect().top + area.scrollTop - MARGIN_PX;
  area.scrollTo({ top, behavior: 'smooth' });
  return true;
}

function NewBelow({ onPress }: { readonly onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="arrive absolute bottom-3 left-1/2 flex h-10 -translate-x-1/2 items-center gap-2 rounded-full border border-line bg-panel px-4 text-sm font-semibold shadow-lift"
    >
      <Icon name="down" className="size-4" />
      New below
    </button>
  );
}
