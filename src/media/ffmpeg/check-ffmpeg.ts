/** Is this machine's ffmpeg able to render our films? Asked before work starts, answered in one sentence. */
import { AdgenError } from '../../ad/errors.ts';
import type { Tools } from './run-ffmpeg.ts';
import { runProgram } from './run-program.ts';

/** Every filter that one of our graphs uses; a stripped build (some npm packages) lacks a few of them. */
const FILTERS = [
  ...[
    'scale',
    'crop',
    'overlay',
    'xfade',
    'fps',
    'trim',
    'loop',
    'fade',
    'concat',
    'split',
    'format',
    'setpts',
    'settb',
  ],
  ...['noise', 'gblur', 'lutyuv', 'blend', 'alphamerge', 'perspective', 'framerate', 'mergeplanes', 'tpad', 'pad'],
  ...['loudnorm', 'aresample', 'anullsrc', 'atrim', 'apad', 'color'],
];
const ENCODERS = ['libx264', 'aac'];

/** They print what they know and end, at once. */
const LIMIT_MS = 15_000;
const REMEDY =
  'Install the full ffmpeg of your system (on Debian or Ubuntu: apt-get install ffmpeg) or point FFMPEG_PATH to one.';

/** Resolves with ffmpeg's version; throws `set-up` with what is missing and what to do. */
export async function checkFfmpeg(tools: Tools, signal: AbortSignal): Promise<string> {
  const [version, encoders, filters] = await Promise.all([
    ask(tools.ffmpegPath, ['-hide_banner', '-version'], 'ffmpeg', signal),
    ask(tools.ffmpegPath, ['-hide_banner', '-encoders'], 'ffmpeg', signal),
    ask(tools.ffmpegPath, ['-hide_banner', '-filters'], 'ffmpeg', signal),
    ask(tools.ffprobePath, ['-hide_banner', '-version'], 'ffprobe', signal),
  ]);
  const missing = (wanted: readonly string[], listing: string) => {
    const known = namesIn(listing);
    return wanted.filter((name) => !known.has(name));
  };
  const encoder = missing(ENCODERS, encoders);
  if (encoder.length > 0)
    throw new AdgenError('set-up', `This ffmpeg cannot encode with ${encoder.join(' and ')}. ${REMEDY}`);
  const filter = missing(FILTERS, filters);
  if (filter.length > 0)
    throw new AdgenError('set-up', `This ffmpeg lacks the filters ${filter.join(', ')}. ${REMEDY}`);
  return /version (\S+)/.exec(version)?.[1] ?? 'unknown';
}

/** The second column of each line: flags, then the name. Columns of flags have grown from version to version, names have not. */
function namesIn(listing: string): ReadonlySet<string> {
  return new Set(listing.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
}

async function ask(file: string, args: readonly string[], name: string, signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await runProgram(file, args, { signal, name, limitMs: LIMIT_MS });
    return stdout;
  } catch (error) {
    if (error instanceof AdgenError && error.code !== 'step-failed') throw error;
    throw new AdgenError('set-up', `${name} at "${file}" does not work. ${REMEDY}`, { cause: error });
  }
}
