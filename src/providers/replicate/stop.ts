/** Ends a running call that a person does not want any more, and writes down what it cost until then. */
import type { Call, Prediction } from './api.ts';
import type { Desk } from './desk.ts';
import { isOver, settle } from './settle.ts';

export type RunningCall = {
  readonly fingerprint: string;
  readonly projectId: string;
  readonly call: Call;
  readonly id: string;
};

/**
 * Work also ends because the program does, or because the ad goes on with another plan: then the call runs on, and what
 * comes of it is found later. Done within `stopMs`; what is not known by then is settled by the next tidying.
 */
export async function stopIfAsked(running: RunningCall, desk: Desk): Promise<void> {
  if (await desk.predictions.stopped(running.projectId)) await stop(running, 'cancelled', desk);
}

/** True when it is over and settled. */
export async function stop(running: RunningCall, state: 'cancelled' | 'failed', desk: Desk): Promise<boolean> {
  const signal = AbortSignal.timeout(desk.timing.stopMs);
  const { api } = desk;
  const ended = await api.cancel(running.id, signal);
  desk.log.info({ project: running.projectId, prediction: running.id, outcome: ended.kind }, 'a paid call is stopped');
  // Refused when it was over by itself; and the answer may still show it as running.
  const seen = ended.kind === 'answer' && isOver(ended.value) ? ended : await api.get(running.id, signal);
  return seen.kind === 'answer' && settleIfOver(running, seen.value, state, desk);
}

async function settleIfOver(running: RunningCall, prediction: Prediction, state: 'cancelled' | 'failed', desk: Desk) {
  if (!isOver(prediction)) return false;
  await settle(running, prediction, state, desk);
  return true;
}
