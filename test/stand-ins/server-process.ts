/** Real servers for tests: each in a folder and on a port of its own, and gone for certain when the test process is. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Owner = { readonly uid: number; readonly gid: number };

/** The first folder of PATH, and after those of `more`, that holds all the programs. */
export function folderOf(programs: readonly string[], more: readonly string[]): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...more].filter(Boolean);
  return folders.find((folder) => programs.every((program) => existsSync(join(folder, program)))) ?? null;
}

/** Whom a server runs as: nobody in particular when we are root, ourselves (null) otherwise. */
export function plainOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

export async function serverFolder(kind: string, owner: Owner | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `adgen-${kind}-`));
  if (owner) await chown(folder, owner.uid, owner.gid);
  return folder;
}

/**
 * Below 32768, where Linux takes the near ends of connections from: while a server is down, a client that tries again and
 * again could otherwise be given the very port it calls, and reach itself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 17_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer()
    .once('error', () => resolve(false))
    .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  return promise;
}

type Start = {
  readonly folder: string;
  readonly command: string;
  /** What it is told that it is called. */
  readonly name?: string;
  readonly words: readonly string[];
  readonly owner: Owner | null;
  /** What ends it and whatever it started, at once. */
  readonly signal: 'SIGQUIT' | 'SIGKILL';
  /** Asked every few ms until it no longer throws. */
  readonly ready: () => Promise<void>;
};

export type ServerProcess = {
  readonly pid: () => number;
  /** Ends it as it is, runs `whileDown`, and starts it again on its folder. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>;
  /** It and its children stand still, as behind a dead network: connections stay open and nothing answers. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Removes its folder, too. A repeat is a no-op. */
  readonly stop: () => Promise<void>;
};

export async function startServer(start: Start): Promise<ServerProcess> {
  const guard = startGuard(start);
  let server = await run(start, guard).catch(async (error) => {
    await guard.finish();
    throw error;
  });
  const all = () => [server.pid, ...childrenOf(server.pid)];
  const signal = (name: NodeJS.Signals) => {
    for (const pid of all()) sendSignal(pid, name);
  };
  const end = async () => {
    signal('SIGCONT');
    sendSignal(server.pid, start.signal);
    // Now somebody waits for it.
    server.ref();
    await server.ended;
  };
  let stopping: Promise<void> | null = null;
  return {
    pid: () => server.pid,
    restart: async (whileDown = async () => undefined) => {
      await end();
      // The ends of this process's own connections were reported together with that of the server: they are seen to first.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      await whileDown();
      server = await run(start, guard);
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    stop: () => {
      stopping ??= end().then(guard.finish);
      return stopping;
    },
  };
}

type Running = { readonly pid: number; readonly ended: Promise<void>; readonly ref: () => void };

async function run(start: Start, guard: Guard): Promise<Running> {
  const logFile = join(start.folder, 'log');
  const log = openSync(logFile, 'a');
  // A group of its own: Ctrl-C reaches the tests, and they, or the guard, end the server.
  const options = { cwd: start.folder, argv0: start.name, detached: true, ...start.owner };
  const child = spawn(start.command, start.words, { ...options, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  guard.watch(child.pid ?? 0);
  await untilReady(child, start.ready, () => readFile(logFile, 'utf8'));
  return { pid: child.pid ?? 0, ended, ref: () => child.ref() };
}

async function untilReady(child: ChildProcess, ready: Start['ready'], log: () => Promise<string>): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const isReady = await ready().then(
      () => true,
      () => false,
    );
    if (isReady) return;
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
      throw new Error(`${child.spawnfile} did not start:\n${await log()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Guard = { readonly watch: (pid: number) => void; readonly finish: () => Promise<void> };

/** A shell that reads numbers of processes from us. When we are gone, however that came, it ends the last and removes the folder. */
function startGuard({ folder, signal }: Start): Guard {
  const guard = spawn('sh', ['-c', GUARD, 'sh', signal.slice('SIG'.length), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  guard.stdin.on('error', () => undefined);
  return {
    watch: (pid) => void guard.stdin.write(`${pid}\n`),
    finish: async () => {
      guard.ref();
      guard.stdin.end('0\n');
      await ended;
    },
  };
}

const GUARD = `
  while read -r line; do pid=$line; done
  if [ "\${pid:-0}" -gt 0 ]; then
    kill -CONT "$pid"; kill -"$1" "$pid"
    tries=0
    while kill -0 "$pid" && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
  fi
  rm -rf "$2"`;

function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

/** Postgres' children are in sessions of their own, so no signal to its group reaches them. */
function childrenOf(parent: number): readonly number[] {
  return processes().flatMap(([pid, of]) => (of === parent ? [pid] : []));
}

/** Number and parent of each; from /proc where there is one (proc(5)), since a bare Debian has no `ps`. */
function processes(): readonly (readonly [number, number])[] {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number)).map(([pid = 0, of = 0]) => [pid, of] as const);
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
