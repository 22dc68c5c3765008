/** Places one paid call: reserved and written down first, then sent exactly once. */
import { type AdgenError, cancelled } from '../../ad/errors.ts';
import { highestPrice } from '../prices.ts';
import type { Prediction } from './api.ts';
import { type Desk, type Order, PROVIDER } from './desk.ts';
import { overCap, refusal, tooBusy, unreachable } from './failures.ts';
import { pause, unlessStopped } from './pause.ts';
import { stopIfAsked } from './stop.ts';
import { CANCEL_AFTER } from './timing.ts';

/**
 * Resolves when the call is written down, whatever became of it: the next look at what is written shows that. Throws when it
 * certainly was not heard; then nothing is written. A stop while it is on its way is answered at once; what comes back is
 * still written down, and ended.
 */
export async function ask(order: Order, fingerprint: string, desk: Desk, signal: AbortSignal): Promise<void> {
  await desk.pace.turn(signal);
  const intent: Intent = { order, fingerprint, owner: desk.newName(), writtenMs: desk.clock() };
  // The most it can cost, not what people were shown: the caps hold also when it takes longer than usual.
  const reservation = await desk.ledger.reserve({
    ...{ fingerprint, artefact: order.artefact, provider: PROVIDER, owner: intent.owner },
    ...{ model: order.call.model, input: order.call.input, microUsd: highestPrice(order.call) },
  });
  if (reservation.kind === 'exists') return;
  if (reservation.kind === 'over') {
    const { cap, capMicroUsd, heldMicroUsd } = reservation;
    const { projectId: project, key } = order.artefact;
    desk.log.warn(
      { alert: 'budget', project, key, cap, capMicroUsd, heldMicroUsd },
      'a budget is used up; nothing was ordered',
    );
    throw overCap(order, reservation);
  }
  const sending = send(intent, desk, signal);
  sending.catch(() => undefined);
  await unlessStopped(sending, signal);
}

type Intent = {
  readonly order: Order;
  readonly fingerprint: string;
  readonly owner: string;
  /** When it was written down, taken before: an intent is never older than this says. */
  readonly writtenMs: number;
};

/** Tries that never left this machine. */
const UNSENT_TRIES = 3;

async function send(first: Intent, desk: Desk, signal: AbortSignal): Promise<void> {
  const { order, fingerprint, owner } = first;
  const giveUpMs = desk.clock() + desk.timing.patienceMs;
  let intent: Intent | null = first;
  for (let unsent = 0; intent; ) {
    if (signal.aborted) return takeBack(intent, desk, cancelled());
    // Nothing awaits between this look at the clock and the sending: who finds an old intent may rely on it.
    const late = desk.clock() - intent.writtenMs > desk.timing.sendWithinMs;
    const sent = late
      ? null
      : await desk.api.create(order.call, CANCEL_AFTER, AbortSignal.timeout(desk.timing.sendTimeoutMs));
    switch (sent?.kind) {
      case 'answer':
        return heard(intent, sent.value, desk, signal);
      case 'lost':
        desk.log.warn({ project: order.artefact.projectId, fingerprint }, 'nobody knows whether a paid call was heard');
        return;
      case 'refused':
        desk.log.warn({ fingerprint, status: sent.status, detail: sent.detail }, 'a paid call was refused');
        return takeBack(intent, desk, refusal(order, sent.status));
      case 'unsent':
        if (++unsent >= UNSENT_TRIES) return takeBack(intent, desk, unreachable(order));
        await pause(desk.timing.spacingMs * unsent, signal).catch(() => undefined);
        break;
      case 'busy':
        await desk.pace.hold(sent.retryAfterMs ?? desk.timing.busyMs);
        if (desk.clock() > giveUpMs) return takeBack(intent, desk, tooBusy(order));
        await desk.pace.turn(signal).catch(() => undefined);
    }
    intent = await renewed(intent, desk);
  }
  desk.log.info({ fingerprint, owner }, 'a paid call is in other hands');
}

async function renewed(intent: Intent, desk: Desk): Promise<Intent | null> {
  const writtenMs = desk.clock();
  return (await desk.predictions.renew(intent.fingerprint, intent.owner)) ? { ...intent, writtenMs } : null;
}

async function takeBack({ fingerprint, owner }: Intent, desk: Desk, reason: AdgenError): Promise<never> {
  await desk.ledger.release(fingerprint, owner);
  throw reason;
}

async function heard(
  { order, fingerprint }: Intent,
  { id }: Prediction,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  const ours = await desk.predictions.started(fingerprint, id);
  const { projectId } = order.artefact;
  desk.log.info(
    { project: projectId, fingerprint, prediction: id },
    ours ? 'a paid call runs' : 'a paid call runs for another',
  );
  if (ours && signal.aborted) await stopIfAsked({ fingerprint, projectId, call: order.call, id }, desk);
}
