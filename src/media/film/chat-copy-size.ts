/** How large the picture of a smaller copy can be for the bits there are. Pure. */
import type { Size } from '../../ad/aspect.ts';
import { FPS } from '../../ad/frames.ts';

export type FilmToCopy = Size & {
  /** That the copy will have. */
  readonly frames: number;
  readonly seconds: number;
  readonly hasSound: boolean;
  /** Of the picture alone, in bits a second. */
  readonly pictureBits: number;
};

export type CopyShape = Size & {
  /** Its place among the sizes, 0 for the film's own. */
  readonly rung: number;
  /** Bits a second. */
  readonly pictureBits: number;
  readonly soundBits: number;
  /** A quality (x264's crf) that hardly ever needs more bits; null where such a one would not look good any more. */
  readonly crf: number | null;
};

/** Of 1080 on the short side: 1080, 720, 540, 450 and 360, which are even numbers in all three aspects. */
const RUNGS = [1, 2 / 3, 1 / 2, 5 / 12, 1 / 3] as const;
export const LAST_RUNG = RUNGS.length - 1;

/**
 * A picture still looks good with this share of its film's bits: that film has been encoded faster and finer than people
 * see (encoding.ts). Measured 2026-11-23 on our own films: with a share of 0.3 the SSIM is 0.985, and a smaller picture of
 * the same bits is further from the film.
 */
const GOOD_SHARE = 0.25;
/** Bits for a pixel of a frame at 1080: with more, any film looks decent; with less, none does. */
const ENOUGH = 0.04;
const TOO_LITTLE = 0.012;

/**
 * What a copy of the film's own size and quality needs, as a share of its bits, and by how much more crf that halves: at most
 * so much in five of our films, whose shares at 18, 20, 22 and 24 were 0.62–0.83, 0.45–0.58, 0.31–0.42 and 0.19–0.28 (2026-11-23).
 */
const SAME = { crf: 18, share: 0.85, halvedBy: 3.9 };
const WORST_CRF = 23;

const GOOD_SOUND = 128_000;
const PLAIN_SOUND = 96_000;
/** Above so many bits for everything, good sound is not missed by the picture. */
const ROOM_FOR_SOUND = 1_200_000;
/** What MP4 writes down of each frame and each packet of sound, and of the file. */
const FRAME_BYTES = 16;
const PACKET_BYTES = 8;
const HEADER_BYTES = 4_096;
const PACKETS_A_SECOND = 47;

/** The largest picture that looks decent in `bytes`, from `leastRung` down; null where not even the smallest does. */
export function chooseShape(film: FilmToCopy, bytes: number, leastRung: number): CopyShape | null {
  const bits = (8 * (bytes - writtenDown(film))) / film.seconds;
  const soundBits = !film.hasSound ? 0 : bits >= ROOM_FOR_SOUND ? GOOD_SOUND : PLAIN_SOUND;
  const pictureBits = Math.floor(bits - soundBits);
  for (let rung = leastRung; rung <= LAST_RUNG; rung++) {
    const size = sizeOf(film, rung);
    const { wanted, least } = bitsFor(film, size);
    // With nothing smaller to go to, less is enough.
    const needed = rung === LAST_RUNG ? Math.max(least, wanted / 2) : wanted;
    if (pictureBits >= needed)
      return { ...size, rung, pictureBits, soundBits, crf: qualityFor(film, pictureBits, rung) };
  }
  return null;
}

function qualityFor(film: FilmToCopy, bits: number, rung: number): number | null {
  const crf = SAME.crf + SAME.halvedBy * Math.log2((SAME.share * film.pictureBits) / bits);
  return rung === 0 && crf <= WORST_CRF ? Math.max(SAME.crf, Math.ceil(2 * crf) / 2) : null;
}

function writtenDown({ frames, seconds, hasSound }: FilmToCopy): number {
  return HEADER_BYTES + frames * FRAME_BYTES + (hasSound ? seconds * PACKETS_A_SECOND * PACKET_BYTES : 0);
}

function sizeOf({ width, height }: Size, rung: number): Size {
  const share = RUNGS[rung] ?? 1;
  const even = (pixels: number) => Math.max(2, Math.round((pixels * share) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Small pictures need more for each pixel: there is more in it. */
function bitsFor(film: FilmToCopy, size: Size): { readonly wanted: number; readonly least: number } {
  const pixels = size.width * size.height * FPS * Math.sqrt(1080 / Math.min(size.width, size.height));
  const least = TOO_LITTLE * pixels;
  const good = GOOD_SHARE * film.pictureBits * (size.width / film.width) ** 1.5;
  return { least, wanted: Math.min(Math.max(good, least), ENOUGH * pixels) };
}
