/** What a file is by its first bytes. Pure. */

export type MediaKind = 'video' | 'audio';

/** So many bytes tell. */
export const SNIFFED_BYTES = 16;

export function isMedia(start: Uint8Array, kind: MediaKind): boolean {
  const text = (from: number, to: number) => Buffer.from(start.subarray(from, to)).toString('latin1');
  const isMp4 = text(4, 8) === 'ftyp';
  if (kind === 'video') return isMp4 || text(0, 4) === '\x1a\x45\xdf\xa3';
  return isMp4 || (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') || isMp3(start, text(0, 3));
}

/** With a tag in front, or beginning with a frame: eleven bits that are set. */
function isMp3(start: Uint8Array, tag: string): boolean {
  return tag === 'ID3' || (start[0] === 0xff && ((start[1] ?? 0) & 0xe0) === 0xe0);
}
