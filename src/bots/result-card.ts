/** The finished ad as a card: three films and an honest receipt. Pure. */
import { ASPECTS, type Aspect, aspectSlug } from '../ad/aspect.ts';
import { dayOf, KEEP_DAYS } from '../ad/keeping.ts';
import { formatUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import type { FilesKept, Receipt } from '../ad/project.ts';
import { type Button, type Card, plainCard } from './card.ts';
import { billFields } from './price-words.ts';
import { degradationField, partsLine } from './receipt-words.ts';
import { redoButtons } from './redo-buttons.ts';
import { formatSeconds } from './storyboard-card.ts';

export type ResultInput = {
  /** The plan the receipt is about. */
  readonly plan: Plan;
  readonly receipt: Receipt;
  /** Whether it is the ad the thread is about: what fell back can be made again then. */
  readonly current: boolean;
  readonly files: FilesKept;
};

export function resultCard({ plan, receipt, current, files }: ResultInput): Card {
  const finished = receipt.quality === 'finished';
  return {
    ...plainCard('result', finished ? 'Finished: everything came out as planned.' : degradedText(receipt)),
    title: `${plan.brandName}: three films${receipt.version > 1 ? `, version ${receipt.version}` : ''}`,
    fields: [
      ...receipt.degraded.map((degradation) => degradationField(degradation, plan)),
      { label: 'Cost', value: `${formatUsd(receipt.costMicroUsd)} for this ad so far` },
      ...billFields(receipt, plan),
      { label: 'Parts', value: partsLine(receipt, plan) },
      { label: 'Files', value: `kept until ${dayOf(files.until)}${current ? KEEP_LONGER : ''}` },
    ],
    films: ASPECTS.flatMap((aspect) => {
      const key = receipt.outputs[aspect];
      return key ? [filmOf(aspect, key, plan)] : [];
    }),
    buttons: current ? [...redoButtons(receipt, plan), ...(receipt.version > 1 ? [VERSIONS] : [])] : [],
    disclosure: disclosureOf(receipt),
  };
}

const VERSIONS: Button = { action: 'versions', label: 'Versions', style: 'default', value: '{}' };

const KEEP_LONGER = `; say “keep it” for ${KEEP_DAYS} more days`;

const SHAPE: Readonly<Record<Aspect, string>> = { '9:16': 'tall', '1:1': 'square', '16:9': 'wide' };

function filmOf(aspect: Aspect, key: string, plan: Plan): Card['films'][number] {
  return {
    aspect,
    key,
    name: `final_${aspectSlug(aspect)}.mp4`,
    mime: 'video/mp4',
    alt: `${plan.brandName} ad, ${SHAPE[aspect]} (${aspect}), ${formatSeconds(plan.totalFrames)}`,
  };
}

function degradedText({ degraded }: Receipt): string {
  const count = degraded.length === 1 ? 'one thing is' : `${degraded.length} things are`;
  return `The films are there, but ${count} not as planned.`;
}

/** The address at its end is for machines; it is in the files. */
function disclosureOf({ disclosure }: Receipt): string {
  return disclosure.replace(/\s*https?:\/\/\S+$/, '');
}
