/** The grain of plaster and paper: so faint that nobody sees it, strong enough that the encoder keeps no bands. */
import type { Size } from '../../ad/aspect.ts';
import type { Random } from '../synth/random.ts';

const TILE = 256;

/** 8-bit grey around 128 of the frame's size; `strength` is its standard deviation in steps of 8 bit. */
export function drawGrain(size: Size, random: Random, strength: number): Uint8Array {
  const tile = drawTile(random, strength);
  const grain = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    const line = tile.subarray((y % TILE) * TILE, ((y % TILE) + 1) * TILE);
    // Each band of tiles starts elsewhere, so that no seam or rhythm can be seen.
    const shift = (Math.floor(y / TILE) * 151) % TILE;
    for (let x = 0; x < size.width; ) {
      const from = (x + shift) % TILE;
      const count = Math.min(TILE - from, size.width - x);
      grain.set(line.subarray(from, from + count), y * size.width + x);
      x += count;
    }
  }
  return grain;
}

/** Fine noise mixed with noise two pixels wide: the encoder drops the first before the second. */
function drawTile(random: Random, strength: number): Uint8Array {
  const fine = Float32Array.from({ length: TILE * TILE }, () => random.next() + random.next() - 1);
  const tile = new Uint8Array(TILE * TILE);
  const at = (x: number, y: number) => fine[(y & (TILE - 1)) * TILE + (x & (TILE - 1))] ?? 0;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const wide = at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1);
      // Variances: fine 1/6, wide 4/6.
      const value = (0.6 * at(x, y) + 0.5 * wide) * 1.7 * strength;
      tile[y * TILE + x] = Math.round(128 + value);
    }
  }
  return tile;
}
