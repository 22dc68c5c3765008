/** What Slack's own packages say, in our log: their errors alone, as errors; the rest holds addresses and one-time secrets. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { SlackLog } from './modal-needs.ts';

const nothing = () => {};

/** For the clients: what they say is thrown, too. */
export const SILENT: Logger = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => LogLevel.ERROR,
};

export function createSdkLog(log: SlackLog): Logger {
  const error = (...parts: unknown[]) => {
    const err = parts.find((part) => part instanceof Error);
    log.warn(err === undefined ? {} : { err }, 'the connection to Slack has a problem');
  };
  return { ...SILENT, error };
}
