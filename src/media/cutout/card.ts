/** The whole photo as a framed card: what stands in the scene when nothing could be cut out. */
import sharp from 'sharp';
import type { Photo } from '../photo/read-photo.ts';

/** As shares of the short side. */
const FRAME = 0.022;
const CORNER = 0.04;

/** Writes the card as RGBA and resolves to its size in pixels. */
export async function drawCard(
  photo: Photo,
  file: string,
): Promise<{ readonly width: number; readonly height: number }> {
  const short = Math.min(photo.width, photo.height);
  const frame = Math.round(short * FRAME);
  const [width, height] = [photo.width + 2 * frame, photo.height + 2 * frame];
  const paper = roundedBox(width, height, Math.round(short * CORNER) + frame, '#fbfaf7');
  const corners = roundedBox(photo.width, photo.height, Math.round(short * CORNER), '#fff');
  const picture = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 4 } })
    .composite([{ input: corners, blend: 'dest-in' }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  await sharp(paper)
    .composite([{ input: picture, left: frame, top: frame }])
    .png({ compressionLevel: 3 })
    .toFile(file);
  return { width, height };
}

function roundedBox(width: number, height: number, radius: number, color: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${radius}" fill="${color}"/></svg>`,
  );
}
