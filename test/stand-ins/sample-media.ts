/** A tiny clip and a tiny piece of music, as a model could have made them. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An upright clip of `seconds` at 16 frames a second that changes all the time, and eight seconds of a swelling chord. `size`: pixels, WxH. */
export async function sampleMedia(
  seconds = 5,
  size = '72x128',
): Promise<Readonly<Record<'video' | 'audio', Uint8Array>>> {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-sample-'));
  const ffmpeg = (...words: readonly string[]) =>
    promisify(execFile)(process.env.FFMPEG_PATH ?? 'ffmpeg', ['-v', 'error', '-y', ...words]);
  const [video, audio] = [join(folder, 'clip.mp4'), join(folder, 'music.wav')];
  try {
    const picture = `gradients=s=${size}:r=16:d=${seconds}:c0=seagreen:c1=ivory:speed=0.05:seed=7`;
    await ffmpeg('-f', 'lavfi', '-i', picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', video);
    const chord = "aevalsrc='0.2*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))*(0.6+0.4*sin(t))':s=32000:d=8";
    await ffmpeg('-f', 'lavfi', '-i', chord, '-ac', '2', audio);
    return { video: new Uint8Array(await readFile(video)), audio: new Uint8Array(await readFile(audio)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
