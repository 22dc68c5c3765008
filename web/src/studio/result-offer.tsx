/** What making the ad costs, beside the button that spends it. */
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import type { Ad } from './client.ts';
import { dollars } from './receipt-money.ts';
import type { Act } from './result-use-act.ts';

type Offer = NonNullable<Ad['offer']>;

type OfferProps = {
  readonly ad: Ad;
  readonly offer: Offer;
  readonly approving: Act;
  readonly stopping: Act;
  readonly onMake: () => void;
  readonly onStop: () => void;
};

/** On a phone it stays in sight while any of the storyboard is. */
export function OfferPanel({ ad, offer, approving, stopping, onMake, onStop }: OfferProps) {
  const problem = approving.problem ?? stopping.problem;
  return (
    <section
      aria-labelledby="price"
      className="rounded-[20px] border border-line bg-panel p-4 shadow-lift max-lg:sticky max-lg:bottom-3 max-lg:z-10 sm:p-6"
    >
      {problem && (
        <p role="alert" className="mb-4 rounded-xl bg-warning-soft px-4 py-3 text-sm leading-5">
          {problem.message}
          {problem.code === 'conflict' && ' What you see now is the storyboard as it stands, with its price.'}
        </p>
      )}
      <div className="flex items-end justify-between gap-4 lg:block">
        <div className="min-w-0">
          <h2 id="price" className="text-[13px] text-muted lg:text-lg lg:font-semibold lg:tracking-tight lg:text-ink">
            <span className="lg:hidden">Price</span>
            <span className="max-lg:hidden">Do you like it?</span>
          </h2>
          <p className="text-2xl font-semibold tracking-tight tabular-nums lg:mt-4 lg:text-4xl">
            {offer.max_micro_usd === 0 ? 'Free' : offer.price}
          </p>
          <p className="text-sm leading-5 text-muted lg:mt-1">{partsOf(offer)}</p>
        </div>
        <div className="flex shrink-0 gap-1 max-lg:flex-row-reverse lg:mt-5 lg:flex-col">
          <Button variant="primary" size="large" isBusy={approving.isBusy} onClick={onMake}>
            Make it
          </Button>
          <Button variant="danger" isBusy={stopping.isBusy} onClick={onStop}>
            Stop
          </Button>
        </div>
      </div>
      <Promises spent={ad.cost_micro_usd} />
    </section>
  );
}

function Promises({ spent }: { readonly spent: number }) {
  const said = [
    'Three films: tall, square and wide, with music.',
    'Never more than this price. Scenes can be changed before and after.',
    ...(spent > 0 ? [`${dollars(spent)} spent until now.`] : []),
  ];
  return (
    <ul className="mt-5 space-y-2 border-t border-line pt-4 text-sm leading-5 text-muted max-lg:hidden">
      {said.map((one) => (
        <li key={one} className="flex gap-2.5">
          <Icon name="check" className="mt-0.5 size-4 text-accent" />
          {one}
        </li>
      ))}
    </ul>
  );
}

function partsOf({ max_micro_usd, estimate: { backgrounds, musicMicroUsd } }: Offer): string {
  if (max_micro_usd === 0) return 'Made on this server';
  const pictures = backgrounds.reduce((sum, { microUsd }) => sum + microUsd, 0);
  const count = backgrounds.length === 1 ? '1 background' : `${backgrounds.length} backgrounds`;
  return [
    ...(pictures > 0 ? [`${count} ${dollars(pictures)}`] : []),
    ...(musicMicroUsd > 0 ? [`music ${dollars(musicMicroUsd)}`] : []),
  ].join(', ');
}
