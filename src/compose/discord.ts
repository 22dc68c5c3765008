/** Discord as a window over a whole system. */
import { createDiscord, type Discord } from '../bots/discord/connect.ts';
import type { Files } from '../bots/platform.ts';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';
import { openLinks } from './links.ts';

type Needs = { readonly system: Pick<System, 'database' | 'window'>; readonly files: Files; readonly log: Log };

/** Null where it is not chosen. */
export function openDiscord(config: Config, { system, files, log }: Needs): Discord | null {
  const { discord } = config;
  if (discord === null) return null;
  const { database, window } = system;
  return createDiscord({ ...discord, files, window, links: openLinks(config, database), log });
}
