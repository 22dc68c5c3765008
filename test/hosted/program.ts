/** A program of its own with variables of its own; everything it says is kept. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Program = {
  readonly pid: number;
  /** Resolves when it has said a line that holds these words; throws with all that it said when it ends without. */
  readonly heard: (words: string) => Promise<void>;
  /** Everything on stdout and stderr so far. */
  readonly said: () => string;
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  /** kill -9: no goodbye. */
  readonly kill: () => Promise<void>;
};

export function runProgram(
  file: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Program {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    pid: child.pid ?? 0,
    said: () => text,
    ended,
    heard: async (sought) => {
      while (!text.includes(sought)) {
        const more = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
        if (more === null && !text.includes(sought)) throw new Error(`It ended without "${sought}":\n${text}`);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
