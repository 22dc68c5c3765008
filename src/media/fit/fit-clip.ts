/** Makes a generated clip last as long as its scene. */
import { copyFile } from 'node:fs/promises';
import { AdgenError } from '../../ad/errors.ts';
import { secondsOf } from '../../ad/frames.ts';
import { probe } from '../ffmpeg/probe.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';

/** A shot slows its clip down to two thirds at most; what is still missing is played backwards. */
const MAX_STRETCH = 1.5;
/** There and back: each turn adds the clip once more. Backwards all of it is in memory, 1.4 MB for a frame at 720p. */
const MOST_TURNS = 6;

/** Writes a video that lasts for `frames` / 30 seconds when slowed down to two thirds at most. Throws `step-failed` when it is none. */
export async function fitClip(
  tools: Tools,
  file: string,
  frames: number,
  outFile: string,
  signal: AbortSignal,
): Promise<void> {
  const { video, seconds: ofFile } = await probe(tools, file, signal);
  if (!video || video.frames < 2) throw new AdgenError('step-failed', 'The clip is no video.');
  const seconds = video.seconds || ofFile;
  const turns = Math.min(MOST_TURNS, Math.ceil(secondsOf(frames) / MAX_STRETCH / seconds - 0.02));
  if (turns <= 1) return copyFile(file, outFile);
  const copies = Array.from({ length: turns }, (_, turn) => `turn${turn}`);
  const played = copies.map((copy, turn) =>
    turn % 2 === 0 ? `[${copy}]null[p${turn}]` : `[${copy}]reverse[p${turn}]`,
  );
  const filters = [
    `[0:v:0]split=${turns}${copies.map((copy) => `[${copy}]`).join('')}`,
    ...played,
    `${copies.map((_, turn) => `[p${turn}]`).join('')}concat=n=${turns}:v=1:a=0[out]`,
  ];
  const encoding = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '14', '-pix_fmt', 'yuv420p'];
  const output = ['-map', '[out]', ...encoding, '-map_metadata', '-1', '-f', 'mp4', outFile];
  await runFfmpeg(tools, { inputs: [['-i', file]], filters, outputs: [output] }, { signal });
}
