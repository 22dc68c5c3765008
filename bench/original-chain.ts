/** The chain this project set out to beat: composite, text, concat, master, crop, letterbox, each a file and an encode. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run-ffmpeg.ts';

const X264 = ['-c:v', 'libx264', '-preset', 'medium', '-crf', '20', '-pix_fmt', 'yuv420p'];

export type ChainInputs = {
  readonly ffmpegPath: string;
  readonly folder: string;
  /** One upright background clip per scene. */
  readonly clips: readonly string[];
  /** The cutout, resized as it stands in the scene. */
  readonly product: string;
  /** A picture of the words, RGBA. */
  readonly words: string;
  readonly audio: string;
};

export async function originalChain(inputs: ChainInputs): Promise<void> {
  const { ffmpegPath, folder } = inputs;
  const scenes = [];
  for (const [index, clip] of inputs.clips.entries()) scenes.push(await composeScene(inputs, clip, index));
  const list = join(folder, 'list.txt');
  await writeFile(list, scenes.map((scene) => `file '${scene}'\n`).join(''));
  const joined = join(folder, 'joined.mp4');
  await run(ffmpegPath, ['-f', 'concat', '-safe', '0', '-i', list, ...X264, joined]);
  const master = join(folder, 'master.mp4');
  await run(ffmpegPath, ['-i', joined, '-i', inputs.audio, ...X264, '-c:a', 'aac', '-shortest', master]);
  await run(ffmpegPath, ['-i', master, '-vf', 'crop=1080:1080', ...X264, '-c:a', 'copy', join(folder, 'square.mp4')]);
  const letterbox = 'scale=-2:1080,pad=1920:1080:(ow-iw)/2:0';
  await run(ffmpegPath, ['-i', master, '-vf', letterbox, ...X264, '-c:a', 'copy', join(folder, 'wide.mp4')]);
}

async function composeScene(
  { ffmpegPath, folder, product, words }: ChainInputs,
  clip: string,
  index: number,
): Promise<string> {
  const composed = join(folder, `composed_${index}.mp4`);
  await run(ffmpegPath, [
    '-i',
    clip,
    '-i',
    product,
    '-filter_complex',
    `[0:v]scale=1080:1920,fps=30[ground];[ground][1:v]overlay=(W-w)/2:H*0.7-h`,
    ...X264,
    composed,
  ]);
  const texted = join(folder, `texted_${index}.mp4`);
  await run(ffmpegPath, ['-i', composed, '-i', words, '-filter_complex', 'overlay=(W-w)/2:H*0.18', ...X264, texted]);
  return texted;
}
