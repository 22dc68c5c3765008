/** The floors: what merely encoding the finished, uncompressed frames costs with the same encoder settings. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ASPECTS, aspectSlug, FULL_SIZE } from '../src/ad/aspect.ts';
import { videoEncoding } from '../src/media/ffmpeg/encoding.ts';
import { run } from './run-ffmpeg.ts';

/** Raw yuv420p files of one aspect, a shot each. */
type Shots = {
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly files: readonly string[];
};

export async function readyShots(folder: string): Promise<readonly Shots[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yuv')).sort();
  return ASPECTS.map((aspect) => {
    const name = aspectSlug(aspect);
    const files = names.filter((file) => file.startsWith(`${name}-`)).map((file) => join(folder, file));
    return { ...FULL_SIZE[aspect], name, files };
  });
}

/** Three whole films, one after the other, each on both cores. */
export async function threeBareEncodes(ffmpegPath: string, shots: readonly Shots[], folder: string): Promise<void> {
  for (const { files, name, ...size } of shots) {
    const output = [...videoEncoding(), '-threads', '2', join(folder, `bare_${name}.mp4`)];
    await run(ffmpegPath, [...rawInput(`concat:${files.join('|')}`, size), ...output]);
  }
}

/** The same frames cut by scene and aspect, one core each, two at a time: what our own cut could reach at best. */
export async function balancedFloor(ffmpegPath: string, shots: readonly Shots[], folder: string): Promise<void> {
  const jobs = shots.flatMap(({ files, name, ...size }) =>
    files.map((file, index) => () => {
      const output = [...videoEncoding(), join(folder, `cut_${name}_${index}.mp4`)];
      return run(ffmpegPath, [...rawInput(file, size), ...output]);
    }),
  );
  await twoAtATime(jobs);
}

function rawInput(
  source: string,
  { width, height }: { readonly width: number; readonly height: number },
): readonly string[] {
  return [
    '-f',
    'rawvideo',
    '-pixel_format',
    'yuv420p',
    '-video_size',
    `${width}x${height}`,
    '-framerate',
    '30',
    '-i',
    source,
  ];
}

async function twoAtATime(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all([worker(), worker()]);
}
