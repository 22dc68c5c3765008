/** Discord as a window over a whole system. */
import { createDiscord, type Discord } from '../bots/discord/connect.ts';
import type { Files } from '../bots/platform.ts';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';

type Needs = { readonly system: Pick<System, 'window'>; readonly files: Files; readonly log: Log };

/** Null where it is not chosen. */
export function openDiscord({ discord }: Config, { system, files, log }: Needs): Discord | null {
  return discord === null ? null : createDiscord({ ...discord, files, window: system.window, log });
}
