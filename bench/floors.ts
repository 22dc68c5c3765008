/** The floors: what merely encoding the finished frames costs with the same encoder settings. */
import { join } from 'node:path';
import { ASPECTS, aspectSlug } from '../src/ad/aspect.ts';
import { videoEncoding } from '../src/media/ffmpeg/encoding.ts';
import { run } from './run-ffmpeg.ts';

export type Films = Readonly<Record<string, string>>;

/** Three whole films, one after the other, each on all cores. */
export async function threeBareEncodes(ffmpegPath: string, films: Films, folder: string): Promise<void> {
  for (const aspect of ASPECTS) {
    await run(ffmpegPath, [
      '-i',
      films[aspect] ?? '',
      '-an',
      ...videoEncoding(),
      join(folder, `bare_${aspectSlug(aspect)}.mp4`),
    ]);
  }
}

/** The same frames cut by scene and aspect, one core each, two at a time: what our own cut could reach at best. */
export async function balancedFloor(
  ffmpegPath: string,
  films: Films,
  sceneSeconds: readonly number[],
  folder: string,
): Promise<void> {
  let start = 0;
  const jobs = sceneSeconds.flatMap((seconds, scene) => {
    const from = start;
    start += seconds;
    return ASPECTS.map((aspect) => () => {
      const cut = ['-threads', '1', '-ss', `${from}`, '-t', `${seconds}`, '-i', films[aspect] ?? ''];
      return run(ffmpegPath, [
        ...cut,
        '-an',
        ...videoEncoding(),
        '-threads',
        '1',
        join(folder, `cut_${scene}_${aspectSlug(aspect)}.mp4`),
      ]);
    });
  });
  await twoAtATime(jobs);
}

async function twoAtATime(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all([worker(), worker()]);
}
