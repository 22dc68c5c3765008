/** What the form, the shortcuts and the home tab need from the rest of the Slack room and from the core. */
import type { WebClient } from '@slack/web-api';
import type { Attachment, InboundEvent } from '../platform.ts';
import type { Linking, Window } from '../window.ts';

/** A file as Slack tells of it in messages and forms; what else it says is for who fetches it. */
export type GivenFile = { readonly id?: string | undefined } & Readonly<Record<string, unknown>>;

export type SlackLog = Readonly<
  Record<'info' | 'warn' | 'error', (fields: Readonly<Record<string, unknown>>, message: string) => void>
>;

export type FrontNeeds = {
  /** Resolves when the event is stored; false when it was known. */
  readonly receive: (event: InboundEvent) => Promise<boolean>;
  readonly window: Window;
  readonly links: Linking;
  readonly log: SlackLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborts when this process stops. */
  readonly signal: AbortSignal;
  /** With the `source` that the platform's `fetchAttachment` reads. */
  readonly attachmentOf: (file: GivenFile, teamId: string) => Attachment;
  /** What a message says, as people read it: no markup, no ids. */
  readonly wordsOf: (message: Readonly<Record<string, unknown>>) => string;
  /** As people know them; never throws. */
  readonly nameOf: (client: WebClient, teamId: string, userId: string) => Promise<string>;
  /** User groups, as `slack:{team}:{group}`; none where the app may not read them. */
  readonly groupsOf: (client: WebClient, teamId: string, userId: string) => Promise<readonly string[]>;
};
