/** What commands, forms and menus need from the rest of the Discord room and from the core. */
import type { InboundEvent } from '../platform.ts';
import type { Linking, Window } from '../window.ts';

export type DiscordLog = Readonly<
  Record<'info' | 'warn' | 'error', (fields: Readonly<Record<string, unknown>>, message: string) => void>
>;

export type FrontNeeds = {
  /** Resolves when the event is stored; false when it was known. */
  readonly receive: (event: InboundEvent) => Promise<boolean>;
  readonly window: Window;
  readonly links: Linking;
  readonly log: DiscordLog;
};
