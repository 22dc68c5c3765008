/** What a version was estimated to cost, what it was billed, and why the two differ. Pure. */
import { z } from 'zod';
import { listed } from './edits/edit-result.ts';
import { formatUsd, MicroUsd } from './money.ts';

/** What is not there yet, part by part: a background that is made here or is there already is not in it. */
export const Estimate = z.strictObject({
  backgrounds: z.array(z.strictObject({ sceneId: z.string(), microUsd: MicroUsd })),
  musicMicroUsd: MicroUsd,
});
export type Estimate = z.infer<typeof Estimate>;

/** What calls of one kind came to. `failed` and `cancelled` ones may be charged, too. */
export const Charge = z.strictObject({
  part: z.enum(['background', 'music', 'words']),
  /** The scene whose background it was for; null for everything else. */
  sceneId: z.string().nullable(),
  ended: z.enum(['succeeded', 'failed', 'cancelled']),
  microUsd: MicroUsd,
});
export type Charge = z.infer<typeof Charge>;

/** What somebody said yes to, and what was charged from then on. */
export const Bill = z.strictObject({ estimated: Estimate, charges: z.array(Charge) });
export type Bill = z.infer<typeof Bill>;

export function estimatedTotal({ backgrounds, musicMicroUsd }: Estimate): MicroUsd {
  return backgrounds.reduce((sum, { microUsd }) => sum + microUsd, musicMicroUsd);
}

/** "4 backgrounds $0.20, music $0.09"; empty where it is nothing. */
export function partsInWords({ backgrounds, musicMicroUsd }: Estimate): string {
  const pictures = estimatedTotal({ backgrounds, musicMicroUsd: 0 });
  const count = backgrounds.length === 1 ? '1 background' : `${backgrounds.length} backgrounds`;
  return [
    ...(pictures > 0 ? [`${count} ${formatUsd(pictures)}`] : []),
    ...(musicMicroUsd > 0 ? [`music ${formatUsd(musicMicroUsd)}`] : []),
  ].join(', ');
}

export function billedTotal({ charges }: Pick<Bill, 'charges'>): MicroUsd {
  return charges.reduce((sum, { microUsd }) => sum + microUsd, 0);
}

/** Nobody needs a reason for less, in micro-dollars: a cent. */
const NOT_WORTH_A_WORD = 10_000;

/** Whether the bill is more than a tenth and more than a cent away from the estimate. */
function isFarOff(bill: Bill): boolean {
  const estimated = estimatedTotal(bill.estimated);
  const difference = Math.abs(billedTotal(bill) - estimated);
  return difference > NOT_WORTH_A_WORD && difference * 10 > estimated;
}

/** What the explanation has to know of the version besides its bill. */
export type BilledVersion = {
  /** Ids in the order of the film. */
  readonly scenes: readonly string[];
  /** What fell back. */
  readonly degraded: readonly { readonly step: string; readonly sceneId: string | null }[];
};

/** One plain sentence; null where the two are close enough. */
export function whyDifferent(bill: Bill, version: BilledVersion): string | null {
  if (!isFarOff(bill)) return null;
  const isMore = billedTotal(bill) > estimatedTotal(bill.estimated);
  const causes = [...backgroundCauses(bill, version), ...musicCauses(bill, version), ...otherCauses(bill)];
  const fitting = causes.filter((cause) => cause.isMore === isMore).map(({ say }) => say);
  return `That is ${isMore ? 'more' : 'less'} than estimated, because ${listed(fitting)}.`;
}

type Cause = { readonly isMore: boolean; readonly say: string };

