/** A music bed as a file: composed in a child process, brought to −14 LUFS, encoded as AAC. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AdgenError } from '../../ad/errors.ts';
import { secondsOf } from '../../ad/frames.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import { runProgram } from '../ffmpeg/run-program.ts';
import type { BedRequest } from './bed.ts';

const COMPOSER = fileURLToPath(new URL('./bed-process.ts', import.meta.url));

/**
 * ffmpeg's default coder rings up to 2.4 dB over hard onsets at this rate; its authors prefer `fast` at high rates too
 * (FFmpeg commit fcb681ac, 2018).
 */
const AAC = ['-c:a', 'aac', '-aac_coder', 'fast', '-b:a', '192k', '-ar', '48000', '-ac', '2'];

/**
 * YouTube plays at −14 LUFS, TikTok and Meta name none (read 2026-11-22); −1.5 dBTP leaves room for their transcodes.
 * A range (LRA) wider than any bed of ours, because beyond it loudnorm stops being linear and starts to pump.
 */
const TARGET = 'I=-14:TP=-1.5:LRA=20';

/**
 * Writes AAC, 48 kHz stereo, 192 kbit/s, in an MP4 container whose edit list hides the encoder's priming samples: it plays
 * for `frames` / 30 seconds to the millisecond (a decoder that ignores the edit list's end adds under 1024 silent
 * samples). Aborting ends composer and encoder.
 */
export async function renderBed(
  request: BedRequest,
  outFile: string,
  options: Tools & { readonly signal: AbortSignal },
): Promise<void> {
  const wav = `${outFile}.wav`;
  try {
    const composer = ['--disable-warning=ExperimentalWarning', COMPOSER, JSON.stringify(request), wav];
    await runProgram(process.execPath, composer, { name: 'the composer', signal: options.signal });
    const measured = await measureLoudness(wav, options);
    const seconds = String(secondsOf(request.frames));
    const encode = [...AAC, '-t', seconds, '-f', 'mp4', outFile];
    const filters = [`[0:a]loudnorm=${TARGET}:${measured}:linear=true[out]`];
    await runFfmpeg(
      options,
      { inputs: [['-i', wav]], filters, outputs: [['-map', '[out]', ...encode]] },
      { signal: options.signal },
    );
  } finally {
    await rm(wav, { force: true });
  }
}

/** First pass: what loudnorm found, as the options of its second. */
async function measureLoudness(
  wav: string,
  { ffmpegPath, signal }: Tools & { readonly signal: AbortSignal },
): Promise<string> {
  const args = [
    '-hide_banner',
    '-nostdin',
    '-nostats',
    '-i',
    wav,
    '-af',
    `loudnorm=${TARGET}:print_format=json`,
    '-f',
    'null',
    '-',
  ];
  const { stderr } = await runProgram(ffmpegPath, args, { name: 'ffmpeg', signal });
  const found = (name: string) => {
    const value = new RegExp(`"${name}"\\s*:\\s*"(-?[\\d.]+)"`).exec(stderr)?.[1];
    if (value === undefined) throw new AdgenError('step-failed', 'The loudness of the music could not be measured.');
    return value;
  };
  const [level, peak, range, threshold, offset] = [
    'input_i',
    'input_tp',
    'input_lra',
    'input_thresh',
    'target_offset',
  ].map(found);
  return `measured_I=${level}:measured_TP=${peak}:measured_LRA=${range}:measured_thresh=${threshold}:offset=${offset}`;
}
