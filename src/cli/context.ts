/** What every command gets from the entry point. */
import type { Config } from '../config.ts';
import type { Log } from '../pipeline/ports.ts';

export type Terminal = {
  readonly input: NodeJS.ReadStream;
  readonly out: NodeJS.WriteStream;
  readonly error: NodeJS.WriteStream;
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
};

export type Context = {
  readonly config: Config;
  readonly log: Log;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};
