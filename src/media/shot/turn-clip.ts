/** A clip that is far too short for its scene is played there and back, as often as it takes. */
import { secondsOf } from '../../ad/frames.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';
import type { Clip } from './clip.ts';
import { MAX_STRETCH } from './clip-background.ts';

/** Each turn adds the clip once more. Backwards all of it is in memory, 1.4 MB for a frame at 720p. */
const MOST_TURNS = 6;
/** So much too short is not seen. */
const ROUNDING = 0.02;

/** The clip itself where slowing it down is enough; else one in `file` that lasts. */
export async function turned(
  tools: Tools,
  clip: Clip,
  totalFrames: number,
  file: string,
  signal: AbortSignal,
): Promise<Clip> {
  const turns = Math.min(MOST_TURNS, Math.ceil(secondsOf(totalFrames) / MAX_STRETCH / clip.seconds - ROUNDING));
  if (turns <= 1) return clip;
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
  const output = ['-map', '[out]', ...encoding, '-map_metadata', '-1', '-f', 'mp4', file];
  await runFfmpeg(tools, { inputs: [['-i', clip.file]], filters, outputs: [output] }, { signal });
  return { ...clip, file, seconds: clip.seconds * turns };
}
