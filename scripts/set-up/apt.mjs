/** Installs packages with apt-get where that needs no question: as root, or with a sudo that asks for no password. */

import { findProgram } from './find-program.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * False when there is no apt-get, or no right to use it. Throws one sentence, with apt-get's own words, when it fails.
 * `settings` are variables for the scripts of the packages.
 */
export async function installWithApt(names, context, settings = {}) {
  const { env, platform, signal, note, root } = context;
  const variables = { DEBIAN_FRONTEND: 'noninteractive', ...settings };
  const apt = findProgram('apt-get', { env, platform });
  const prefix = apt && (await asRoot(context, variables));
  if (!prefix) return false;
  const spoken = names.join(' and ');
  note(`Installing ${spoken} with apt-get (once)…`);
  const options = { cwd: root, env: { ...env, ...variables }, signal };
  // A stale list still often finds the package, so a failed update alone is no reason to stop.
  await runAs(prefix, apt, ['update', '-qq'], options);
  const result = await runAs(prefix, apt, ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
  if (result.code === 0) return true;
  throw new SetUpError(
    `apt-get could not install ${spoken}. Install ${names.length > 1 ? 'them' : 'it'} by hand and run this again. apt-get said:`,
    result.stderr || result.stdout,
  );
}

/** What to put before a command so that it runs as root without asking for a password; undefined when that cannot be. */
async function asRoot({ env, platform, userId, signal, root }, variables) {
  if (userId === 0) return [];
  const sudo = findProgram('sudo', { env, platform });
  if (!sudo) return undefined;
  const allowed = await run(sudo, ['-n', 'true'], { cwd: root, env, signal });
  // sudo starts with an environment of its own.
  const given = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return allowed.code === 0 ? [sudo, '-n', ...given] : undefined;
}

function runAs(prefix, file, args, options) {
  const [first, ...rest] = [...prefix, file, ...args];
  return run(first, rest, options);
}
