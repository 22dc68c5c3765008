/** Making again what fell back, for no more than the receipt says it costs. */
import type { Edit } from '../../../src/ad/edit.ts';
import type { Ad, Client } from './client.ts';
import { type Act, useAct } from './result-use-act.ts';

type Degradation = Ad['degraded'][number];

/** As src/ad/redo.ts has it: another background and other music are drawn anew, everything else is put together anew. Null: not by itself. */
export function redoOf({ step, sceneId }: Degradation): Edit | null {
  if (step === 'music') return { kind: 'music', mood: null, tempoBpm: null, prompt: null, reseed: true };
  if (sceneId === null || step === 'product' || step === 'plan') return null;
  if (step !== 'background') return { kind: 'render-again', sceneId };
  return { kind: 'background', sceneId, description: null, look: null, warmth: null, brightness: null, reseed: true };
}

export type Redo = { readonly act: Act; readonly again: (one: Degradation) => void };

/** `onMaking`: something is being made now. Where it costs more by now, nothing is made, and the sentence says so. */
export function useRedo(client: Client, ad: Ad, onMaking: () => void): Redo {
  const act = useAct();
  const again = (one: Degradation) => {
    const edit = redoOf(one);
    if (edit === null) return;
    const request = { base_version: ad.version, edits: [edit] };
    void act.run(async () => {
      const { offer } = await client.edit(ad.project_id, { ...request, preview: true });
      const { plan_hash, max_micro_usd } = offer;
      if (max_micro_usd > one.redoMicroUsd)
        throw new Error(`That costs ${offer.price} by now. Change the scene to have it made for that.`);
      const approval = max_micro_usd > 0 ? { approval: { plan_hash, max_micro_usd } } : {};
      await client.edit(ad.project_id, { ...request, ...approval });
      onMaking();
    });
  };
  return { act, again };
}
