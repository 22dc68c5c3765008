/** Takes over a generated clip as it is, once it is certain that it is one. Without ffmpeg: whoever buys clips need not have it. */
import { copyFile } from 'node:fs/promises';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { AdgenError } from '../../ad/errors.ts';

/** One picture is no clip. */
const FEWEST_FRAMES = 2;

/** Throws `step-failed` when the file is no video, or not whole. */
export async function takeClip(file: string, outFile: string): Promise<void> {
  if (!(await isWhole(file))) throw new AdgenError('step-failed', 'The clip is no video.');
  await copyFile(file, outFile);
}

/** Its index is read, and its last frame, which lies where a download that broke off has nothing. */
async function isWhole(file: string): Promise<boolean> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) return false;
    const { packetCount } = await track.computePacketStats();
    const last = await new EncodedPacketSink(track).getPacket(await track.computeDuration());
    return packetCount >= FEWEST_FRAMES && last !== null && last.data.byteLength > 0;
  } catch {
    // What it throws differs from format to format; all of it means that this is no video.
    return false;
  } finally {
    input.dispose();
  }
}
