/** Chromium, in which the tests drive the page: found, or installed where that can be done without asking. */

import { installWithApt } from './apt.mjs';
import { findProgram, isExecutable } from './find-program.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const startTimeoutMs = 30_000;

/**
 * The full path of a Chromium or Chrome, or undefined. The variable wins; one that names nothing runnable is an error, not a
 * reason to use another browser silently.
 */
export function findChromium({ env, platform }) {
  const named = env.CHROMIUM_PATH;
  if (!named) {
    const onPath = names.map((name) => findProgram(name, { env, platform })).find(Boolean);
    return onPath ?? macPaths.find((path) => platform === 'darwin' && isExecutable(path, platform));
  }
  if (isExecutable(named, platform)) return named;
  throw new SetUpError(
    `CHROMIUM_PATH is set to ${named}, which is not a program. Set it to the full path of Chromium or Chrome, or unset it.`,
  );
}

/** Throws one sentence when it cannot be installed here without asking. */
export async function installChromium(context) {
  await installWithApt(['chromium'], context);
  const found = findChromium(context);
  // Ubuntu's package is only a pointer to a snap, which does not start in a container.
  if (!found || !(await starts(found, context))) throw new SetUpError(byHand(context.platform));
}

async function starts(chromium, { root, env, signal }) {
  const { code } = await run(chromium, ['--version'], { cwd: root, env, signal, timeoutMs: startTimeoutMs });
  return code === 0;
}

function byHand(platform) {
  const command = {
    darwin: 'brew install --cask chromium',
    win32: 'winget install Hibbiki.Chromium',
    linux:
      'sudo apt-get install chromium (Debian), sudo snap install chromium (Ubuntu) or sudo dnf install chromium (Fedora)',
  }[platform];
  const how = command ? `Install it with: ${command}, and run this again` : 'Install it and run this again';
  return `The tests of the page need Chromium or Chrome, and there is none on PATH. ${how}, or set CHROMIUM_PATH.`;
}
