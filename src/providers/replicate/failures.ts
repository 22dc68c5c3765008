/** Why there is no clip or no music, in one sentence that says what to do. No address, no token, no provider's own words. */
import { AdgenError } from '../../ad/errors.ts';
import { formatUsd, type MicroUsd } from '../../ad/money.ts';
import type { Reservation } from '../../pipeline/ports.ts';
import { highestPrice, usualPrice } from '../prices.ts';
import type { Order } from './desk.ts';

const failed = (say: string) => new AdgenError('step-failed', say);

/**
 * What is paid by time has to have more set aside than it usually costs, so that a budget may have room for the price that
 * people were shown and yet none for the call: then it says both.
 */
export function overCap(order: Order, { cap, capMicroUsd, heldMicroUsd }: Extract<Reservation, { kind: 'over' }>) {
  const [usual, most] = [usualPrice(order.call), highestPrice(order.call)];
  const why =
    usual < most && heldMicroUsd + usual <= capMicroUsd
      ? `: it usually costs about ${formatUsd(usual)}, but ${formatUsd(roundedUp(most))} must be set aside in case it takes longer, and that`
      : ', because it';
  const [whose, variable] = cap === 'ad' ? ['this ad', 'BUDGET_USD_PER_AD'] : ['this month', 'BUDGET_USD_PER_MONTH'];
  return failed(
    `The ${order.what} was not ordered${why} would pass the limit of ${formatUsd(capMicroUsd)} for ${whose} ` +
      `(${formatUsd(heldMicroUsd)} of it are spent or set aside): shall the limit be raised (${variable})?`,
  );
}

/** To whole cents: $0.252 shown as $0.25 would seem to fit into $0.25. */
function roundedUp(microUsd: MicroUsd): MicroUsd {
  return Math.ceil(microUsd / 10_000) * 10_000;
}

/** Not accepted, and asking again would not help. */
export function refusal(order: Order, status: number): AdgenError {
  const [name = ''] = order.call.model.split(':');
  switch (status) {
    case 401:
    case 403:
      return failed(
        `Replicate does not accept the token, so the ${order.what} was not ordered: check REPLICATE_API_TOKEN.`,
      );
    case 402:
      return failed(
        `The Replicate account has no credit left, so the ${order.what} was not ordered: add credit at replicate.com/account/billing.`,
      );
    case 404:
      return failed(`Replicate does not have the model ${name} any more: set ${variableOf(order)} to another one.`);
    default:
      return failed(`Replicate refused to make the ${order.what} (status ${status}): nothing was charged.`);
  }
}

function variableOf({ file }: Pick<Order, 'file'>): string {
  return file === 'video' ? 'REPLICATE_VIDEO_MODEL' : 'REPLICATE_MUSIC_MODEL';
}

export function unreachable(order: Order): AdgenError {
  return failed(`Replicate could not be reached, so the ${order.what} was not ordered: nothing was charged.`);
}

/** It was accepted, so that nobody may say it costs nothing; what it came to is settled as soon as Replicate can be asked again. */
export function outOfSight(order: Order, status: number | null): AdgenError {
  const [why, mend] =
    status === 401 || status === 403
      ? ['does not accept the token any more', ': check REPLICATE_API_TOKEN']
      : ['could not be asked any more', ''];
  return failed(
    `The ${order.what} was ordered, but Replicate ${why}, so that it could not be fetched${mend}. ` +
      `It may be charged (${formatUsd(roundedUp(highestPrice(order.call)))} at most).`,
  );
}

export function tooBusy(order: Order): AdgenError {
  return failed(`Replicate had no room for the ${order.what} for too long: nothing was charged.`);
}

export function unclear(order: Order, microUsd: number): AdgenError {
  return failed(
    `The connection broke while the ${order.what} was being ordered, and it cannot be found out whether Replicate is making it: ` +
      `it may be charged (${formatUsd(roundedUp(microUsd))} at most), so it was not ordered again: shall it be?`,
  );
}

export function cameToNothing(order: Order, microUsd: number): AdgenError {
  const charged =
    microUsd === 0
      ? 'nothing was charged'
      : `${microUsd < 10_000 ? 'less than a cent' : formatUsd(microUsd)} was charged for it`;
  return failed(`Replicate could not make the ${order.what}: ${charged}.`);
}

export function vanished(order: Order, microUsd: number): AdgenError {
  return failed(
    `The ${order.what} was made and paid (${formatUsd(microUsd)}), but Replicate deletes its files after an hour, and nobody was there to fetch it.`,
  );
}

export function unusable(order: Order, microUsd: number): AdgenError {
  return failed(`Replicate made the ${order.what} and charged ${formatUsd(microUsd)}, but its file cannot be used.`);
}
