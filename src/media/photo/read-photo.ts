/** Takes a product photo in: decides what it is by content, refuses what cannot become an ad, and evens out the rest. */
import sharp from 'sharp';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import { checkWeight } from './open-photo.ts';
import { type PictureKind, sniffPicture } from './sniff.ts';

/** 8-bit sRGB, upright; `data` is RGBA, `width × height × 4` bytes. */
export type Photo = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Whether parts of it are transparent. */
  readonly hasAlpha: boolean;
};

/** Pixels: decoding more would take a gigabyte of memory. */
const MAX_PIXELS = 100_000_000;
const MIN_SIDE = 64;
/** Pixels of the long side that are kept: more than the product ever takes in a film, a close-up included. */
const KEPT_SIDE = 2000;

/** Throws `bad-input` with one sentence: what is wrong and what would be right. */
export async function readPhoto(bytes: Uint8Array, signal: AbortSignal): Promise<Photo> {
  if (signal.aborted) throw cancelled();
  checkWeight(bytes.length);
  await checkShape(bytes, checkKind(bytes));
  if (signal.aborted) throw cancelled();
  const photo = await decode(bytes);
  if (signal.aborted) throw cancelled();
  return photo;
}

function checkKind(bytes: Uint8Array): PictureKind {
  if (bytes.length === 0) throw refuse('The photo is empty (0 bytes). Please send it again.');
  const kind = sniffPicture(bytes);
  if (kind === 'svg') throw refuse('This is an SVG drawing. Please send the product as a photo: JPEG, PNG or WebP.');
  if (kind === 'heic') throw refuse('HEIC photos cannot be read here. Please save the photo as JPEG and send that.');
  if (kind === 'unknown')
    throw refuse('This file is not a photo, whatever its name says. Please send a JPEG, PNG or WebP.');
  return kind;
}

async function checkShape(bytes: Uint8Array, kind: PictureKind): Promise<void> {
  const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata().catch(damaged);
  // The other pages of a TIFF are scans and previews: its first page is the photo.
  if (pages > 1 && kind !== 'tiff') throw refuse('This picture is animated. Please send a still photo of the product.');
  if (width * height > MAX_PIXELS) {
    throw refuse(`This photo is too large (${width} × ${height}). Please save it with at most 8000 pixels a side.`);
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw refuse(
      `This photo is too small (${width} × ${height}). Please send one with at least ${MIN_SIDE} pixels a side, better 1000.`,
    );
  }
  const kept = Math.min(width, height) * Math.min(1, KEPT_SIDE / Math.max(width, height));
  if (kept < MIN_SIDE) {
    throw refuse(`This photo is a long strip (${width} × ${height}). Please crop it around the product.`);
  }
}

async function decode(bytes: Uint8Array): Promise<Photo> {
  const { data, info } = await sharp(bytes, { failOn: 'truncated', limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .resize(KEPT_SIDE, KEPT_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(damaged);
  const { least, most } = alphaRange(data);
  if (most < 8)
    throw refuse('This picture is fully transparent: there is nothing to see. Please send the product photo again.');
  return { data: new Uint8Array(data), width: info.width, height: info.height, hasAlpha: least < 250 };
}

function alphaRange(rgba: Uint8Array): { readonly least: number; readonly most: number } {
  let least = 255;
  let most = 0;
  for (let i = 3; i < rgba.length; i += 4) {
    const alpha = rgba[i] ?? 0;
    if (alpha < least) least = alpha;
    if (alpha > most) most = alpha;
  }
  return { least, most };
}

function damaged(cause: unknown): never {
  throw new AdgenError(
    'bad-input',
    'This photo is damaged or cut off and cannot be read. Please save or send it again.',
    { cause },
  );
}

function refuse(say: string): AdgenError {
  return new AdgenError('bad-input', say);
}
