/** The hardest film there is: nothing in it repeats. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const NOTE = `It's "100%" noise: a\\b = ü 🎉`;

type Wanted = {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** How coarse it already is; 20 is nearly all of the noise. */
  readonly qp?: number;
};

/** As our films are: 30 frames a second, H.264, AAC in stereo, bt.709, something written in it. */
export async function noisyFilm({ width, height, seconds, qp = 20 }: Wanted, folder: string): Promise<string> {
  const file = join(folder, `film-${width}x${height}-${seconds}.mp4`);
  const picture = `color=gray:s=${width}x${height}:r=30:d=${seconds},noise=alls=100:allf=t`;
  await run('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `anoisesrc=r=48000:d=${seconds}:a=0.3`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', `${qp}`, '-pix_fmt', 'yuv420p', '-profile:v', 'high'],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-c:a', 'aac', '-b:a', '192k', '-ac', '2', '-t', `${seconds}`],
    ...['-metadata', 'title=Noise', '-metadata', `comment=${NOTE}`, file],
  ]);
  return file;
}
