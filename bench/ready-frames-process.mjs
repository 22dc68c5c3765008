#!/usr/bin/env node
/**
 * Stands in for ffmpeg while a benchmark collects ready frames: every shot is written once more, as raw frames, before it is
 * encoded as always. `ADGEN_BENCH_FFMPEG` is the real program, `ADGEN_BENCH_FRAMES` the folder for the frames.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const args = process.argv.slice(2);
const { ADGEN_BENCH_FFMPEG = 'ffmpeg', ADGEN_BENCH_FRAMES = '' } = process.env;

const first = args.indexOf('-map');
if (first > 0 && args.includes('libx264')) {
  const raw = outputsOf(args.slice(first)).flatMap(rawOutput);
  if (raw.length > 0) spawnSync(ADGEN_BENCH_FFMPEG, [...args.slice(0, first), ...raw], { stdio: 'ignore' });
}
process.exitCode = spawnSync(ADGEN_BENCH_FFMPEG, args, { stdio: 'inherit' }).status ?? 1;

/** The arguments of each output, which begins with its `-map`. */
function outputsOf(rest) {
  const starts = rest.flatMap((word, index) => (word === '-map' ? [index] : []));
  return starts.map((start, index) => rest.slice(start, starts[index + 1]));
}

function rawOutput(output) {
  const part = /part(?:%d|0)_(\d+x\d+)\.mp4$/.exec(output.at(-1) ?? '');
  const count = output.indexOf('-frames:v');
  if (!part || count < 0) return [];
  const file = join(ADGEN_BENCH_FRAMES, `${part[1]}-${process.hrtime.bigint()}.yuv`);
  return ['-map', output[1], '-frames:v', output[count + 1], '-pix_fmt', 'yuv420p', '-f', 'rawvideo', file];
}
