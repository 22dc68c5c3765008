/** What an ad cost, whether all of it came out as planned, and how long it is kept. */
import { Disclosure } from '../cards/disclosure.tsx';
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import type { Ad } from './client.ts';
import { dollars, price } from './receipt-money.ts';
import { type Redo, redoOf } from './receipt-redo.ts';

type ReceiptProps = {
  readonly ad: Ad;
  /** Makes again what fell back. */
  readonly redo: Redo;
};

export function ReceiptPanel({ ad, redo }: ReceiptProps) {
  return (
    <section aria-labelledby="receipt" className="rounded-[20px] border border-line bg-panel p-5 shadow-lift sm:p-6">
      <h2 id="receipt" className="text-lg font-semibold tracking-tight">
        Receipt
      </h2>
      <dl className="mt-4 grid gap-x-8 gap-y-3 text-[15px] sm:grid-cols-3 lg:grid-cols-1">
        <Line name="Cost until now">{dollars(ad.cost_micro_usd)}</Line>
        <Line name="Quality">{ad.quality === 'degraded' ? 'With substitutes, see below' : 'As planned'}</Line>
        <Line name={ad.files_gone_at ? 'Files were kept until' : 'Files kept until'}>
          {dayOf(ad.files_gone_at ?? ad.files_until)}
        </Line>
      </dl>
      {ad.degraded.length > 0 && (
        <ul aria-label="What fell back" className="mt-5 space-y-2">
          {ad.degraded.map((one, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: two can have the same words
              key={index}
              className="flex flex-wrap items-center justify-between gap-3 rounded-xl bg-warning-soft px-4 py-3 text-sm leading-5"
            >
              <span className="flex min-w-0 grow basis-64 gap-3">
                <Icon name="alert" className="mt-px size-4.5 text-warning" />
                {one.say}
              </span>
              {redoOf(one) && !ad.files_gone_at && (
                <Button isBusy={redo.act.isBusy} onClick={() => redo.again(one)}>
                  Make it again, {price(one.redoMicroUsd)}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {redo.act.problem && (
        <p role="alert" className="mt-3 text-sm text-danger">
          {redo.act.problem.message}
        </p>
      )}
      {ad.disclosure && (
        <div className="mt-5 border-t border-line pt-4">
          <Origin said={ad.disclosure} />
        </div>
      )}
    </section>
  );
}

/** How much of it a machine made; the name under which that is written into the films is one for programs. */
function Origin({ said }: { readonly said: string }) {
  const [sentence = '', kind] = said.split(/\s+(?=https?:\/\/\S+$)/);
  return (
    <>
      <Disclosure text={sentence} />
      {kind && (
        <a
          href={kind}
          target="_blank"
          rel="noreferrer"
          className="mt-1 ml-6 inline-block py-1 text-[13px] leading-5 text-muted underline hover:text-ink"
        >
          How the films are marked
        </a>
      )}
    </>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt className="text-[13px] text-muted">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

function dayOf(moment: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? '—' : at.toLocaleDateString(undefined, { dateStyle: 'long' });
}
