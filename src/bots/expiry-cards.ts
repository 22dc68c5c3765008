/** What a thread says about the end of an ad's files: a warning the day before, and a quiet last word after it. Pure. */
import { z } from 'zod';
import { dayOf, expiredSentence, KEEP_DAYS, momentOf } from '../ad/keeping.ts';
import type { FilesKept, Project } from '../ad/project.ts';
import { type Card, type KeyedCard, plainCard } from './card.ts';

/** What a click on Keep brings back: the ad, and the end that it moves. */
export const Keep = z.object({ projectId: z.string(), until: z.iso.datetime() });
export type Keep = z.infer<typeof Keep>;

type Expiring = Pick<Project, 'id' | 'ad' | 'files'>;

/** The warning, where there is one, and every earlier one put to rest. `prefix` begins the keys of this ad's cards. */
export function expiryCards(project: Expiring, prefix: string, open: readonly KeyedCard[]): readonly KeyedCard[] {
  const { warnedAt, goneAt } = project.files;
  const all = `${prefix}expiry:`;
  const key = warnedAt === null || goneAt !== null ? null : `${all}${Date.parse(warnedAt)}`;
  const before = open.filter((card) => card.key.startsWith(all) && card.key !== key);
  return [
    ...before.map((card) => ({ key: card.key, card: plainCard('notice', settled(project.files)) })),
    ...(key === null ? [] : [{ key, card: warningCard(project) }]),
  ];
}

function warningCard({ id, ad, files }: Expiring): Card {
  const what = ad.receipt ? 'the films, the storyboard and the photo' : 'the storyboard and the photo';
  const value: Keep = { projectId: id, until: files.until };
  return {
    ...plainCard(
      'notice',
      `On ${momentOf(files.until)} the files of this ad are deleted: ${what}. Our conversation stays.\n\nPress the button, or say “keep it”, and they stay for ${KEEP_DAYS} more days.`,
    ),
    title: `${ad.brief.brandName}: the files go on ${dayOf(files.until)}`,
    buttons: [
      { action: 'keep', label: `Keep for ${KEEP_DAYS} more days`, style: 'primary', value: JSON.stringify(value) },
    ],
  };
}

function settled({ until, goneAt }: FilesKept): string {
  return goneAt === null
    ? `The files of this ad stay until ${dayOf(until)}.`
    : `The files of this ad expired on ${dayOf(goneAt)}. Our conversation stays.`;
}

/** What stays to be said of an ad after `beginning`; null while its files are there. Only the thread's own ad can be made again. */
export function lastWord({ id, files }: Expiring, projectId: string | null, beginning?: string): string | null {
  if (files.goneAt === null) return null;
  const last = id === projectId ? expiredSentence(files.goneAt) : `These files expired on ${dayOf(files.goneAt)}.`;
  return beginning === undefined ? last : `${beginning}\n\n${last}`;
}

type Shown = {
  readonly open: readonly KeyedCard[];
  /** The ad the thread is about. */
  readonly projectId: string | null;
};

/** An ad's cards without what is gone: `live` say how it stands, and others further up may still show its files. */
export function expiredCards(
  project: Expiring,
  live: readonly KeyedCard[],
  { open, projectId }: Shown,
): readonly KeyedCard[] {
  const known = new Set(live.map(({ key }) => key));
  const older = open.filter(({ key, card }) => !known.has(key) && showsFilesOf(project.id, card));
  const without = (last: string | null) => (shown: KeyedCard) => ({
    key: shown.key,
    card: withoutFiles(shown.card, last ?? '', project.files.goneAt ?? ''),
  });
  return [...older.map(without(lastWord(project, null))), ...live.map(without(lastWord(project, projectId)))];
}

function showsFilesOf(projectId: string, { picture, films }: Card): boolean {
  return [picture, ...films].some((file) => file?.key.startsWith(`projects/${projectId}/`));
}

/** What was made and what it cost stays to be read; what could be done with it goes. */
function withoutFiles(card: Card, last: string, goneAt: string): Card {
  const fields = card.fields.filter(({ label }) => label !== 'Price' && !/not as planned/.test(label));
  const expired = { label: 'Files', value: `expired on ${dayOf(goneAt)}` };
  return {
    ...card,
    text: textAfter(card, last),
    fields: fields.map((field) => (field.label === 'Files' ? expired : field)),
    ...{ picture: null, films: [], progress: null, buttons: [], disclosure: null },
  };
}

function textAfter({ kind, text }: Card, last: string): string {
  if (kind === 'result') return last;
  // Drawn twice, it says it once.
  return kind === 'storyboard' && !text.endsWith(last) ? `${text}\n\n${last}` : text;
}
