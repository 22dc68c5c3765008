/** Pieces become a film: joined by stream copy, with sound, in one run, then looked over. */
import { rm, writeFile } from 'node:fs/promises';
import { FPS, secondsOf } from '../../ad/frames.ts';
import { TICKS } from '../ffmpeg/encoding.ts';
import { probe } from '../ffmpeg/probe.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import { verifyFilm } from './verify-film.ts';

export type FilmRequest = {
  readonly pieces: readonly string[];
  readonly audioFile: string | null;
  readonly frames: number;
  readonly metadata: { readonly title: string; readonly comment: string };
};

const SAMPLE_RATE = 48_000;

/**
 * Writes an MP4 of exactly `frames` frames. Without music it gets a silent track, because several platforms refuse a film
 * that has none. Throws `step-failed` when the result is not what was asked for, and leaves no file then.
 */
export async function joinFilm(
  tools: Tools,
  request: FilmRequest,
  outFile: string,
  signal: AbortSignal,
): Promise<void> {
  const list = `${outFile}.ffconcat`;
  try {
    await writeFile(list, concatList(request.pieces));
    const sound = await soundOf(tools, request, signal);
    const inputs = [['-f', 'concat', '-safe', '0', '-i', list], ...sound.inputs];
    const output = [...copied(request), ...sound.output, '-movflags', '+faststart', '-f', 'mp4', outFile];
    await runFfmpeg(tools, { inputs, filters: sound.filters, outputs: [output] }, { signal });
    verifyFilm(await probe(tools, outFile, signal), request.frames);
  } catch (error) {
    await rm(outFile, { force: true });
    throw error;
  } finally {
    await rm(list, { force: true });
  }
}

/** Exact time stamps: the pieces' own have been rounded to the file's ticks, and the error would add up. */
function copied({ metadata }: FilmRequest): readonly string[] {
  const exact = `setts=ts=N/(${FPS}*TB):duration=1/(${FPS}*TB)`;
  return [
    ...[
      '-map',
      '0:v:0',
      '-c:v',
      'copy',
      '-bsf:v',
      exact,
      '-video_track_timescale',
      String(TICKS),
      '-map_metadata',
      '-1',
    ],
    ...['-metadata', `title=${printable(metadata.title)}`, '-metadata', `comment=${printable(metadata.comment)}`],
  ];
}

type Sound = {
  readonly inputs: readonly (readonly string[])[];
  readonly filters: readonly string[];
  readonly output: readonly string[];
};

async function soundOf(tools: Tools, { audioFile, frames }: FilmRequest, signal: AbortSignal): Promise<Sound> {
  const samples = (frames * SAMPLE_RATE) / FPS;
  const encoded = ['-map', '[sound]', '-c:a', 'aac', '-b:a', '192k', '-ar', String(SAMPLE_RATE), '-ac', '2'];
  if (audioFile === null) {
    const silence = `anullsrc=r=${SAMPLE_RATE}:cl=stereo,atrim=end_sample=${samples}[sound]`;
    return { inputs: [], filters: [silence], output: encoded };
  }
  const inputs = [['-i', audioFile]];
  if (await fitsExactly(tools, audioFile, frames, signal))
    return { inputs, filters: [], output: ['-map', '1:a:0', '-c:a', 'copy'] };
  const fitted = `[1:a:0]aresample=${SAMPLE_RATE},apad,atrim=end_sample=${samples},asetpts=N/SR/TB[sound]`;
  return { inputs, filters: [fitted], output: encoded };
}

/** Sound of the right length and kind is copied, so that it is not encoded a second time. */
async function fitsExactly(tools: Tools, file: string, frames: number, signal: AbortSignal): Promise<boolean> {
  const { audio } = await probe(tools, file, signal);
  if (audio?.codec !== 'aac' || audio.sampleRate !== SAMPLE_RATE) return false;
  return Math.abs(audio.seconds - secondsOf(frames)) < 0.005;
}

/** ffmpeg's own quoting: a quote inside quotes is closed, escaped and opened again. */
function concatList(pieces: readonly string[]): string {
  const lines = pieces.map((piece) => `file '${piece.replaceAll("'", "'\\''")}'`);
  return ['ffconcat version 1.0', ...lines, ''].join('\n');
}

/** A zero byte cannot be handed to a program, and other control characters have no place in a title. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}
