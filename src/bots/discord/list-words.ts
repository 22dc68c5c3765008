/** The words of `/ad list`: my ads with what became of them, and the month. Pure. */
import { formatUsd } from '../../ad/money.ts';
import { filmWords, monthWords, type Overview, type OverviewAd, statusWords } from '../window.ts';
import { cut, escapeText } from './markdown.ts';
import { placeOf } from './names.ts';

/** Of all texts of a message together it is 4000 (https://docs.discord.com/developers/components/reference, read 2026-11). */
const MAX_CHARACTERS = 3800;

export function listWords(overview: Overview): string {
  const { ads } = overview;
  const month = `### This month\n${monthWords(overview)}`;
  if (ads.length === 0) return `### Your ads\n${EMPTY}\n${month}`;
  const { shown, left } = fitting(ads.map(adWords), MAX_CHARACTERS - month.length);
  const more = left === 0 ? [] : [left === 1 ? '-# and one older ad' : `-# and ${left} older ads`];
  return ['### Your ads', ...shown, ...more, month].join('\n');
}

const EMPTY = [
  'You have no ads here yet. To make the first one:',
  '- type `/ad create` and what the ad is about, or fill in the form of `/ad form`',
  '- mention me in a channel, with a photo of the product',
  '- or choose **Make an ad from this** in the menu of a message, under Apps',
  'I show you a storyboard and its price first. Nothing costs before you say yes.',
].join('\n');

function fitting(words: readonly string[], characters: number) {
  let used = 0;
  const shown = words.filter((one) => {
    used += one.length + 1;
    return used <= characters;
  });
  return { shown, left: words.length - shown.length };
}

function adWords(ad: OverviewAd): string {
  const title = escapeText(cut(ad.title.replaceAll(/[[\]()\s]+/gu, ' ').trim(), 60));
  const link = linkOf(ad.threadId);
  const name = link === null ? `**${title}**` : `**[${title}](${link})**`;
  const parts = [statusWords(ad), formatUsd(ad.costMicroUsd), filmWords(ad, dateWords)];
  return `- ${name}\n  ${parts.filter((part) => part !== null).join(' · ')}`;
}

/** Null for what is no thread of Discord. */
function linkOf(threadId: string): string | null {
  const place = placeOf(threadId);
  return place && `https://discord.com/channels/${place.guild ?? '@me'}/${place.thread}`;
}

/** Discord shows it in the reader's own time zone and language. */
function dateWords(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? escapeText(iso) : `<t:${Math.floor(ms / 1000)}:f>`;
}
