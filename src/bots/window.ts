/** What a window shows and keeps besides conversations: a person's ads, what was spent, the brand, and who may say yes. */
import { z } from 'zod';
import { formatUsd } from '../ad/money.ts';
import type { BrandKit } from '../agent/turn.ts';
import { CardFile } from './card.ts';

export const WorkspaceSettings = z.strictObject({
  /** Ids of people and of groups or roles who may say yes to any ad here, besides whoever began it. */
  approvers: z.array(z.string().min(3).max(300)).max(100),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const OverviewAd = z.strictObject({
  projectId: z.string(),
  threadId: z.string(),
  title: z.string(),
  /** As in `Project.status`. */
  status: z.string(),
  /** 0 to 100. */
  progress: z.number(),
  costMicroUsd: z.number(),
  films: z.array(CardFile.extend({ aspect: z.enum(['9:16', '1:1', '16:9']) })),
  /** ISO 8601: when the films are removed; null: there are none, or they are gone. */
  expiresAt: z.string().nullable(),
});
export type OverviewAd = z.infer<typeof OverviewAd>;

export type Overview = {
  /** Of threads that the person began in this workspace: newest first, at most 20. */
  readonly ads: readonly OverviewAd[];
  /** What the whole installation has spent or holds in this calendar month (UTC), as its budget counts it. */
  readonly spentThisMonthMicroUsd: number;
  /** Per month; null: none. */
  readonly budgetMicroUsd: number | null;
  readonly kit: BrandKit | null;
  readonly settings: WorkspaceSettings;
};

export const RecentThread = z.strictObject({
  threadId: z.string(),
  /** Milliseconds since 1970: when adgen began to take part. */
  sinceMs: z.number(),
});
export type RecentThread = z.infer<typeof RecentThread>;

export interface Window {
  overview(userId: string, workspace: string): Promise<Overview>;
  settings(workspace: string): Promise<WorkspaceSettings>;
  /** Throws `bad-input` with a sentence for an id of another workspace. */
  putSettings(workspace: string, settings: WorkspaceSettings, userId: string): Promise<void>;
  kit(workspace: string): Promise<BrandKit | null>;
  /** Throws `bad-input` with a sentence for a name or colour that cannot be used. */
  putKit(workspace: string, kit: BrandKit, userId: string): Promise<void>;
  /** Whether adgen takes part in the thread. */
  knows(threadId: string): Promise<boolean>;
  /** Threads of a platform in which something happened in the last days, newest first, at most 200. */
  recent(platform: string): Promise<readonly RecentThread[]>;
}

/** Who said something, and in what: the same `key` is the same saying, and counts once. */
export type Sayer = { readonly userId: string; readonly key: string };

/** Chats that belong to an account, for what people type as a command. */
export interface Linking {
  /** Whether it is about a link. Then it may hold a code, which nobody is to see, keep or repeat. */
  isAbout(said: string): boolean;
  /** What came of it, in words for that person alone. Throws what the storage throws. */
  hear(said: string, by: Sayer): Promise<string>;
}

/** How an ad stands, in words for a list of ads. */
export function statusWords({ status, progress }: OverviewAd): string {
  return STATUS[status] ?? `Being made, ${Math.round(progress)} %`;
}

const STATUS: Readonly<Record<string, string>> = {
  PENDING: 'Waiting to begin',
  EXTRACTING_PRODUCT: 'Drawing the storyboard',
  PLANNING: 'Drawing the storyboard',
  AWAITING_APPROVAL: 'Waiting for a yes',
  COMPLETED: 'Finished',
  FAILED: 'Did not work',
  CANCELLED: 'Stopped',
};

/** `dateWords` shows an ISO 8601 moment as the window does. Null where there is nothing to say. */
export function filmWords({ films, expiresAt, status }: OverviewAd, dateWords: (iso: string) => string): string | null {
  if (films.length === 0) return status === 'COMPLETED' ? 'films removed' : null;
  const count = films.length === 1 ? '1 film' : `${films.length} films`;
  return expiresAt === null ? count : `${count} until ${dateWords(expiresAt)}`;
}

export function monthWords({ spentThisMonthMicroUsd: spent, budgetMicroUsd: budget }: Overview): string {
  if (budget === null) return `${formatUsd(spent)} spent. There is no budget set for a month.`;
  return `${formatUsd(spent)} of ${formatUsd(budget)} spent, ${formatUsd(Math.max(0, budget - spent))} left.`;
}
