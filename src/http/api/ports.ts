/** What the API asks of the rest of adgen. */
import type { Artifacts, Log, Work } from '../../pipeline/ports.ts';
import type { Studio } from '../../pipeline/studio.ts';
import type { Person } from './whose.ts';

export type ApiDesk = Pick<
  Studio,
  | 'keepPhoto'
  | 'order'
  | 'offer'
  | 'quote'
  | 'approve'
  | 'change'
  | 'goBack'
  | 'versions'
  | 'planOf'
  | 'cancel'
  | 'find'
  | 'watch'
>;

/** One line of a person's list. */
export type ListedAd = {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** 0 to 100. */
  readonly progress: number;
  readonly version: number;
  readonly costMicroUsd: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly filesUntil: string;
  /** Null: they are there. */
  readonly filesGoneAt: string | null;
  /** Whether there are films of the newest version that was finished. */
  readonly filmsOf: number | null;
};

export type ApiPorts = {
  readonly desk: ApiDesk;
  /** The product of a photo as WebP, or why it cannot be cut out; nothing is stored. Throws `bad-input` for what is no photo. */
  readonly previewCutout: (
    photo: { readonly bytes: Uint8Array },
    signal: AbortSignal,
  ) => Promise<
    { readonly kind: 'cut'; readonly webp: Uint8Array<ArrayBuffer> } | { readonly kind: 'card'; readonly say: string }
  >;
  /** Ads of any of `userIds`, newest first; `after`: only what comes after that one. */
  readonly adsOf: (
    userIds: readonly string[],
    page: { readonly limit: number; readonly after: { readonly createdAt: string; readonly id: string } | null },
  ) => Promise<readonly ListedAd[]>;
  readonly people: People;
  readonly kits: Kits;
  readonly artifacts: Pick<Artifacts, 'open'>;
  readonly storyboardKey: (projectId: string, version: number) => string;
  /** The name of the job that makes a version, as the board of the queues shows it. */
  readonly jobIdOf: (work: Work) => string;
  readonly log: Log;
};

export type People = {
  /** Everything that says in a row that it is this person's: their own names first, then linked chats. */
  readonly identitiesOf: (userId: string) => Promise<readonly string[]>;
  /** A code that the person says in a chat within ten minutes; it replaces the one before. Only for accounts. */
  readonly createLinkCode: (userId: string) => Promise<string>;
  /** False when there was no such link. */
  readonly unlink: (userId: string, identity: string) => Promise<boolean>;
};

export type Kit = { readonly brandName: string; readonly brandColor: string };

/** The brand of one person's own workspace. */
export type Kits = {
  readonly find: (workspace: string) => Promise<Kit | null>;
  /** Throws `bad-input` with a sentence for a name or colour that cannot be used. */
  readonly put: (workspace: string, kit: Kit, userId: string) => Promise<void>;
};

/** Everybody has a workspace of their own, the same as on the page. */
export function workspaceOf({ userId }: Person): string {
  return userId;
}
