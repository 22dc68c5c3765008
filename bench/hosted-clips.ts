/** Background clips as hosted models give them (720×1280, 24 frames a second, H.264), taken from a finished film. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { microUsd } from '../src/ad/money.ts';
import type { ClipMaker } from '../src/pipeline/ports.ts';
import { run } from './run-ffmpeg.ts';

/** One clip for each scene, half a second longer than it. */
export async function cutClips(
  ffmpegPath: string,
  film: { readonly file: string; readonly sceneSeconds: readonly number[] },
  folder: string,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const clips: string[] = [];
  let from = 0;
  for (const [index, seconds] of film.sceneSeconds.entries()) {
    const clip = join(folder, `clip_${index}.mp4`);
    const cut = ['-ss', `${Math.max(0, from - 0.5)}`, '-t', `${seconds + 0.5}`, '-i', film.file];
    const output = ['-an', '-vf', 'scale=720:1280,fps=24', '-c:v', 'libx264', '-preset', 'medium', '-crf', '20', clip];
    await run(ffmpegPath, [...cut, ...output]);
    clips.push(clip);
    from += seconds;
  }
  return clips;
}

/** Hands out the clips one after the other, at once and for nothing. */
export function handOut(clips: readonly string[]): ClipMaker {
  let next = 0;
  return {
    id: 'bench-clips',
    estimate: () => microUsd(0),
    clip: async (_request, outFile) => {
      await copyFile(clips[next++ % clips.length] ?? '', outFile);
    },
  };
}
