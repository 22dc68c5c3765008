/** The last line of `npm test`: always there, always true. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

let folder: string;
beforeEach(() => {
  // Inside the checkout, so that the made-up tests find vitest; .runtime/ is not searched by anybody else.
  mkdirSync(join(root, '.runtime'), { recursive: true });
  folder = mkdtempSync(join(root, '.runtime', 'tests-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('counts what passed and ends with zero', () => {
  write('a.test.ts', "import { test } from 'vitest'; test('a', () => {}); test('b', () => {});");
  expect(runTests()).toEqual({ lastLine: '2 passed, 0 failed', code: 0 });
});

test('passes a pattern on', () => {
  write('a.test.ts', "import { test } from 'vitest'; test('a', () => {});");
  write('b.test.ts', "import { test } from 'vitest'; test('b', () => {});");
  expect(runTests('b.test')).toEqual({ lastLine: '1 passed, 0 failed', code: 0 });
});

test('counts a failed test, a file that cannot be loaded, a hook that throws and an error outside the tests', () => {
  write(
    'a.test.ts',
    "import { test } from 'vitest'; test('a', () => { throw new Error('no'); }); test('b', () => {});",
  );
  write('b.test.ts', "import './nowhere.ts';");
  write(
    'c.test.ts',
    "import { beforeAll, describe, test } from 'vitest'; describe('c', () => { beforeAll(() => { throw new Error('no'); }); test('d', () => {}); });",
  );
  write(
    'd.test.ts',
    "import { test } from 'vitest'; test('e', () => new Promise((resolve) => { Promise.reject(new Error('lost')); setTimeout(resolve, 20); }));",
  );
  expect(runTests()).toEqual({ lastLine: '2 passed, 4 failed', code: 1 });
});

test('does not call a run without tests a success', () => {
  expect(runTests()).toEqual({ lastLine: '0 passed, 1 failed', code: 1 });
});

test('is there also when vitest cannot start', () => {
  expect(runTests('--no-such-option')).toEqual({ lastLine: '0 passed, 1 failed', code: 1 });
});

function write(name: string, source: string) {
  writeFileSync(join(folder, name), source);
}

function runTests(...args: readonly string[]) {
  const module = join(root, 'scripts', 'run-tests.mjs');
  const place = { root, node: process.execPath, cwd: folder };
  const all = ['--root', folder, ...args];
  const program = `
    const { runTests } = await import(${JSON.stringify(module)});
    process.exitCode = await runTests({ ...${JSON.stringify(place)}, env: process.env }, ${JSON.stringify(all)});
  `;
  const env = { PATH: dirname(process.execPath), NO_COLOR: '1' };
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, env });
  return { lastLine: stdout.toString().trimEnd().split('\n').at(-1), code: status };
}
