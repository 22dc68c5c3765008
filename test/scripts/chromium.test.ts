/** What the set-up says and does about Chromium, with made-up programs on PATH. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const module = join(import.meta.dirname, '../../scripts/set-up/chromium.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'adgen-chromium-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, ...lines: readonly string[]) {
  const path = join(folder, 'bin', name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

/** Prints what was found in the end; a set-up error prints its sentence. */
function setUp(env: Record<string, string> = {}): Promise<{ readonly said: string; readonly found: string }> {
  const code = `
    const { findChromium, installChromium } = await import(${JSON.stringify(module)});
    const context = { root: ${JSON.stringify(folder)}, env: process.env, platform: 'linux', userId: 0, note: console.error };
    try {
      if (!findChromium(context)) await installChromium(context);
      console.log(findChromium(context));
    } catch (error) {
      if (error.name !== 'SetUpError') throw error;
      console.error(error.message);
    }`;
  return new Promise((resolve) => {
    const options = { env: { PATH: join(folder, 'bin'), ...env } };
    execFile(process.execPath, ['--input-type=module', '-e', code], options, (_error, stdout, stderr) => {
      resolve({ said: stderr.trim(), found: stdout.trim() });
    });
  });
}

test('the one on PATH is used, by any of its names, and nothing is said', async () => {
  const chrome = program('google-chrome', 'exit 0');
  expect(await setUp()).toEqual({ said: '', found: chrome });
  const chromium = program('chromium', 'exit 0');
  expect(await setUp()).toEqual({ said: '', found: chromium });
});

test('CHROMIUM_PATH wins, and one that is no program is an error', async () => {
  program('chromium', 'exit 0');
  const own = program('own-browser', 'exit 0');
  expect(await setUp({ CHROMIUM_PATH: own })).toEqual({ said: '', found: own });
  expect((await setUp({ CHROMIUM_PATH: '/nowhere' })).said).toMatch(/^CHROMIUM_PATH is set to \/nowhere, which is not/);
});

test('with apt-get it is installed', async () => {
  const bin = join(folder, 'bin');
  const installing = `printf '#!/bin/sh\\nexit 0\\n' > ${bin}/chromium && /bin/chmod +x ${bin}/chromium`;
  program('apt-get', `echo "$@" >> ${bin}/log`, `if [ "$1" = install ]; then ${installing}; fi`);
  expect(await setUp()).toEqual({ said: 'Installing chromium with apt-get (once)…', found: join(bin, 'chromium') });
  expect(readFileSync(join(bin, 'log'), 'utf8')).toBe('update -qq\ninstall -y -qq --no-install-recommends chromium\n');
});

test('without apt-get, or with a package that does not start, the sentence says what to type', async () => {
  const sentence = /need Chromium or Chrome, and there is none on PATH\. Install it with: .*CHROMIUM_PATH\.$/;
  expect((await setUp()).said).toMatch(sentence);
  const bin = join(folder, 'bin');
  const installing = `printf '#!/bin/sh\\nexit 1\\n' > ${bin}/chromium && /bin/chmod +x ${bin}/chromium`;
  program('apt-get', `if [ "$1" = install ]; then ${installing}; fi`);
  expect((await setUp()).said).toMatch(sentence);
});

test('an apt-get that fails is quoted', async () => {
  program('apt-get', 'echo "E: Unable to locate package chromium" >&2', 'exit 100');
  expect((await setUp()).said).toContain('apt-get said:\n  E: Unable to locate package chromium');
});
