/** ffmpeg and ffprobe: found, checked for what adgen uses, and installed where that can be done without asking. */

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installWithApt } from './apt.mjs';
import { findProgram, isExecutable } from './find-program.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';

const variables = { ffmpeg: 'FFMPEG_PATH', ffprobe: 'FFPROBE_PATH' };
const neededFilters = ['overlay', 'xfade', 'loudnorm'];
const probeTimeoutMs = 30_000;

/** True when both programs are there, whatever they can do. */
export function ffmpegIsThere(context) {
  return Boolean(locate('ffmpeg', context) && locate('ffprobe', context));
}

/** Throws one sentence when it cannot be installed here without asking. */
export async function installFfmpeg(context) {
  await installWithApt(['ffmpeg'], context);
  if (!ffmpegIsThere(context)) throw new SetUpError(byHand(context.platform));
}

/** Throws one sentence when this ffmpeg lacks what adgen needs. Starts no process when it has been checked before. */
export async function checkFfmpeg(context) {
  const ffmpeg = locate('ffmpeg', context);
  if (wasChecked(ffmpeg, context)) return;
  await checkParts(ffmpeg, context);
  remember(ffmpeg, context);
}

/** The variable wins; one that names nothing runnable is an error, not a reason to use another ffmpeg silently. */
function locate(name, { env, platform }) {
  const named = env[variables[name]];
  if (!named) return findProgram(name, { env, platform });
  if (isExecutable(named, platform)) return named;
  throw new SetUpError(
    `${variables[name]} is set to ${named}, which is not a program. Set it to the full path of ${name}, or unset it.`,
  );
}

function byHand(platform) {
  const command = {
    darwin: 'brew install ffmpeg',
    win32: 'winget install Gyan.FFmpeg',
    linux:
      'sudo apt-get install ffmpeg (Debian, Ubuntu), sudo dnf install ffmpeg (Fedora) or sudo apk add ffmpeg (Alpine)',
  }[platform];
  const how = command ? `Install it with: ${command}, and run this again` : 'Install it from https://ffmpeg.org';
  return `adgen needs ffmpeg and ffprobe, and they are not on PATH. ${how}, or set FFMPEG_PATH and FFPROBE_PATH.`;
}

async function checkParts(ffmpeg, { root, env, signal }) {
  const ask = (list) => run(ffmpeg, ['-hide_banner', list], { cwd: root, env, signal, timeoutMs: probeTimeoutMs });
  const encoders = await ask('-encoders');
  const filters = await ask('-filters');
  if (encoders.code !== 0 || filters.code !== 0) {
    throw new SetUpError(`${ffmpeg} does not start. Install ffmpeg again. It said:`, encoders.stderr || filters.stderr);
  }
  const missing = [
    ...['libx264'].filter((name) => !lists(encoders.stdout, name)).map((name) => `the encoder ${name}`),
    ...neededFilters.filter((name) => !lists(filters.stdout, name)).map((name) => `the filter ${name}`),
  ];
  if (missing.length === 0) return;
  throw new SetUpError(
    `${ffmpeg} lacks ${missing.join(' and ')}. Install a full build of ffmpeg 4.3 or newer, or set FFMPEG_PATH to one.`,
  );
}

/** Both lists have flags first and the name second, in every version from 4 to 8. */
function lists(output, name) {
  return output.split('\n').some((line) => line.trim().split(/\s+/)[1] === name);
}

/** Asking takes a fifth of a second, so the answer is kept until the program changes. */
function wasChecked(ffmpeg, { root }) {
  try {
    return readFileSync(memory(root), 'utf8') === identity(ffmpeg);
  } catch {
    return false;
  }
}

function remember(ffmpeg, { root }) {
  try {
    mkdirSync(dirname(memory(root)), { recursive: true });
    writeFileSync(memory(root), identity(ffmpeg));
  } catch {
    // A folder that cannot be written, as in a container: then it is asked at every start.
  }
}

function identity(ffmpeg) {
  const { size, mtimeMs } = statSync(ffmpeg);
  return JSON.stringify({ ffmpeg, size, mtimeMs, neededFilters });
}

function memory(root) {
  return join(root, '.runtime', 'ffmpeg-checked.json');
}
