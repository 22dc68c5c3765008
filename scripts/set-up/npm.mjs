/** Runs the npm that is already there under a Node of our choice. */

import { existsSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findProgram } from './find-program.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';

const quietly = ['--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];

/**
 * Installs what `folder`/package-lock.json lists, in the versions and with the hashes it lists. Install scripts stay off.
 * Nothing is printed when it works; a failure throws with `say` and npm's own words.
 */
export async function installLocked(folder, { node, env, platform, signal, say }) {
  const npm = npmProgram({ env, platform });
  const npmRun = (...command) =>
    run(node, [npm, ...command, '--prefix', folder, ...quietly], { cwd: folder, env, signal });
  let result = await npmRun('ci');
  if (result.stderr.includes('EUSAGE')) {
    // `npm ci` (11.19, seen 2026-11) refuses a lock that leaves out optional packages of other systems, which happens when
    // the registry it was made from does not carry them. `npm install` takes the same lock and looks for the rest. It would
    // trust the remains of an interrupted install, so those go first, as `npm ci` does it.
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    result = await npmRun('install', '--no-save');
  }
  if (result.code !== 0) throw new SetUpError(say, result.stderr || result.stdout);
}

/** npm's own script: the npm that started us, else the one beside this Node, else the one on PATH. */
function npmProgram({ env, platform }) {
  const found = candidates({ env, platform }).find((file) => basename(file) === 'npm-cli.js' && existsSync(file));
  if (found) return found;
  throw new SetUpError(
    'npm was not found. It comes with Node: install Node from https://nodejs.org and run this again.',
  );
}

function candidates({ env, platform }) {
  const besideNode = dirname(process.execPath);
  const onPath = findProgram('npm', { env, platform });
  return [
    env.npm_execpath ?? '',
    join(besideNode, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(besideNode, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    onPath ? realpathSync(onPath) : '',
  ];
}
