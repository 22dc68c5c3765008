/** A small made-up checkout with the real launcher in it, and a PATH of made-up programs: no network, no real installs. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type Launched = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Running = {
  readonly ended: Promise<Launched>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when stdout and stderr together contain `text`; rejects when the program ends without it. */
  readonly said: (text: string) => Promise<void>;
};

export type Checkout = ReturnType<typeof createCheckout>;

/** The program in it, `src/cli.ts`, tells how it was started; `wait` makes it wait for SIGTERM and exit with 7. */
export function createCheckout() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'adgen-launch-'));
  const write = (path: string, content: string | object) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const program = (path: string, ...lines: readonly string[]) => {
    write(path, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(folder, path), 0o755);
  };
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  write('src/cli.ts', cli);
  const checkout = {
    folder,
    write,
    program,
    /** Local packages only, so that npm needs no network. */
    packages: (names: readonly string[], engines = '>=22.18') => writePackages(write, names, engines),
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
    has: (path: string) => existsSync(join(folder, path)),
    remove: (path: string) => rmSync(join(folder, path), { recursive: true, force: true }),
    start: (args: readonly string[], env: NodeJS.ProcessEnv = {}) => start(folder, args, env),
    launch: (args: readonly string[], env: NodeJS.ProcessEnv = {}) => start(folder, args, env).ended,
  };
  checkout.packages(['cup']);
  program('bin/ffmpeg', ...ffmpegWith({}));
  program('bin/ffprobe', 'exit 0');
  return checkout;
}

/** The lines of a made-up ffmpeg that lists these encoders and filters in the way of the real one. */
export function ffmpegWith({ encoders = ['libx264', 'aac'], filters = ['overlay', 'xfade', 'loudnorm'] }) {
  return [
    'case "$2" in',
    `-encoders) ${encoders.map((name) => `echo " V....D ${name}   made up"`).join('; ')} ;;`,
    `-filters) ${filters.map((name) => `echo " TSC ${name}   VV->V   made up"`).join('; ')} ;;`,
    'esac',
  ];
}

const cli = `
const [command] = process.argv.slice(2);
if (command === 'wait') {
  process.once('SIGTERM', () => process.exit(7));
  setInterval(() => undefined, 1000);
  console.log('waiting');
} else {
  const path = process.env.PATH?.split(${JSON.stringify(delimiter)}) ?? [];
  console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), path, by: process.env.RUN_BY }));
  process.exitCode = command === 'fail' ? 3 : 0;
}
`;

function writePackages(write: (path: string, content: object) => void, names: readonly string[], engines: string) {
  const dependencies = Object.fromEntries(names.map((name) => [name, `file:packages/${name}`]));
  const root = { name: 'made-up', version: '1.0.0', engines: { node: engines }, dependencies };
  for (const name of names) write(`packages/${name}/package.json`, { name, version: '1.0.0' });
  const entries = names.flatMap((name) => [
    [`node_modules/${name}`, { resolved: `packages/${name}`, link: true }],
    [`packages/${name}`, { version: '1.0.0' }],
  ]);
  write('package.json', { ...root, type: 'module' });
  write('package-lock.json', { ...root, lockfileVersion: 3, packages: { '': root, ...Object.fromEntries(entries) } });
}

function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [join(folder, 'scripts', 'launch.mjs'), ...args], {
    cwd: folder,
    env: { PATH: join(folder, 'bin'), HOME: folder, npm_execpath: npmProgram(), npm_config_offline: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (said.stdout += chunk));
  child.stderr.on('data', (chunk) => (said.stderr += chunk));
  const ended = new Promise<Launched>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
  return {
    ended,
    kill: (signal) => child.kill(signal),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => (said.stdout + said.stderr).includes(text) && resolve();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`It ended without saying "${text}": ${said.stderr}`)));
        look();
      }),
  };
}

/** npm's own script: of the npm that runs the tests, else of the one on PATH. */
function npmProgram(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = folders.map((folder) => join(folder, 'npm')).find((file) => existsSync(file));
  const found = process.env.npm_execpath ?? (onPath && realpathSync(onPath));
  if (!found) throw new Error('These tests need npm on PATH.');
  return found;
}
