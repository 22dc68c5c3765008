/** The npm packages: installed when they are not exactly what the lock file lists. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installLocked } from './npm.mjs';

/**
 * npm writes its record of what it installed as its very last act, so an install that was interrupted leaves no record
 * (or one that differs from the lock) and is done again. No stamp of our own is needed, and packages that somebody
 * installed by hand are recognised.
 */
export function packagesAreReady({ root, needsDev, platform }) {
  const record = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!record) return false;
  const wanted = Object.entries(packagesIn(join(root, 'package-lock.json')) ?? {});
  return wanted.every(([path, entry]) => isInstalled(entry, record[path], { path, needsDev, platform }));
}

/** Takes a minute on a fresh machine. */
export async function installPackages({ root, node, env, platform, signal, note }) {
  note('Installing the npm packages (once, about 750 MB)…');
  const say =
    'npm could not install the packages. Check the network connection and the free disk space, then run this again. npm said:';
  await installLocked(root, { node, env, platform, signal, say });
}

function isInstalled(wanted, have, { path, needsDev, platform }) {
  if (!path.startsWith('node_modules/')) return true;
  if (!have) return isOptional(wanted) || (wanted.dev === true && !needsDev);
  return have.version === wanted.version && have.integrity === wanted.integrity && fits(have, platform);
}

function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true || (entry.peer === true && entry.dev !== true);
}

/** Packages of another system appear when a checkout is shared with a container. */
function fits(entry, platform) {
  return entry.os === undefined || [entry.os].flat().includes(platform);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined; // absent or cut short: to be installed
  }
}
