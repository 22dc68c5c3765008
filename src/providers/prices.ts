/** What hosted models cost: one list, each line with where it comes from and when it was read. */
import type { MicroUsd } from '../ad/money.ts';

type Dated = { readonly source: string; readonly readOn: string };

/** `frames`: in proportion to the length of the clip · `seconds`: per second of the clip · `each`: per clip. */
type OutputPrice = Dated &
  (
    | { readonly by: 'frames'; readonly per81Frames: Readonly<Record<string, MicroUsd>> }
    | { readonly by: 'seconds'; readonly perSecond: Readonly<Record<string, MicroUsd>> }
    | { readonly by: 'each'; readonly each: MicroUsd }
  );
/** By the seconds a machine worked on it, whatever came of it. */
type TimePrice = Dated & {
  readonly by: 'time';
  readonly perSecond: MicroUsd;
  readonly usualSeconds: number;
  /** Longer than this nobody waits: then the call is ended. */
  readonly mostSeconds: number;
};
type Price = OutputPrice | TimePrice;

/** Micro-dollars. Replicate shows the price of a model only on its page; where other pages are named, that one was not seen. */
const MODELS: Readonly<Record<string, Price>> = {
  'wan-video/wan-2.2-t2v-fast': {
    by: 'frames',
    per81Frames: { '480p': 50_000, '720p': 100_000 },
    source: 'third-party lists; its input schema: "pricing is based on the duration at 16 fps"',
    readOn: '2026-11-22',
  },
  'wan-video/wan-2.5-t2v-fast': {
    by: 'seconds',
    perSecond: { '1280*720': 68_000, '720*1280': 68_000, '1920*1080': 102_000, '1080*1920': 102_000 },
    source: 'third-party lists: about $0.34 for 5 s at 720p; 1080p taken as half as much again',
    readOn: '2026-11-22',
  },
  'minimax/video-01': { by: 'each', each: 500_000, source: 'third-party lists', readOn: '2026-11-22' },
  'meta/musicgen': {
    by: 'time',
    // Nvidia A100 (80 GB): replicate.com/pricing.
    perSecond: 1_400,
    usualSeconds: 61,
    mostSeconds: 180,
    source: 'the page of the model: "approximately $0.085 to run … typically complete within 61 seconds"',
    readOn: '2026-11-22',
  },
};

/** A model as it is asked for, a version after a colon, and what it is given. */
export type PricedCall = { readonly model: string; readonly input: Readonly<Record<string, unknown>> };

/** What it will probably cost: shown before it is spent. */
export function usualPrice(call: PricedCall): MicroUsd {
  const price = priceOf(call.model);
  return price.by === 'time' ? price.usualSeconds * price.perSecond : outputPrice(price, call.input);
}

/** The most it can cost: what is reserved under the caps. */
export function highestPrice(call: PricedCall): MicroUsd {
  const price = priceOf(call.model);
  return price.by === 'time' ? price.mostSeconds * price.perSecond : outputPrice(price, call.input);
}

/** Seconds of work after which the call is to be ended, so that it stays under its highest price; null: it cannot pass it. */
export function mostSeconds(model: string): number | null {
  const price = priceOf(model);
  return price.by === 'time' ? price.mostSeconds : null;
}

/** How a call ended. `seconds` of work; null where nobody says. */
export type Ended = {
  readonly status: 'succeeded' | 'failed' | 'canceled' | 'aborted';
  readonly seconds: number | null;
};

/**
 * What was really charged. Canceled is charged and aborted is not (replicate.com/changelog/2025-10-16-prediction-deadlines);
 * a failure has no output to be paid, but its seconds are (replicate.com/docs/billing). Both read 2026-11-22.
 */
export function chargeOf(call: PricedCall, { status, seconds }: Ended): MicroUsd {
  if (status === 'aborted') return 0;
  const price = priceOf(call.model);
  if (price.by === 'time') return Math.ceil((seconds ?? price.mostSeconds) * price.perSecond - 1e-6);
  return status === 'failed' ? 0 : outputPrice(price, call.input);
}

function outputPrice(price: OutputPrice, input: PricedCall['input']): MicroUsd {
  switch (price.by) {
    case 'each':
      return price.each;
    case 'frames':
      return Math.ceil((dearest(price.per81Frames, input.resolution) * number(input.num_frames, 121)) / 81);
    case 'seconds':
      return dearest(price.perSecond, input.size) * number(input.duration, 10);
  }
}

function priceOf(model: string): Price {
  const [name = ''] = model.split(':');
  const price = MODELS[name];
  if (!price) throw new RangeError(`There is no price for ${name}.`);
  return price;
}

/** What is not in the list costs no more than the dearest that is. */
function dearest(prices: Readonly<Record<string, MicroUsd>>, key: unknown): MicroUsd {
  return (typeof key === 'string' ? prices[key] : undefined) ?? Math.max(...Object.values(prices));
}

function number(value: unknown, instead: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : instead;
}

/** Micro-dollars for a million tokens. */
const WORDS: Readonly<
  Record<string, Dated & { readonly input: number; readonly cached: number; readonly output: number }>
> = {
  'gpt-4o-mini': {
    ...{ input: 150_000, cached: 75_000, output: 600_000 },
    source: 'third-party lists, April to June 2026',
    readOn: '2026-11-22',
  },
};

/** Tokens of one answer; `input` without those that were cached. */
export type Tokens = { readonly input: number; readonly cached: number; readonly output: number };

/** What words cost, rounded up; null for a model that is not in the list: nobody knows what another host charges. */
export function wordsPrice(model: string, tokens: Tokens): MicroUsd | null {
  const price = WORDS[model];
  if (!price) return null;
  const millionth = tokens.input * price.input + tokens.cached * price.cached + tokens.output * price.output;
  return Math.ceil(millionth / 1_000_000);
}
