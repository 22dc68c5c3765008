/** How long the files of an ad are kept, in words for people. Pure. */
import { AdgenError } from './errors.ts';
import type { Project } from './project.ts';

/** What one press of Keep adds. */
export const KEEP_DAYS = 7;

/** "14 March 2026"; `moment` is ISO 8601. The day is that of UTC, which nobody is further from than half a day. */
export function dayOf(moment: string): string {
  return new Date(moment).toLocaleDateString('en-GB', { ...DAY, timeZone: 'UTC' });
}

/** "14 March 2026 at 10:20 UTC". */
export function momentOf(moment: string): string {
  const time = new Date(moment).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return `${dayOf(moment)} at ${time} UTC`;
}

/** `moment` and so many days, in ISO 8601. */
export function later(moment: string, days: number): string {
  return new Date(Date.parse(moment) + days * 24 * 60 * 60 * 1000).toISOString();
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** What is left of an ad whose files are gone, and how to go on. */
export function expiredSentence(goneAt: string): string {
  return `The files of this ad expired on ${dayOf(goneAt)} and are gone; the conversation stays. Say “make it again” and send the photo of the product once more, and I start a new ad from the same brief.`;
}

/** Throws `conflict` where the files are gone: then nothing can be made of the ad any more. */
export function assertFilesKept({ files }: Pick<Project, 'files'>): void {
  if (files.goneAt !== null) throw new AdgenError('conflict', expiredSentence(files.goneAt));
}
