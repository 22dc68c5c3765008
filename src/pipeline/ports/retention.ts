/** What keeping files for a while, and removing them afterwards, needs from the world. Everything by the database's clock. */

export type Kept =
  /** `until`, in ISO 8601. */
  | { readonly kind: 'kept'; readonly until: string }
  /** The end had moved before, to `until`. */
  | { readonly kind: 'already'; readonly until: string }
  | { readonly kind: 'gone'; readonly goneAt: string };

export interface Retention {
  /** How long files are kept from now on, after the last thing that happened to an ad. What was promised before stays promised. */
  keepForDays(days: number): Promise<void>;
  /** Adds days to the end `until` that somebody saw: a repeat adds nothing. Throws `not-found`. */
  keep(projectId: string, until: string, days: number): Promise<Kept>;
  /** True for one asker within each span of time, in whatever process. */
  beginLook(everyMs: number): Promise<boolean>;
  /** Has the threads of ads whose last day has begun say so; returns those ads. A repeat warns of none twice. */
  warn(): Promise<readonly string[]>;
  /** Ads to sweep, the longest due first: not what is being made, or paid for. */
  dueSweeps(): Promise<readonly string[]>;
  /**
   * Takes an ad's files out of what is known of it, and lets nobody keep them any more. False: they are not to go, or not now;
   * somebody may have been faster. A sweep that broke off is begun again with the same answer.
   */
  beginSweep(projectId: string): Promise<boolean>;
  /** Everything of it is removed. */
  endSweep(projectId: string): Promise<void>;
  /** The day whose folder pictures go into now: `2026-03-14`. */
  pictureDay(): Promise<string>;
  /** Days whose pictures are to go, oldest first. */
  duePictureDays(): Promise<readonly string[]>;
  /** The pictures of `day` are removed: no conversation names one whose key begins with `folder` any more. A repeat is a no-op. */
  forgetPictures(day: string, folder: string): Promise<void>;
}