function backgroundCauses({ estimated, charges }: Bill, { scenes, degraded }: BilledVersion): readonly Cause[] {
  const known = new Map(estimated.backgrounds.map(({ sceneId, microUsd }) => [sceneId, microUsd]));
  const paid = sumsByScene(charges);
  const fell = new Set(degraded.flatMap(({ step, sceneId }) => (step === 'background' && sceneId ? [sceneId] : [])));
  const found = {
    ...{ fellBack: [] as string[], there: [] as string[], cheaper: [] as string[] },
    ...{ dearer: [] as string[], ordered: [] as string[] },
  };
  for (const sceneId of new Set([...known.keys(), ...paid.keys()])) {
    const [before, after] = [known.get(sceneId) ?? 0, paid.get(sceneId) ?? 0];
    if (before === after) continue;
    if (after === 0) (fell.has(sceneId) ? found.fellBack : found.there).push(sceneId);
    else if (before === 0) found.ordered.push(sceneId);
    else (after > before ? found.dearer : found.cheaper).push(sceneId);
  }
  const say = (isMore: boolean, ids: readonly string[], words: string): readonly Cause[] =>
    ids.length === 0 ? [] : [{ isMore, say: words.replace('#', backgroundsOf(ids, scenes)) }];
  return [
    ...say(false, found.fellBack, '# fell back and cost nothing so far'),
    ...say(false, found.there, '# came from what was there already'),
    ...say(false, found.cheaper, 'the provider charged less than its price list says for #'),
    ...say(true, found.dearer, 'the provider charged more than its price list says for #'),
    ...say(true, found.ordered, '# had been ordered before and was charged only now'),
  ];
}

function sumsByScene(charges: readonly Charge[]): ReadonlyMap<string, MicroUsd> {
  const sums = new Map<string, MicroUsd>();
  for (const { part, sceneId, ended, microUsd } of charges) {
    if (part === 'background' && ended === 'succeeded') {
      sums.set(sceneId ?? '', (sums.get(sceneId ?? '') ?? 0) + microUsd);
    }
  }
  return sums;
}

/** "the background of scene 2", "the backgrounds of scenes 1 and 3"; a scene that has left the ad has no number. */
function backgroundsOf(ids: readonly string[], scenes: readonly string[]): string {
  const numbers = ids.map((id) => scenes.indexOf(id) + 1);
  if (numbers.includes(0)) return ids.length === 1 ? 'one background' : `${ids.length} backgrounds`;
  const places = listed(numbers.toSorted((a, b) => a - b).map(String));
  return ids.length === 1 ? `the background of scene ${places}` : `the backgrounds of scenes ${places}`;
}

function musicCauses({ estimated, charges }: Bill, { degraded }: BilledVersion): readonly Cause[] {
  const before = estimated.musicMicroUsd;
  const after = sumOf(charges, ({ part, ended }) => part === 'music' && ended === 'succeeded');
  if (after === before) return [];
  if (after === 0) {
    const fell = degraded.some(({ step }) => step === 'music');
    const say = fell ? 'the music fell back and cost nothing so far' : 'the music was there already';
    return [{ isMore: false, say }];
  }
  if (before === 0) return [{ isMore: true, say: 'the music had been ordered before and was charged only now' }];
  const time = after > before ? 'longer' : 'less time';
  const prices = `${formatUsd(after)} instead of ${formatUsd(before)}`;
  return [{ isMore: after > before, say: `the music took ${time} to make than usual (${prices})` }];
}

function otherCauses({ charges }: Bill): readonly Cause[] {
  const lost = sumOf(charges, ({ part, ended }) => part !== 'words' && ended !== 'succeeded');
  const words = sumOf(charges, ({ part }) => part === 'words');
  return [
    ...(lost > 0 ? [{ isMore: true, say: `calls that failed or were stopped were charged (${formatUsd(lost)})` }] : []),
    ...(words > 0 ? [{ isMore: true, say: `the words of our conversation cost ${formatUsd(words)}` }] : []),
  ];
}

function sumOf(charges: readonly Charge[], counts: (charge: Charge) => boolean): MicroUsd {
  return charges.filter(counts).reduce((sum, { microUsd }) => sum + microUsd, 0);
}
