/** Encodes a film once more: to a quality in one pass, or to a number of bits, where the first pass looks where they are needed. */
import { join } from 'node:path';
import { FPS } from '../../ad/frames.ts';
import { TICKS } from '../ffmpeg/encoding.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { CopyShape } from './chat-copy-size.ts';

export type CopyRequest = {
  readonly film: string;
  readonly shape: CopyShape;
  /** So many frames long are picture and sound. */
  readonly frames: number;
  /** For the notes between the passes. */
  readonly folder: string;
  /** Cores to use. */
  readonly threads: number;
};

/** Others come first: conversations, and films that are being made. */
const NICENESS = 5;
/** Somebody who skips in the film waits for no more than this to be decoded. */
const KEY_FRAME_EVERY = 150;

/**
 * H.264 High and AAC, as every phone and Discord's and Slack's players have it. What is written down in the film (its title,
 * that it is generated) is in the copy, too. Measured 2026-11-23: one pass of veryfast costs a second of a core for a second
 * of 1080 × 1920, and two cost 1.8; faster and fast cost half as much again for a gain of 0.0005 SSIM.
 */
export async function encodeCopy(
  tools: Tools,
  request: CopyRequest,
  outFile: string,
  signal: AbortSignal,
): Promise<void> {
  const inputs = [['-i', request.film]];
  const run = (output: readonly string[]) =>
    runFfmpeg(tools, { inputs, filters: [], outputs: [output] }, { signal, niceness: NICENESS });
  const picture = pictureOf(request);
  const whole = [...soundOf(request), ...FILE, outFile];
  const { crf } = request.shape;
  if (crf !== null) return void (await run([...picture, '-crf', `${crf}`, ...whole]));
  const counted = [...picture, '-b:v', `${request.shape.pictureBits}`, '-passlogfile', join(request.folder, 'passes')];
  await run([...counted, '-pass', '1', '-an', '-f', 'null', '-']);
  await run([...counted, '-pass', '2', ...whole]);
}

/**
 * Both passes have to see the very same frames, or the second one fails at its end (ffmpeg 5.1). So filters count them: where a
 * film does not begin at 0 or skips a frame, what an output repeats depends on its kind and on the sound beside it.
 */
function pictureOf({ shape, frames, threads }: CopyRequest): readonly string[] {
  const { rung, width, height, pictureBits } = shape;
  const counted = [`fps=${FPS}:start_time=0`, `trim=end_frame=${frames}`, 'setpts=N'];
  const scaled = rung > 0 ? [`scale=${width}:${height}:flags=bicubic,setsar=1`] : [];
  return [
    ...['-map', '0:v:0', '-vf', [...counted, ...scaled].join(',')],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-maxrate', `${2 * pictureBits}`, '-bufsize', `${4 * pictureBits}`, '-threads', `${threads}`],
    ...['-r', `${FPS}`, '-g', `${KEY_FRAME_EVERY}`],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
  ];
}

function soundOf({ shape: { soundBits }, frames }: CopyRequest): readonly string[] {
  if (soundBits === 0) return ['-an'];
  // Exactly as long as the picture, with silence where there is nothing.
  const even = `aresample=${SAMPLE_RATE}:async=1:first_pts=0,apad,atrim=end_sample=${(frames * SAMPLE_RATE) / FPS}`;
  return ['-map', '0:a:0', '-af', even, '-c:a', 'aac', '-b:a', `${soundBits}`, '-ar', `${SAMPLE_RATE}`, '-ac', '2'];
}

const SAMPLE_RATE = 48_000;

const FILE = [
  ...['-map_metadata', '0', '-video_track_timescale', `${TICKS}`, '-movflags', '+faststart', '-f', 'mp4'],
] as const;
