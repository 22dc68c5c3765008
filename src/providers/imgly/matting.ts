/** The matting model of @imgly/background-removal-node, in a child process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Matting } from '../../pipeline/ports.ts';

const ENTRY = fileURLToPath(new URL('./matting-process.ts', import.meta.url));
/** The model takes 3 to 4 s for a picture on two cores (measured 2026-11-22). */
const TIMEOUT_MS = 120_000;
const KILL_AFTER_MS = 1500;

type Picture = Parameters<Matting['matte']>[0];
type Answer = { readonly mask: Uint8Array } | { readonly error: string };

/**
 * One child per picture: about 1 GB while it runs, nothing afterwards. Aborting ends it within two seconds. Pictures take
 * turns: side by side they would be no faster, and each would take its gigabyte.
 */
export function createImglyMatting(): Matting {
  let last: Promise<unknown> = Promise.resolve();
  return {
    matte: (picture, signal) => {
      const turn = last.then(() => matteInChild(picture, signal));
      last = turn.catch(() => undefined);
      return untilAborted(turn, signal);
    },
  };
}

/** Whoever stops while waiting for a turn hears so at once; the turn itself then starts no child. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function matteInChild(picture: Picture, signal: AbortSignal): Promise<Uint8Array> {
  if (signal.aborted) return Promise.reject(cancelled());
  // Strangers' pixels are worked on in there: the tokens of the environment stay out here.
  const child = fork(ENTRY, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(failure('took too long'))), TIMEOUT_MS);
    const stop = () => settle(() => reject(cancelled()));
    const settle = (done: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      end(child);
      done();
    };
    signal.addEventListener('abort', stop, { once: true });
    // Our own child writes this channel, and only an answer.
    child.once('message', (message) => {
      const answer = message as Answer;
      settle(() => ('mask' in answer ? resolve(answer.mask) : reject(failure(answer.error))));
    });
    child.once('error', (error) => settle(() => reject(failure(error.message))));
    child.once('exit', (code) => settle(() => reject(failure(`ended with code ${code}`))));
    child.send(picture);
  });
}

function end(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
  child.once('exit', () => clearTimeout(timer));
}

function failure(reason: string): AdgenError {
  return new AdgenError('step-failed', 'The product could not be cut out of the photo.', { cause: new Error(reason) });
}
