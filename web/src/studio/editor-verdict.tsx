/** What all changes come to, beside the buttons that take them back and apply them. */
import { Button } from '../ui/button.tsx';
import type { Ad, Edited } from './client.ts';
import { TurnBack } from './editor-turns.tsx';
import type { Drafting } from './editor-use-draft.ts';
import type { Price } from './editor-use-price.ts';
import { isMade } from './progress-steps.ts';
import { dollars, price as inWords } from './receipt-money.ts';

type VerdictProps = {
  readonly ad: Ad;
  readonly price: Price;
  readonly risen: Edited | null;
  readonly isBusy: boolean;
  /** The ad was changed elsewhere, and that is not looked at yet. */
  readonly isUnsettled: boolean;
  readonly drafting: Drafting;
  readonly onClear: () => void;
};

/** What is to be decided stays in sight. */
export function Verdict({ ad, price, risen, isBusy, isUnsettled, drafting, onClear }: VerdictProps) {
  const edited = risen ?? (price.kind === 'priced' ? price.edited : null);
  const cost = edited && isMade(ad) ? edited.offer.max_micro_usd : 0;
  return (
    <div className="sticky bottom-3 z-10 mt-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-[20px] border border-line bg-panel/95 p-4 shadow-lift backdrop-blur sm:px-5">
      <div aria-live="polite" className="min-h-10 min-w-0 grow basis-60 text-sm leading-5">
        {isUnsettled ? (
          <p className="font-semibold text-warning">The ad was changed elsewhere. Look above first.</p>
        ) : (
          <Said {...{ ad, price, edited }} isRisen={risen !== null} />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:justify-between">
        <TurnBack drafting={drafting} onClear={price.kind === 'none' ? null : onClear} />
        <Button
          type="submit"
          variant="primary"
          isBusy={isBusy}
          disabled={edited === null || isUnsettled}
          className="max-sm:grow"
        >
          {cost > 0 ? `Apply for ${inWords(cost)}` : 'Apply'}
        </Button>
      </div>
    </div>
  );
}

type SaidProps = Pick<VerdictProps, 'ad' | 'price'> & { readonly edited: Edited | null; readonly isRisen: boolean };

function Said({ ad, price, edited, isRisen }: SaidProps) {
  if (price.kind === 'none') return <p className="text-muted">Nothing is changed yet.</p>;
  if (price.kind === 'asking') return <p className="text-muted">Looking what that comes to…</p>;
  if (price.kind === 'refused') return <p className="font-semibold text-danger">{price.say}</p>;
  return (
    <>
      <Changes said={edited?.changes ?? []} />
      <p className="text-muted">
        {isRisen && 'The price is another by now. '}
        {edited && costOf(ad, edited)}
      </p>
    </>
  );
}

/** Characters that leave room for what is to be changed, also on a phone. */
const MOST_SAID = 120;

/** A few stand there, many are folded together. */
function Changes({ said }: { readonly said: readonly string[] }) {
  const all = said.join('; ');
  if (said.length < 3 && all.length <= MOST_SAID) return <p className="font-semibold first-letter:uppercase">{all}.</p>;
  return (
    <details>
      <summary className="font-semibold">{said.length === 1 ? 'One change' : `${said.length} changes`}</summary>
      <ul className="my-1.5 max-h-40 list-disc space-y-1 overflow-y-auto pl-5">
        {said.map((one) => (
          <li key={one} className="first-letter:uppercase">
            {one}
          </li>
        ))}
      </ul>
    </details>
  );
}

function costOf(ad: Ad, { offer: { max_micro_usd, estimate } }: Edited): string {
  const cost = inWords(max_micro_usd);
  if (!isMade(ad)) return `Changing the storyboard is free; the ad then costs ${cost === 'free' ? 'nothing' : cost}.`;
  if (max_micro_usd === 0) return 'Making it is free.';
  const bought = estimate.backgrounds.filter(({ microUsd }) => microUsd > 0);
  const pictures = bought.reduce((sum, { microUsd }) => sum + microUsd, 0);
  const parts = [
    ...(pictures > 0
      ? [`${bought.length === 1 ? 'a background' : `${bought.length} backgrounds`} ${dollars(pictures)}`]
      : []),
    ...(estimate.musicMicroUsd > 0 ? [`music ${dollars(estimate.musicMicroUsd)}`] : []),
  ];
  return `Making it costs ${cost}${parts.length > 1 ? ` (${parts.join(', ')})` : ''}.`;
}
