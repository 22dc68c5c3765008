/** What a line of the list says about an ad, in words. Pure. */
import type { AdLine } from './client.ts';
import { hasEnded, isMoving, statusWords } from './progress-steps.ts';
import { price } from './receipt-money.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on it is said how much time is left. */
const SOON_MS = 2 * DAY_MS;

/** `just now`, `5 minutes ago`, `yesterday`, and the day itself after a month. */
export function ageOf(moment: string, nowMs: number): string {
  const at = Date.parse(moment);
  const ageMs = Math.max(0, nowMs - at);
  if (ageMs < MINUTE_MS) return 'just now';
  if (ageMs > 30 * DAY_MS) return dayOf(at);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (ageMs < HOUR_MS) return words.format(-Math.floor(ageMs / MINUTE_MS), 'minute');
  if (ageMs < DAY_MS) return words.format(-Math.floor(ageMs / HOUR_MS), 'hour');
  return words.format(-Math.floor(ageMs / DAY_MS), 'day');
}

export type Keeping = { readonly say: string; readonly isUrgent: boolean };

/** How long the files of an ad stay; null where there are none yet. */
export function keepingOf(ad: AdLine, nowMs: number): Keeping | null {
  if (ad.files_gone_at !== null) return { say: 'Files are no longer kept', isUrgent: false };
  if (isMoving(ad.status)) return null;
  const until = Date.parse(ad.files_until);
  const leftMs = until - nowMs;
  if (leftMs > SOON_MS) return { say: `Kept until ${dayOf(until)}`, isUrgent: false };
  const hours = Math.floor(leftMs / HOUR_MS);
  if (hours < 1) return { say: 'Files go within the hour', isUrgent: true };
  return { say: `Files go in ${hours === 1 ? '1 hour' : `${hours} hours`}`, isUrgent: true };
}

/** Null where nothing was asked for yet. */
export function costOf({ cost_micro_usd, status }: AdLine): string | null {
  return hasEnded(status) || cost_micro_usd > 0 ? price(cost_micro_usd) : null;
}

export type Mark = { readonly say: string; readonly tone: 'quiet' | 'waiting' | 'failed' };

/** What is to be known before it is opened; null for an ad that is there. */
export function markOf({ status, version }: AdLine): Mark | null {
  if (status === 'COMPLETED') return null;
  if (isMoving(status)) return { say: version > 1 ? `Making version ${version}` : 'In the making', tone: 'quiet' };
  if (status === 'FAILED') return { say: statusWords(status), tone: 'failed' };
  return { say: statusWords(status), tone: status === 'AWAITING_APPROVAL' ? 'waiting' : 'quiet' };
}

function dayOf(atMs: number): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date().getFullYear();
  return new Date(atMs).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: isThisYear ? 'long' : 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}
