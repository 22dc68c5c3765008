/** The right Node: this one when it runs TypeScript as it is, else one of our own in `.runtime/`. */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable } from './find-program.mjs';
import { installLocked } from './npm.mjs';
import { packagesAreReady } from './packages.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';

/** The path of a Node that can run adgen, or undefined when one has to be fetched first. */
export function findNode({ root, platform }) {
  if (thisNodeIsRight(root)) return process.execPath;
  const folder = runtimeFolder(root);
  const fetched = sameLock(root) && packagesAreReady({ root: folder, needsDev: true, platform });
  return fetched ? nodeIn(folder, platform) : undefined;
}

/** Puts the Node that scripts/set-up/runtime pins for this platform into `.runtime/`, checked by its hash. */
export async function fetchNode({ root, env, platform, signal, note }) {
  const needed = neededVersion(root).join('.');
  note(`Node ${process.versions.node} is too old for adgen: fetching a newer one into .runtime/ (once, about 190 MB)…`);
  const folder = runtimeFolder(root);
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(pins(root), name), join(folder, name));
  const byHand = `Install Node ${needed} or newer from https://nodejs.org and run this again.`;
  const say = `A newer Node could not be fetched. ${byHand} npm said:`;
  await installLocked(folder, { node: process.execPath, env, platform, signal, say });
  const node = nodeIn(folder, platform);
  // No package for this platform, or one that cannot start here (a system without glibc).
  const started = node && (await run(node, ['--version'], { cwd: folder, env, signal }));
  if (started?.code === 0) return node;
  throw new SetUpError(
    `adgen needs Node ${needed} or newer, and there is no ready-made one for this system. ${byHand}`,
  );
}

/** Old enough to be missing type stripping, or a release (23.0 to 23.5) that has it switched off: not right. */
function thisNodeIsRight(root) {
  return (
    isAtLeast(process.versions.node.split('.').map(Number), neededVersion(root)) && Boolean(process.features.typescript)
  );
}

function isAtLeast([major = 0, minor = 0], [neededMajor = 0, neededMinor = 0]) {
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** `"node": ">=22.18"` in package.json is the one place that says it. */
function neededVersion(root) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return engines.node.replace('>=', '').split('.').map(Number);
}

function nodeIn(folder, platform) {
  const { optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = platform === 'win32' ? 'node.exe' : 'node';
  const paths = Object.keys(optionalDependencies).map((name) => join(folder, 'node_modules', name, 'bin', file));
  return paths.find((path) => isExecutable(path, platform));
}

/** False after an update of adgen that pins another Node. */
function sameLock(root) {
  const [pinned, fetched] = [pins(root), runtimeFolder(root)].map((folder) => join(folder, 'package-lock.json'));
  try {
    return readFileSync(pinned, 'utf8') === readFileSync(fetched, 'utf8');
  } catch {
    return false;
  }
}

function pins(root) {
  return join(root, 'scripts', 'set-up', 'runtime');
}

function runtimeFolder(root) {
  return join(root, '.runtime');
}
