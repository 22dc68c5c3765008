/** A music bed as a file: composed and mastered to −14 LUFS in a child process, encoded as AAC. */
import { rm } from 'node:fs/promises';
import { secondsOf } from '../../ad/frames.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import { createWorkshop } from '../workshop/workshop.ts';
import type { BedRequest } from './bed.ts';
import type { Composing } from './composing.ts';

const COMPOSER = new URL('./composing-process.ts', import.meta.url);
/** A film has one bed: the composer goes home at once, and its memory with it. */
const IDLE_MS = 0;

/**
 * ffmpeg's default coder rings up to 2.4 dB over hard onsets at this rate; its authors prefer `fast` at high rates too
 * (FFmpeg commit fcb681ac, 2018).
 */
const AAC = ['-c:a', 'aac', '-aac_coder', 'fast', '-b:a', '192k', '-ar', '48000', '-ac', '2'];

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
  const workshop = createWorkshop<Composing>({ program: COMPOSER, size: 1, idleMs: IDLE_MS });
  const wav = `${outFile}.wav`;
  try {
    await workshop.make('bed', { request, outFile: wav }, options.signal);
    // Nothing is left to normalise: the composer masters to −14 LUFS by the same measure (ITU-R BS.1770).
    const encode = [...AAC, '-t', String(secondsOf(request.frames)), '-f', 'mp4', outFile];
    await runFfmpeg(options, { inputs: [['-i', wav]], filters: [], outputs: [encode] }, { signal: options.signal });
  } finally {
    await rm(wav, { force: true });
  }
}
