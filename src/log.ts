/** The log: JSON lines on stderr, so that stdout stays for people and programs. Tokens and signed links never get in. */
import { pino } from 'pino';
import type { Config } from './config.ts';

export function createLog(level: Config['logLevel']): pino.Logger {
  return pino({ level, redact: ['*.token', '*.url', '*.authorization'] }, pino.destination({ fd: 2, sync: true }));
}
