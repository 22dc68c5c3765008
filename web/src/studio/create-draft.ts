/** What is typed into the form, kept in the browser until the ad is ordered: nothing is lost on a reload. */
import type { Ad } from './client.ts';

export type OrderValues = {
  readonly text: string;
  readonly brandName: string;
  /** As written: `teal`, `#4dbac7`. */
  readonly brandColor: string;
  readonly durationSeconds: number;
  readonly callToAction: string;
  readonly tone: string;
};

export const EMPTY_ORDER: OrderValues = {
  text: '',
  brandName: '',
  brandColor: '',
  durationSeconds: 15,
  callToAction: '',
  tone: '',
};

/** The words of an ad that was ordered before. */
export function orderedAs({ brief }: Pick<Ad, 'brief'>): OrderValues {
  const { text, brandName, brandColor, durationSeconds, callToAction, tone } = brief;
  return { text, brandName, brandColor, durationSeconds, callToAction: callToAction ?? '', tone: tone ?? '' };
}

type OrderDraft = {
  readonly read: () => OrderValues | null;
  readonly keep: (values: OrderValues) => void;
  readonly forget: () => void;
};

const NAME = 'adgen.order';

/** Works without a storage, too: then nothing outlives a reload. */
export function createOrderDraft(storage: () => Storage): OrderDraft {
  return {
    read: () => attempt(() => valuesOf(JSON.parse(storage().getItem(NAME) ?? 'null'))),
    keep: (values) => void attempt(() => storage().setItem(NAME, JSON.stringify(values))),
    forget: () => void attempt(() => storage().removeItem(NAME)),
  };
}

/** Storage can be full, switched off, or hold what an older page wrote. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function valuesOf(value: unknown): OrderValues | null {
  if (typeof value !== 'object' || value === null) return null;
  const known = new Map<string, unknown>(Object.entries(value));
  const text = (name: keyof OrderValues) => {
    const found = known.get(name);
    return typeof found === 'string' ? found : '';
  };
  const seconds = known.get('durationSeconds');
  return {
    text: text('text'),
    brandName: text('brandName'),
    brandColor: text('brandColor'),
    durationSeconds: typeof seconds === 'number' ? seconds : EMPTY_ORDER.durationSeconds,
    callToAction: text('callToAction'),
    tone: text('tone'),
  };
}
