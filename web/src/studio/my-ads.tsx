/** All ads of the person who is here, newest first; what is being made moves while one looks. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import { AdCard } from './my-ads-card.tsx';
import { NoAdsYet } from './my-ads-empty.tsx';
import type { Shelf, ShelfState } from './my-ads-shelf.ts';
import { isMoving } from './progress-steps.ts';

/** How often something that moves is looked at. */
const LOOK_MS = 3_000;

export function MyAds({ shelf }: { readonly shelf: Shelf }) {
  const state = useSyncExternalStore(shelf.store.subscribe, shelf.store.get);
  const { lines, next, problem } = state;
  const nowMs = useFreshness(shelf, lines?.some(({ status }) => isMoving(status)) ?? false);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 pb-20 sm:px-6 sm:pt-10">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="text-[28px] leading-tight font-semibold tracking-tight sm:text-4xl">My ads</h1>
        {lines !== null && lines.length > 0 && (
          <p className="text-sm text-muted tabular-nums">{countOf(lines.length, next !== null)}</p>
        )}
      </div>
      {problem && <Unreachable say={problem.message} onRetry={() => void shelf.refresh()} />}
      {lines === null ? (
        problem === null && <Placeholders />
      ) : lines.length === 0 ? (
        <NoAdsYet />
      ) : (
        <Grid shelf={shelf} state={{ ...state, lines }} nowMs={nowMs} />
      )}
    </div>
  );
}

const GRID = 'mt-6 grid grid-cols-2 gap-x-4 gap-y-8 sm:mt-8 sm:grid-cols-3 sm:gap-x-6 sm:gap-y-10 lg:grid-cols-4';

type GridProps = {
  readonly shelf: Shelf;
  readonly state: ShelfState & { readonly lines: NonNullable<ShelfState['lines']> };
  readonly nowMs: number;
};

function Grid({ shelf, state: { lines, next, isFetchingMore }, nowMs }: GridProps) {
  return (
    <>
      <ul aria-label="Ads" className={GRID}>
        {lines.map((ad) => (
          <li key={ad.project_id}>
            <AdCard ad={ad} posters={shelf.posters} nowMs={nowMs} />
          </li>
        ))}
      </ul>
      {next !== null && (
        <div className="mt-12 flex justify-center">
          <Button size="large" isBusy={isFetchingMore} onClick={() => void shelf.more()}>
            Show older ads
          </Button>
        </div>
      )}
    </>
  );
}

/** The shape of what comes, so that nothing jumps when it does. */
function Placeholders() {
  return (
    <div role="status" aria-label="Loading your ads" className={GRID}>
      {['one', 'two', 'three', 'four'].map((place) => (
        <div key={place} className={place === 'four' ? 'max-lg:hidden' : place === 'three' ? 'max-sm:hidden' : ''}>
          <div className="sheen aspect-9/16 rounded-[20px] bg-sunken" />
          <div className="mt-3 h-5 w-2/3 rounded-lg bg-sunken" />
        </div>
      ))}
    </div>
  );
}

function Unreachable({ say, onRetry }: { readonly say: string; readonly onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="mt-6 flex flex-wrap items-center justify-between gap-3 rounded-xl bg-warning-soft py-2 pr-2 pl-4"
    >
      <p className="flex gap-2.5 py-1.5 text-[15px] leading-6">
        <Icon name="alert" className="mt-0.5 text-warning" />
        {say}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

/** Looks again when somebody comes back to the page, and now and then while an ad is being made. Returns the time. */
function useFreshness({ refresh }: Shelf, isAnyMoving: boolean): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const hearing = new AbortController();
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void refresh().then(() => setNow(Date.now()));
    };
    look();
    document.addEventListener('visibilitychange', look, hearing);
    window.addEventListener('online', look, hearing);
    return () => hearing.abort();
  }, [refresh]);
  useEffect(() => {
    if (!isAnyMoving) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && void refresh(), LOOK_MS);
    return () => clearInterval(timer);
  }, [refresh, isAnyMoving]);
  return nowMs;
}

function countOf(count: number, isMore: boolean): string {
  if (isMore) return `The newest ${count}`;
  return count === 1 ? 'One ad' : `${count} ads`;
}
