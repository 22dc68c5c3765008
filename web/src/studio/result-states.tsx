/** An ad that cannot be shown, was stopped, or did not work: what happened, and what can be done. */
import type { ReactNode } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import type { Ad } from './client.ts';
import type { StudioProblem } from './result-problem.ts';
import type { Act } from './result-use-act.ts';

type EndedProps = {
  readonly ad: Ad;
  readonly resuming: Act;
  readonly onResume: () => void;
  /** Opens the form with the words of this ad. */
  readonly onOrderAgain: () => void;
};

export function Ended({ ad, resuming, onResume, onOrderAgain }: EndedProps) {
  const isFailed = ad.status === 'FAILED';
  return (
    <section
      aria-label={isFailed ? 'It did not work' : 'Stopped'}
      className="rounded-[20px] border border-line bg-panel p-5 shadow-lift sm:p-6"
    >
      <h2 className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Icon name={isFailed ? 'alert' : 'stop'} className={`size-5 ${isFailed ? 'text-danger' : 'text-muted'}`} />
        {isFailed ? 'This did not work' : 'This ad was stopped'}
      </h2>
      <p className="mt-2 max-w-[65ch] text-[15px] leading-6 text-muted">
        {ad.error_message ?? 'What was made until then is kept.'}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant="primary" isBusy={resuming.isBusy} onClick={onResume}>
          Take it up again
        </Button>
        {isFailed && <Button onClick={onOrderAgain}>Order it with another photo</Button>}
      </div>
      {resuming.problem && (
        <p role="alert" className="mt-3 text-sm text-danger">
          {resuming.problem.message}
        </p>
      )}
    </section>
  );
}

type FilesGoneProps = { readonly since: string } & Pick<EndedProps, 'onOrderAgain'>;

export function FilesGone({ since, onOrderAgain }: FilesGoneProps) {
  return (
    <Note>
      The files of this ad were kept until {new Date(since).toLocaleDateString(undefined, { dateStyle: 'long' })} and
      are gone now.{' '}
      <button type="button" onClick={onOrderAgain} className="font-semibold text-accent underline">
        Order it again
      </button>{' '}
      to have it made anew: its words are filled in, the photo is yours to add.
    </Note>
  );
}

type MissingProps = { readonly problem: StudioProblem; readonly onRetry: () => void; readonly onLeave: () => void };

export function Missing({ problem, onRetry, onLeave }: MissingProps) {
  const isGone = problem.code === 'not-found';
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-4 py-24 text-center">
      <h1 className="text-2xl font-semibold tracking-tight">
        {isGone ? 'There is no such ad' : 'The ad cannot be shown'}
      </h1>
      <p role="alert" className="text-muted">
        {isGone ? 'It may be somebody else’s, or the address is not whole.' : problem.message}
      </p>
      <div className="flex gap-2">
        {!isGone && <Button onClick={onRetry}>Try again</Button>}
        <Button variant="primary" onClick={onLeave}>
          My ads
        </Button>
      </div>
    </div>
  );
}

/** The shape of what comes, so that nothing jumps when it does. */
export function Loading() {
  return (
    <div role="status" aria-label="Loading the ad" className="space-y-6">
      <div className="sheen h-10 w-2/3 max-w-md rounded-xl bg-sunken" />
      <div className="sheen h-72 rounded-[20px] bg-sunken" />
    </div>
  );
}

export function Note({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex gap-2.5 rounded-xl bg-sunken px-4 py-3 text-sm leading-5">
      <Icon name="info" className="mt-px size-4.5 text-muted" />
      <span>{children}</span>
    </p>
  );
}
