/** Follows a running call to its end, fetches what it made and settles it. */
import { cancelled } from '../../ad/errors.ts';
import { mostSeconds } from '../prices.ts';
import type { Prediction } from './api.ts';
import type { Desk, Order } from './desk.ts';
import { outOfSight, unusable, vanished } from './failures.ts';
import { chargeFor, isOver, type Over, settle } from './settle.ts';
import { type RunningCall, stop, stopIfAsked } from './stop.ts';
import type { Waiter } from './wake.ts';

export type Followed = RunningCall & { readonly ageMs: number };

/** True when `outFile` is there; false when the call came to nothing and that is settled. Throws with one sentence. */
export async function follow(
  running: Followed,
  order: Order,
  outFile: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<boolean> {
  const waiter = desk.wake.waiterFor(running.id);
  const ended = await untilOver(running, order, waiter, desk, signal).finally(waiter.close);
  if (ended === null) return false;
  if (ended.status === 'succeeded') return takeIn(running, order, ended, outFile, desk, signal);
  const stopped = await desk.predictions.stopped(running.projectId);
  await settle(running, ended, stopped ? 'cancelled' : 'failed', desk);
  return false;
}

/** Null when it was ended from here, or nobody knows it any more; either is written down. */
async function untilOver(
  running: Followed,
  order: Order,
  waiter: Waiter,
  desk: Desk,
  signal: AbortSignal,
): Promise<Over | null> {
  const { timing } = desk;
  const sinceMs = desk.clock();
  let pauseMs = timing.pollMs;
  for (;;) {
    const brake = AbortSignal.any([signal, AbortSignal.timeout(timing.readTimeoutMs)]);
    const seen = await desk.api.get(running.id, brake);
    const waitedMs = desk.clock() - sinceMs;
    const tooLong = running.ageMs + waitedMs > timing.runLimitMs;
    if (seen.kind === 'answer') {
      if (isOver(seen.value)) return seen.value;
      if ((tooLong || worksTooLong(seen.value, order, desk)) && (await stop(running, 'failed', desk))) return null;
    } else if (seen.kind === 'refused') {
      if (seen.status !== 404 && seen.status !== 410) throw outOfSight(order, seen.status);
      await desk.predictions.unclear(running.fingerprint);
      return null;
    } else if (waitedMs > timing.runLimitMs) throw outOfSight(order, null);
    pauseMs = Math.min(timing.slowestPollMs, pauseMs * 1.3);
    const told = seen.kind === 'busy' ? seen.retryAfterMs : null;
    const early = await waiter.pause(told ?? pauseMs, signal).catch(() => false);
    // Should the word be ahead of what the next look shows, it is shown a moment later.
    if (early) pauseMs = timing.pollMs;
    if (signal.aborted) {
      await stopIfAsked(running, desk);
      throw cancelled();
    }
  }
}

/** What is paid by time is ended before it costs more than was set aside for it. */
function worksTooLong({ started_at }: Prediction, { call }: Order, { now }: Desk): boolean {
  const most = mostSeconds(call.model);
  return most !== null && typeof started_at === 'string' && now() - Date.parse(started_at) > most * 1000;
}

/** What was made is paid, whether it can be fetched or not. */
async function takeIn(
  running: RunningCall,
  order: Order,
  prediction: Over,
  outFile: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<boolean> {
  const paid = chargeFor(running.call, prediction);
  const url = outputOf(prediction);
  const got = url === null ? 'gone' : await desk.download(url, order.file, outFile, signal).catch(() => 'unusable');
  await settle(running, prediction, 'failed', desk);
  if (signal.aborted) throw cancelled();
  if (got === 'gone') throw vanished(order, paid);
  if (got === 'unusable') throw unusable(order, paid);
  return true;
}

/** One file, or the first of a list. */
function outputOf({ output, data_removed }: Prediction): string | null {
  const first: unknown = Array.isArray(output) ? output[0] : output;
  return typeof first === 'string' && !data_removed ? first : null;
}
