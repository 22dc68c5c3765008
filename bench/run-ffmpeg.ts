/** Runs ffmpeg for a benchmark: overwrite, no chatter, fail loudly. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export async function run(ffmpegPath: string, args: readonly string[]): Promise<void> {
  await exec(ffmpegPath, ['-y', '-nostdin', '-v', 'error', ...args]);
}
