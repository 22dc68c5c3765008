/** What kind of picture bytes are, by their content. Names and content types from outside are not believed. Pure. */

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'tiff' | 'gif' | 'svg' | 'unknown';

export function sniffPicture(bytes: Uint8Array): PictureKind {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(1, 4) === 'PNG' && bytes[0] === 0x89) return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  // The brand may be a general one (`mif1`), with `avif` only in the list of compatible brands behind it.
  if (text(4, 8) === 'ftyp') return /avi[fs]/.test(text(8, 64).split('meta')[0] ?? '') ? 'avif' : 'heic';
  if (text(0, 4) === 'II*\0' || text(0, 4) === 'MM\0*') return 'tiff';
  if (text(0, 4) === 'GIF8') return 'gif';
  if (/<svg[\s>]/i.test(text(0, Math.min(bytes.length, 2000)))) return 'svg';
  return 'unknown';
}
