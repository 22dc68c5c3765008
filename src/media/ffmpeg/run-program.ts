/** One child process from start to certain end: no shell, stopped by a signal, never outliving the program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { AdgenError, cancelled } from '../../ad/errors.ts';

/** After SIGTERM a program has this long to tidy up before it is killed: "Stop" is promised within two seconds. */
const KILL_AFTER_MS = 1_500;
const RETRY_AFTER_MS = 1_000;
/** Enough to hold ffmpeg's last words, little enough to keep a chatty run out of memory. */
const KEPT_CHARACTERS = 16_000;

export type Ended = { readonly stdout: string; readonly stderr: string };

export type ProgramOptions = {
  readonly signal: AbortSignal;
  /** What people call the program, for the sentence of an error. */
  readonly name: string;
  /** Sees standard output as it comes; without it the output is kept whole for the result. */
  readonly onStdout?: (text: string) => void;
  /** A run that takes longer is ended. */
  readonly limitMs?: number;
  /** How far it stands back for others, 0 to 19, from its first moment on. */
  readonly niceness?: number;
  /** Receives the brake once the program runs: calling it ends the program, and the run fails with the given sentence. */
  readonly onStart?: (end: (say: string) => void) => void;
};

/**
 * Runs a program to its end. Throws `cancelled` when `signal` aborts (the process is gone by then), `set-up` when there is
 * no such program, `storage` when the disk is full, else `step-failed` with the last words of standard error as the cause, and
 * with `retryAfterMs` when it stood still or was killed.
 */
export function runProgram(file: string, args: readonly string[], options: ProgramOptions): Promise<Ended> {
  if (options.signal.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    standBack(child, options.niceness);
    const output = collectOutput(child, options.onStdout);
    let ended: AdgenError | null = null;
    const stop = stopper(child);
    const end = (reason: AdgenError) => {
      ended ??= reason;
      stop.now();
    };
    const onAbort = () => end(cancelled());
    options.signal.addEventListener('abort', onAbort, { once: true });
    const endLost = (say: string) => end(lost(say, output().stderr));
    const limit = limitOf(options, endLost);
    const finish = (settle: () => void) => {
      options.signal.removeEventListener('abort', onAbort);
      clearTimeout(limit);
      stop.over();
      settle();
    };
    child.once('error', (error) => finish(() => reject(ended ?? cannotStart(options.name, file, error))));
    child.once('close', (code, killedBy) =>
      finish(() => {
        if (ended) reject(ended);
        else if (code === 0) resolve(output());
        else if (code === null)
          reject(lost(`${options.name} was ended by somebody else (${killedBy}).`, output().stderr));
        else reject(failure(options.name, code, output().stderr));
      }),
    );
    options.onStart?.(endLost);
  });
}

/** Threads that it starts later stand back as well. Where it has ended already, or may not, it simply runs as usual. */
function standBack({ pid }: ChildProcess, niceness: number | undefined): void {
  if (pid === undefined || niceness === undefined) return;
  try {
    setPriority(pid, niceness);
  } catch {}
}

function limitOf({ limitMs, name }: ProgramOptions, end: (say: string) => void): NodeJS.Timeout | undefined {
  if (limitMs === undefined) return undefined;
  return setTimeout(() => end(`${name} did not answer within ${limitMs / 1000} seconds and was ended.`), limitMs);
}

/** That it stood still, or was killed, says nothing about what it was given: another try can help. */
function lost(say: string, stderr: string): AdgenError {
  return new AdgenError('step-failed', say, { cause: lastLines(stderr), retryAfterMs: RETRY_AFTER_MS });
}

function collectOutput(child: ChildProcess, onStdout: ((text: string) => void) | undefined): () => Ended {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (onStdout) onStdout(text);
    else stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_CHARACTERS);
  });
  return () => ({ stdout, stderr });
}

/** SIGTERM, then SIGKILL; and SIGKILL at once when this program exits, because nobody would be left to do it. */
function stopper(child: ChildProcess): { now(): void; over(): void } {
  let timer: NodeJS.Timeout | undefined;
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    now() {
      child.kill('SIGTERM');
      timer ??= setTimeout(kill, KILL_AFTER_MS);
    },
    over() {
      clearTimeout(timer);
      process.removeListener('exit', kill);
    },
  };
}

function cannotStart(name: string, file: string, cause: Error): AdgenError {
  const install = 'Install ffmpeg (on Debian or Ubuntu: apt-get install ffmpeg) or set FFMPEG_PATH and FFPROBE_PATH.';
  return new AdgenError('set-up', `${name} could not be started from "${file}". ${install}`, { cause });
}

function failure(name: string, code: number, stderr: string): AdgenError {
  const cause = lastLines(stderr);
  if (/No space left on device/i.test(stderr))
    return new AdgenError('storage', 'The disk is full. Free some space and try again.', { cause });
  return new AdgenError('step-failed', `${name} could not finish this step (exit ${code}).`, { cause });
}

function lastLines(stderr: string): Error {
  return new Error(stderr.trim().split('\n').slice(-12).join('\n') || 'It said nothing.');
}
