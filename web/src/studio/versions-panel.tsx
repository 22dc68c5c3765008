/** All versions of an ad: which one it stands at, what each cost, going back, and two of them side by side. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import type { VersionLine } from './client.ts';
import { CompareView } from './compare-view.tsx';
import { dollars } from './receipt-money.ts';
import type { Act } from './result-use-act.ts';

type VersionsProps = {
  readonly versions: readonly VersionLine[];
  readonly restoring: Act;
  readonly onRestore: (version: number) => void;
  /** Shows the films of a version without going back to it. */
  readonly onLook: (version: number) => void;
};

export function VersionsPanel({ versions, restoring, onRestore, onLook }: VersionsProps) {
  const [isComparing, setComparing] = useState(false);
  const made = versions.filter(({ films }) => films.length > 0);
  if (versions.length < 2) return null;
  return (
    <section aria-labelledby="versions" className="rounded-[20px] border border-line bg-panel p-5 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="versions" className="text-lg font-semibold tracking-tight">
          Versions
        </h2>
        {made.length > 1 && (
          <Button aria-expanded={isComparing} onClick={() => setComparing(!isComparing)}>
            {isComparing ? 'Close the comparison' : 'Compare'}
          </Button>
        )}
      </div>
      {isComparing && made.length > 1 && <CompareView versions={made} />}
      <ul className="mt-4 divide-y divide-line">
        {versions.toReversed().map((one) => (
          <li key={one.version} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
            <p className="text-[15px]">
              <span className="font-semibold">Version {one.version}</span>{' '}
              <span className="text-sm text-muted">{about(one)}</span>
            </p>
            {one.is_current ? (
              <span className="rounded-full bg-soft px-3 py-1 text-[13px] font-semibold text-on-soft">Now</span>
            ) : (
              <span className="flex gap-2">
                {one.films.length > 0 && (
                  <Button onClick={() => onLook(one.version)}>
                    Look <span className="sr-only">at version {one.version}</span>
                  </Button>
                )}
                <Button isBusy={restoring.isBusy} onClick={() => onRestore(one.version)}>
                  Restore <span className="sr-only">version {one.version}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {restoring.problem && (
        <p role="alert" className="text-sm text-danger">
          {restoring.problem.message}
        </p>
      )}
    </section>
  );
}

function about({ quality, cost_micro_usd, films, approved }: VersionLine): string {
  if (quality === null) return approved ? 'not finished' : 'storyboard only';
  const cost = cost_micro_usd === null ? '' : `, ${dollars(cost_micro_usd)}`;
  const kept = films.length > 0 ? '' : ', films no longer kept';
  return `${quality === 'finished' ? 'as planned' : 'with substitutes'}${cost}${kept}`;
}
