/** The words of the home tab: one ad, the month, the brand, and who may approve, in Slack's mrkdwn. Pure. */
import { formatUsd } from '../../ad/money.ts';
import { filmWords, type Overview, type OverviewAd, statusWords } from '../window.ts';
import { cut, escapeText } from './mrkdwn.ts';

/** `link`: to its thread; null: not known. */
export function adWords(ad: OverviewAd, link: string | null): string {
  const title = escapeText(cut(ad.title, 120)).replaceAll('|', '/');
  const name = link === null ? `*${title}*` : `*<${link}|${title}>*`;
  const parts = [statusWords(ad), formatUsd(ad.costMicroUsd), filmWords(ad, dateWords)];
  return `${name}\n${parts.filter((part) => part !== null).join(' · ')}`;
}

/** In the reader's own time zone and language; what stands after the bar is for those who cannot show that. */
function dateWords(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return escapeText(iso);
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short}, {time}|${at.toISOString().slice(0, 10)}>`;
}

export function kitWords({ kit }: Pick<Overview, 'kit'>): string {
  if (kit === null) return 'No brand is kept yet. With one, nobody has to type the brand name and colour again.';
  return `*${escapeText(kit.brandName)}*, colour ${escapeText(kit.brandColor)}. New ads begin with it.`;
}

/** `slack:T1:U2` and `slack:T1:S3` as mentions; on the home tab a mention rings nobody's bell. */
export function approverWords({ settings }: Pick<Overview, 'settings'>): string {
  const named = settings.approvers.map(mention);
  if (named.length === 0) return 'Whoever begins an ad says yes to its price. Nobody else is named.';
  return `Whoever begins an ad says yes to its price. So may ${named.join(', ')}.`;
}

function mention(id: string): string {
  const own = slackIdOf(id);
  return isGroup(own) ? `<!subteam^${own}>` : `<@${own}>`;
}

export function slackIdOf(id: string): string {
  return id.split(':').at(-1) ?? id;
}

/** User groups begin with S, people with U or W (docs.slack.dev, August 2026). */
export function isGroup(slackId: string): boolean {
  return slackId.startsWith('S');
}
