/** Writes down how a call ended, at what the provider charges for that. */
import type { MicroUsd } from '../../ad/money.ts';
import { chargeOf } from '../prices.ts';
import type { Call, Prediction } from './api.ts';
import type { Desk } from './desk.ts';

export type Over = Prediction & { readonly status: 'succeeded' | 'failed' | 'canceled' | 'aborted' };

export function isOver(prediction: Prediction): prediction is Over {
  return prediction.status !== 'starting' && prediction.status !== 'processing';
}

export function chargeFor(call: Call, prediction: Over): MicroUsd {
  return chargeOf(call, { status: prediction.status, seconds: secondsOf(prediction) });
}

/** `otherwise` is what an end without a result counts as. */
export async function settle(
  { fingerprint, call }: { readonly fingerprint: string; readonly call: Call },
  prediction: Over,
  otherwise: 'failed' | 'cancelled',
  { ledger, log }: Pick<Desk, 'ledger' | 'log'>,
): Promise<void> {
  const microUsd = chargeFor(call, prediction);
  const state = prediction.status === 'succeeded' ? 'succeeded' : otherwise;
  await ledger.settle(fingerprint, { state, microUsd });
  log.info({ fingerprint, prediction: prediction.id, status: prediction.status, microUsd }, 'a paid call is settled');
}

/** Seconds of work. What never started took none. */
function secondsOf({ metrics, started_at, completed_at }: Prediction): number | null {
  if (typeof metrics?.predict_time === 'number') return metrics.predict_time;
  if (!started_at) return 0;
  const seconds = completed_at ? (Date.parse(completed_at) - Date.parse(started_at)) / 1000 : Number.NaN;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
