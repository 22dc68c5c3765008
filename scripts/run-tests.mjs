/** Runs the tests and ends with one line that people and programs can read: `N passed, N failed`. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.mjs';

/** The line is printed after vitest has ended, so nothing can come after it. */
export async function runTests({ root, node, env, cwd }, args) {
  const folder = mkdtempSync(join(tmpdir(), 'adgen-tests-'));
  const file = join(folder, 'tally.json');
  try {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'tally-reporter.mjs')}`];
    const all = [vitest, 'run', ...reporters, ...args];
    const exitCode = await runProgram(node, all, { cwd, env: { ...env, ADGEN_TALLY_FILE: file } });
    const { passed, failed } = honest(tallyIn(file), exitCode);
    console.log(`${passed} passed, ${failed} failed`);
    return exitCode || Number(failed > 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that failed although no test did (a crash, no tests at all) still shows a failure: never "0 failed" in red. */
function honest({ passed, failed }, exitCode) {
  const wentWrong = exitCode !== 0 || passed === 0;
  return { passed, failed: failed === 0 && wentWrong ? 1 : failed };
}

function tallyIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0 }; // vitest ended before it could count
  }
}
