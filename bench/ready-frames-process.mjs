#!/usr/bin/env node
/**
 * Stands in for ffmpeg while a benchmark collects ready frames: every shot is written once more, as raw frames, before it is
 * encoded as always. `ADGEN_BENCH_FFMPEG` is the real program, `ADGEN_BENCH_FRAMES` the folder for the frames.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const args = process.argv.slice(2);
const { ADGEN_BENCH_FFMPEG = 'ffmpeg', ADGEN_BENCH_FRAMES = '' } = process.env;

const map = args.indexOf('-map');
const count = args.indexOf('-frames:v');
const part = /part(?:%d|0)_(\d+x\d+)\.mp4$/.exec(args.at(-1) ?? '');
if (map > 0 && count > map && part && args.includes('libx264')) {
  const file = join(ADGEN_BENCH_FRAMES, `${part[1]}-${process.hrtime.bigint()}.yuv`);
  const raw = [...args.slice(0, map + 2), '-frames:v', args[count + 1], '-pix_fmt', 'yuv420p', '-f', 'rawvideo', file];
  spawnSync(ADGEN_BENCH_FFMPEG, raw, { stdio: 'ignore' });
}
process.exitCode = spawnSync(ADGEN_BENCH_FFMPEG, args, { stdio: 'inherit' }).status ?? 1;
