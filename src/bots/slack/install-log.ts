/** What Bolt's OAuth says, for our log: only its errors, since the rest holds addresses with one-time secrets. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { SlackLog } from './modal-needs.ts';

export function createInstallLog(log: SlackLog): Logger {
  const nothing = () => {};
  const say = (...parts: unknown[]) => {
    const err = parts.find((part) => part instanceof Error);
    log.warn(err === undefined ? {} : { err }, 'adding adgen to a Slack workspace did not work');
  };
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: say,
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  };
}
