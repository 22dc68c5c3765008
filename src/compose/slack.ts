/** Slack as a window over a whole system. */
import type { Files } from '../bots/platform.ts';
import { createSlack, type Slack } from '../bots/slack/connect.ts';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';
import { createSlackInstallations } from '../storage/slack-installations.ts';
import { openLinks } from './links.ts';

type Needs = { readonly system: Pick<System, 'database' | 'window'>; readonly files: Files; readonly log: Log };

/** Null where it is not chosen. */
export function openSlack(config: Config, { system, files, log }: Needs): Slack | null {
  const { slack, publicUrl } = config;
  if (slack === null) return null;
  const { database, window } = system;
  const installations = createSlackInstallations(database);
  const links = openLinks(config, database);
  return createSlack({ ...slack, publicUrl, installations, files, window, links, log });
}
