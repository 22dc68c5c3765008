/** The ad was changed elsewhere while one was changing it here: both are shown, and nothing is lost. */
import { useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import type { Clash } from './editor-clash.ts';
import type { Draft } from './editor-draft.ts';

type ClashProps = {
  readonly version: number;
  /** Empty: what was changed there does not touch what is changed here. */
  readonly clashes: readonly Clash[];
  /** The draft holds for the ad as it stands now, without what gives way. */
  readonly onSettle: (how: (draft: Draft) => Draft) => void;
};

export function ClashView({ version, clashes, onSettle }: ClashProps) {
  const [giving, setGiving] = useState<readonly string[]>([]);
  const settle = () =>
    onSettle((draft) =>
      clashes.filter(({ what }) => giving.includes(what)).reduce((next, { giveWay }) => giveWay(next), draft),
    );
  return (
    <section
      role="alert"
      aria-label="Changed elsewhere"
      className="arrive space-y-4 rounded-[20px] border border-line bg-warning-soft p-4 sm:p-5"
    >
      <p className="flex gap-2.5 text-[15px] leading-6">
        <Icon name="alert" className="mt-0.5 size-5 text-warning" />
        <span>
          <strong className="font-semibold">The ad was changed elsewhere: it stands at version {version} now.</strong>{' '}
          {clashes.length === 0
            ? 'Your changes are kept, and none of them touches what was changed there.'
            : 'Your changes are kept. These were changed there, too: choose what shall hold.'}
        </span>
      </p>
      {clashes.map((clash) => (
        <Both
          key={clash.what}
          clash={clash}
          isGiving={giving.includes(clash.what)}
          onChoose={(isGiving) =>
            setGiving((before) => [...before.filter((one) => one !== clash.what), ...(isGiving ? [clash.what] : [])])
          }
        />
      ))}
      <Button onClick={settle}>Go on</Button>
    </section>
  );
}

type BothProps = {
  readonly clash: Clash;
  readonly isGiving: boolean;
  readonly onChoose: (isGiving: boolean) => void;
};

function Both({ clash: { what, theirs, yours }, isGiving, onChoose }: BothProps) {
  const side = (name: string, value: string, isTheirs: boolean) => (
    <label className="relative flex cursor-pointer flex-col gap-0.5 rounded-xl border border-line bg-panel px-4 py-3 has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name={what}
        checked={isGiving === isTheirs}
        onChange={() => onChoose(isTheirs)}
        className="sr-only"
      />
      <span className="text-[13px] text-muted">{name}</span>
      <span dir="auto" className="text-[15px] font-semibold">
        {value}
      </span>
    </label>
  );
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{what}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {side('Yours', yours, false)}
        {side('In the ad now', theirs, true)}
      </div>
    </fieldset>
  );
}
