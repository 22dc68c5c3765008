/** Stereo samples as a 32-bit float WAV file. */
import type { StereoAudio } from './bed.ts';

const HEADER_BYTES = 58;
const FRAME_BYTES = 8;

export function encodeWav(audio: StereoAudio): Uint8Array {
  const samples = audio.left.length;
  const bytes = new Uint8Array(HEADER_BYTES + samples * FRAME_BYTES);
  const view = new DataView(bytes.buffer);
  writeHeader(view, samples, audio.sampleRate);
  for (let index = 0; index < samples; index += 1) {
    view.setFloat32(HEADER_BYTES + index * FRAME_BYTES, audio.left[index] ?? 0, true);
    view.setFloat32(HEADER_BYTES + index * FRAME_BYTES + 4, audio.right[index] ?? 0, true);
  }
  return bytes;
}

/** RIFF/WAVE, format 3 (IEEE float), with the `fact` chunk that format requires (Microsoft multimedia standards update, 1994). */
function writeHeader(view: DataView, samples: number, sampleRate: number): void {
  ascii(view, 0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + samples * FRAME_BYTES, true);
  ascii(view, 8, 'WAVEfmt ');
  view.setUint32(16, 18, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * FRAME_BYTES, true);
  view.setUint16(32, FRAME_BYTES, true);
  view.setUint16(34, 32, true);
  view.setUint16(36, 0, true);
  ascii(view, 38, 'fact');
  view.setUint32(42, 4, true);
  view.setUint32(46, samples, true);
  ascii(view, 50, 'data');
  view.setUint32(54, samples * FRAME_BYTES, true);
}

function ascii(view: DataView, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) view.setUint8(offset + index, text.charCodeAt(index));
}
