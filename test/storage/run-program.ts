/** Real second processes for tests: starts a program of the tests and waits for what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Program = {
  readonly process: ChildProcess;
  /** The next line it prints; null when it ended without one. */
  readonly line: () => Promise<string | null>;
  readonly ended: Promise<void>;
  /** kill -9: no goodbye. */
  readonly kill: () => Promise<void>;
};

export function runNode(file: string, ...words: readonly string[]): Program {
  return run(process.execPath, [file, ...words]);
}

/** No file of it may grow past `kilobytes`: a full disk that needs neither root nor a disk. */
export function runNodeWithFullDisk(kilobytes: number, file: string, ...words: readonly string[]): Program {
  // Quoted by bash itself: the words arrive as parameters.
  return run('bash', ['-c', `ulimit -f ${kilobytes}; exec "$@"`, 'bash', process.execPath, file, ...words]);
}

function run(command: string, words: readonly string[]): Program {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    process: child,
    line: async () => {
      const next = await lines.next();
      return next.done ? null : next.value;
    },
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
