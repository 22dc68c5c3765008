/** What the set-up says and does about PostgreSQL and Redis, with made-up programs on PATH. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const module = join(import.meta.dirname, '../../scripts/set-up/servers.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'adgen-servers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string, ...lines: readonly string[]) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
}

/** An apt-get that installs by making these files, and remembers what it was told. */
function apt(files: Readonly<Record<string, readonly string[]>>) {
  const made = Object.entries(files).map(([name, paths]) => {
    const make = paths.map(
      (path) =>
        `/bin/mkdir -p ${dirname(join(folder, path))}; echo > ${join(folder, path)}; /bin/chmod +x ${join(folder, path)}`,
    );
    return `case "$*" in *${name}*) ${make.join('; ')} ;; esac`;
  });
  const remember = `echo "$@" >> ${folder}/log; echo "$PGSYSCONFDIR" > ${folder}/settings`;
  program('bin/apt-get', remember, 'if [ "$1" = install ]; then', ...made, 'fi');
}

/** What is said until both are there. */
async function setUp(platform = 'linux', userId = 0): Promise<string> {
  const code = `
    const { installServers, serversAreThere } = await import(${JSON.stringify(module)});
    const context = { root: ${JSON.stringify(folder)}, env: process.env, platform: '${platform}', userId: ${userId}, note: console.error };
    const versions = [${JSON.stringify(join(folder, 'versions'))}];
    try {
      if (!serversAreThere(context, versions)) await installServers(context, versions);
    } catch (error) {
      if (error.name !== 'SetUpError') throw error;
      console.error(error.message);
    }`;
  return new Promise((resolve) => {
    const options = { env: { PATH: join(folder, 'bin') } };
    execFile(process.execPath, ['--input-type=module', '-e', code], options, (_error, _stdout, stderr) => {
      resolve(stderr.trim());
    });
  });
}

const log = () => readFileSync(join(folder, 'log'), 'utf8');

test('what is there is used, on PATH or where Debian keeps PostgreSQL, and nothing is said', async () => {
  program('bin/redis-server');
  program('bin/initdb');
  program('bin/postgres');
  expect(await setUp()).toBe('');
  rmSync(join(folder, 'bin/initdb'));
  program('versions/15/bin/initdb');
  program('versions/15/bin/postgres');
  expect(await setUp()).toBe('');
});

test('with apt-get both are installed at once, so that no service starts', async () => {
  const [initdb, postgres] = ['versions/15/bin/initdb', 'versions/15/bin/postgres'];
  apt({ postgresql: [initdb, postgres], 'redis-tools': ['bin/redis-check-rdb'] });
  expect(await setUp()).toBe('Installing postgresql and redis-tools with apt-get (once)…');
  expect(log()).toBe('update -qq\ninstall -y -qq --no-install-recommends postgresql redis-tools\n');
  const settings = readFileSync(join(folder, 'settings'), 'utf8').trim();
  expect(readFileSync(join(settings, 'createcluster.conf'), 'utf8')).toBe("start_conf = 'manual'\n");
  expect(await setUp()).toBe('');
});

test('only what is missing is installed', async () => {
  program('bin/initdb');
  program('bin/postgres');
  apt({ 'redis-tools': ['bin/redis-check-rdb'] });
  expect(await setUp()).toBe('Installing redis-tools with apt-get (once)…');
});

test('sudo hands the settings on', async () => {
  program('bin/sudo', `[ "$2" = true ] || echo "$@" >> ${folder}/sudo`, 'exit 0');
  program('bin/apt-get');
  await setUp('linux', 1000);
  expect(readFileSync(join(folder, 'sudo'), 'utf8')).toContain(`PGSYSCONFDIR=${folder}/.runtime/postgresql-common`);
});

test('where they cannot be installed, the sentence says what to type', async () => {
  const both = 'The tests start servers of their own, and PostgreSQL and Redis are not on this machine.';
  expect(await setUp()).toBe(
    `${both} Install them with: sudo apt-get install postgresql redis-server (Debian, Ubuntu), sudo dnf install postgresql-server valkey (Fedora) or sudo apk add postgresql redis (Alpine), and run this again.`,
  );
  expect(await setUp('darwin')).toBe(`${both} Install them with: brew install postgresql redis, and run this again.`);
  program('bin/redis-server');
  expect(await setUp('linux', 1000)).toContain('and PostgreSQL is not on this machine.');
  expect(existsSync(join(folder, 'log'))).toBe(false);
});

test('an apt-get that fails is quoted', async () => {
  program('bin/apt-get', 'echo "E: Unable to locate package postgresql" >&2', 'exit 100');
  expect(await setUp()).toContain(
    'apt-get could not install postgresql and redis-tools. Install them by hand and run this again. apt-get said:\n  E: Unable',
  );
});
