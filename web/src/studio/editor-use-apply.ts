/** Applies all changes at once, with a yes to what was shown where they cost something. */
import { useEffect, useState } from 'react';
import type { Ad, Client, Edited } from './client.ts';
import type { Wanted } from './editor-edits.ts';
import type { Drafting } from './editor-use-draft.ts';
import { editsIn, type Price } from './editor-use-price.ts';
import { isMade } from './progress-steps.ts';
import { problemOf } from './result-problem.ts';
import { type Act, useAct } from './result-use-act.ts';

type ApplyInput = {
  readonly client: Client;
  readonly ad: Ad;
  readonly drafting: Drafting;
  readonly wanted: Wanted;
  readonly price: Price;
  /** What is shown is old. */
  readonly onStale: () => void;
  readonly onApplied: () => void;
};

export type Applying = {
  readonly act: Act;
  /** What it costs by now; null: as it was shown. */
  readonly risen: Edited | null;
  readonly apply: () => void;
};

/** A yes holds for the plan and the price that were shown, and for nothing else. */
export function useApply({ client, ad, wanted, price, drafting, onStale, onApplied }: ApplyInput): Applying {
  const act = useAct();
  const [risen, setRisen] = useState<Edited | null>(null);
  const asked = JSON.stringify(wanted.places);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another wish has another price
  useEffect(() => {
    setRisen(null);
    act.forget();
  }, [asked, ad.version]);
  const apply = () => {
    const shown = risen ?? (price.kind === 'priced' ? price.edited : null);
    if (shown === null) return;
    const { plan_hash, max_micro_usd } = shown.offer;
    const isAsked = max_micro_usd > 0 && isMade(ad);
    const request = { base_version: ad.version, edits: editsIn(wanted.places) };
    void act.run(async () => {
      const send = isAsked ? { ...request, approval: { plan_hash, max_micro_usd } } : request;
      const edited = await client.edit(ad.project_id, send).catch((error: unknown) => {
        if (problemOf(error).code === 'offline') drafting.lose(wanted.slots);
        onStale();
        throw error;
      });
      if (!edited.applied) return setRisen(edited);
      drafting.forget();
      onApplied();
    });
  };
  return { act, risen, apply };
}
