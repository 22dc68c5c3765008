/** How far an ad is: the percent, what is going on, every step, and a way to stop it. */
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import type { Ad } from './client.ts';
import { type Step, statusWords, stepsOf } from './progress-steps.ts';
import type { Act } from './result-use-act.ts';

type ProgressProps = { readonly ad: Ad; readonly stopping: Act; readonly onStop: () => void };

export function ProgressPanel({ ad, stopping, onStop }: ProgressProps) {
  const percent = Math.round(Math.min(100, Math.max(0, ad.progress)));
  const activity = ad.activity ?? statusWords(ad.status);
  return (
    <section aria-label="Progress" className="rounded-[20px] border border-line bg-panel p-5 shadow-lift sm:p-6">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0" aria-live="polite">
          <h2 className="text-lg font-semibold tracking-tight">{statusWords(ad.status)}</h2>
          <p className="mt-0.5 min-h-5 text-sm leading-5 text-muted first-letter:uppercase">{activity}</p>
        </div>
        <p
          aria-hidden="true"
          className="shrink-0 text-4xl leading-none whitespace-nowrap font-semibold tracking-tight tabular-nums"
        >
          {percent}
          <span className="text-xl text-muted">%</span>
        </p>
      </div>
      <div
        role="progressbar"
        aria-label="How far the ad is"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} percent. ${activity}`}
        className="mt-5 h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full overflow-hidden rounded-full bg-accent transition-[width] duration-500 ease-out"
          style={{ width: `${Math.max(percent, 2)}%` }}
        >
          <div className="sheen size-full" />
        </div>
      </div>
      <Steps steps={stepsOf(ad.status)} />
      <div className="mt-5 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-sm text-muted">You can close this page: it goes on, and is here when you come back.</p>
        <Button variant="danger" isBusy={stopping.isBusy} onClick={onStop}>
          <Icon name="stop" className="size-4" />
          Stop
        </Button>
      </div>
      {stopping.problem && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {stopping.problem.message}
        </p>
      )}
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol aria-label="Steps" className="mt-6 grid gap-x-8 gap-y-2.5 sm:grid-cols-2 lg:grid-cols-1">
      {steps.map(({ name, state }) => (
        <li
          key={name}
          aria-current={state === 'now' ? 'step' : undefined}
          className={`flex items-center gap-3 text-[15px] ${state === 'now' ? 'font-semibold' : 'text-muted'}`}
        >
          <Mark state={state} />
          {name}
          {state === 'done' && <span className="sr-only">, done</span>}
        </li>
      ))}
    </ol>
  );
}

const MARKS: Readonly<Record<Step['state'], string>> = {
  done: 'bg-soft text-accent',
  now: 'border-2 border-accent',
  next: 'border border-line',
};

function Mark({ state }: Pick<Step, 'state'>) {
  return (
    <span
      aria-hidden="true"
      className={`flex size-6 shrink-0 items-center justify-center rounded-full ${MARKS[state]}`}
    >
      {state === 'done' && <Icon name="check" className="size-3.5" />}
      {state === 'now' && <span className="pulse-dot size-2 rounded-full bg-accent" />}
    </span>
  );
}
