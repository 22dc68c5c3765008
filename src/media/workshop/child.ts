/** One helper process: started, given a job at a time, stopped, and never left behind. */
import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import { type Answer, errorOf, type Job, type Told } from './messages.ts';

export type Helper = {
  /** One job at a time. Throws what the job threw, `cancelled` when `signal` aborts, and `step-failed` when the process is lost. */
  run(job: Job, limits: { readonly signal: AbortSignal; readonly limitMs: number }): Promise<unknown>;
  /** False once the process has ended, or is about to. */
  readonly isAlive: () => boolean;
  /** Lets it go; while it rests it keeps nobody awake. */
  end(): void;
};

/** After it was told to stop a helper has this long to finish tidily: "Stop" is promised within two seconds. */
const KILL_AFTER_MS = 1_200;
const KEPT_CHARACTERS = 4_000;
/** A lost helper says nothing about the job: it is worth another try. */
const RETRY_AFTER_MS = 1_000;

export type Program = {
  /** Path of a file that calls `serve`. */
  readonly file: string;
  /** `empty`: strangers' bytes are worked on in there, and the tokens of the environment stay out here. */
  readonly environment: 'empty' | 'inherited';
};

export function startHelper({ file, environment }: Program): Helper {
  const child = fork(file, [], {
    ...(environment === 'empty' ? { env: {} } : {}),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A group of its own: what it started is killed with it, and Ctrl-C reaches only the program that knows how to stop.
    detached: true,
  });
  const lastWords = keepLastWords(child);
  const brake = createBrake(child);
  let over = false;
  child.once('exit', () => {
    over = true;
    brake.released();
  });
  child.on('error', () => undefined);
  rest(child);
  return {
    isAlive: () => !over && child.connected,
    run: async (job, { signal, limitMs }) => {
      if (signal.aborted) throw cancelled();
      wake(child);
      try {
        const answer = await answerOf(child, job, brake, { signal, limitMs, lastWords });
        if (signal.aborted) throw cancelled();
        if ('failed' in answer) throw errorOf(answer.failed);
        return answer.made;
      } finally {
        rest(child);
      }
    },
    end: () => {
      if (child.connected) child.disconnect();
      brake.soon();
    },
  };
}

type Watch = {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  readonly lastWords: () => string;
};

/** Settles when the helper has answered, or is gone: never while it may still be writing. */
function answerOf(child: ChildProcess, job: Job, brake: Brake, { signal, limitMs, lastWords }: Watch): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      brake.now();
    }, limitMs);
    const stop = () => {
      tell(child, 'stop');
      brake.soon();
    };
    const settle = (done: () => void) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      child.removeAllListeners('message').removeListener('exit', lost);
      done();
    };
    const lost = (code: number | null, killedBy: string | null) =>
      settle(() => {
        if (signal.aborted) return reject(cancelled());
        const how = isLate ? `took longer than ${limitMs / 1000} seconds` : `ended: ${killedBy ?? `exit ${code}`}`;
        const say = `A helper process ${how}; its work was not finished.`;
        reject(new AdgenError('step-failed', say, { cause: lastWords(), retryAfterMs: RETRY_AFTER_MS }));
      });
    signal.addEventListener('abort', stop, { once: true });
    child.once('exit', lost);
    child.once('message', (message) => {
      brake.off();
      // Our own child writes this channel, and only answers.
      settle(() => resolve(message as Answer));
    });
    tell(child, job);
  });
}

/** A process that is gone is found out by its `exit`. */
function tell(child: ChildProcess, what: Told): void {
  if (child.connected) child.send(what, () => undefined);
}

type Brake = ReturnType<typeof createBrake>;

/** SIGKILL for the process and everything it started: at once, soon, and when this program exits. */
function createBrake(child: ChildProcess) {
  let timer: NodeJS.Timeout | undefined;
  const kill = () => killGroup(child);
  process.once('exit', kill);
  return {
    now: kill,
    soon: () => {
      timer ??= setTimeout(kill, KILL_AFTER_MS).unref();
    },
    off: () => {
      clearTimeout(timer);
      timer = undefined;
    },
    released: () => {
      clearTimeout(timer);
      process.removeListener('exit', kill);
      kill();
    },
  };
}

function killGroup(child: ChildProcess): void {
  child.kill('SIGKILL');
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group, or this system knows none.
  }
}

function keepLastWords({ stderr }: ChildProcess): () => string {
  let kept = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-KEPT_CHARACTERS);
  });
  return () => kept.trim() || 'It said nothing.';
}

/** A resting helper keeps no program from ending; a working one does. */
function rest(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}

function wake(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
