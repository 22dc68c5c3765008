/** What is being made right now: how far it is, what is going on, and a way to stop it. */
import { CardButtons } from '../parts/buttons.tsx';
import { Icon } from '../parts/icons.tsx';
import type { CardProps } from './card-view.tsx';

export function Progress(props: CardProps) {
  const { card } = props;
  if (!card.progress) return <Done {...props} />;
  const percent = Math.round(Math.min(100, Math.max(0, card.progress.percent)));
  return (
    // Read out once when it comes; every further percent would drown everything else.
    <div aria-live="off" className="w-full max-w-2xl rounded-[20px] border border-line bg-panel p-4 shadow-lift sm:p-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="font-semibold">{card.title ?? card.text}</h3>
          <p className="mt-0.5 min-h-5 text-sm leading-5 text-muted first-letter:uppercase">{card.progress.activity}</p>
        </div>
        <p aria-hidden="true" className="text-2xl leading-none font-semibold tracking-tight tabular-nums">
          {percent}
          <span className="text-base text-muted">%</span>
        </p>
      </div>
      <div className="mt-4 flex items-center gap-4">
        <div
          role="progressbar"
          aria-label={card.title ?? card.text}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          aria-valuetext={`${percent} percent. ${card.progress.activity}`}
          className="h-2 grow overflow-hidden rounded-full bg-sunken"
        >
          <div
            className="h-full overflow-hidden rounded-full bg-accent transition-[width] duration-500 ease-out"
            style={{ width: `${Math.max(percent, 2)}%` }}
          >
            <div className="sheen h-full motion-reduce:hidden" />
          </div>
        </div>
        <CardButtons {...props} />
      </div>
      <Tasks tasks={card.progress.tasks ?? []} />
    </div>
  );
}

type TaskList = NonNullable<NonNullable<CardProps['card']['progress']>['tasks']>;

const SAID = { 'to-come': 'to come', 'in-work': 'in work', done: 'done' } as const;

function Tasks({ tasks }: { tasks: TaskList }) {
  if (tasks.length === 0) return null;
  return (
    <ol className="mt-4 grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-2">
      {tasks.map(({ title, status }) => (
        <li key={title} className={`flex min-w-0 items-center gap-2 ${status === 'to-come' ? 'text-muted' : ''}`}>
          <Mark status={status} />
          <span className="truncate">{title}</span>
          <span className="sr-only">, {SAID[status]}</span>
        </li>
      ))}
    </ol>
  );
}

function Mark({ status }: { status: TaskList[number]['status'] }) {
  if (status === 'done') return <Icon name="check" className="size-4 shrink-0 text-accent" />;
  const look = status === 'in-work' ? 'border-accent motion-safe:animate-pulse' : 'border-line';
  return (
    <span aria-hidden="true" className="grid size-4 shrink-0 place-items-center">
      <span className={`size-2.5 rounded-full border-2 ${look}`} />
    </span>
  );
}

/** Over: one quiet line that stays where the bar was. */
function Done(props: CardProps) {
  const { card } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[15px] text-muted">
      <Icon name="check" className="size-4.5 text-accent" />
      <p>{card.text || card.title}</p>
      <CardButtons {...props} />
    </div>
  );
}
