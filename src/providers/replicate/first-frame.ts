/** A plain upright set in the ad's colours, wall and floor: the first frame for a model that takes its aspect from one. Pure. */
import { crc32, deflateSync } from 'node:zlib';
import type { Palette } from '../../ad/plan.ts';

const WIDTH = 576;
const HEIGHT = 1024;
/** Where the wall meets the floor, and how softly, in shares of the height. */
const HORIZON = 0.68;
const SOFTNESS = 0.05;

type Rgb = readonly [number, number, number];

/** A PNG as a data address of 10 to 60 kB (Replicate asks for less than 256 kB); the same palette gives the same bytes. */
export function firstFrame(palette: Pick<Palette, 'wall' | 'floor' | 'light'>): string {
  const [wall, floor, light] = [palette.wall, palette.floor, palette.light].map(rgbOf) as [Rgb, Rgb, Rgb]; // three in, three out
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    // Filter 1: each pixel as the difference to its left neighbour, which in a gradient is nearly always the same.
    rows[at++] = 1;
    let left: readonly number[] = [0, 0, 0];
    for (let x = 0; x < WIDTH; x++) {
      const pixel = pixelAt(x / WIDTH, y / HEIGHT, wall, floor, light);
      for (let channel = 0; channel < 3; channel++) rows[at++] = ((pixel[channel] ?? 0) - (left[channel] ?? 0)) & 0xff;
      left = pixel;
    }
  }
  return `data:image/png;base64,${png(rows).toString('base64')}`;
}

/** The wall glows around a point above the middle; the floor is darkest at the front. */
function pixelAt(x: number, y: number, wall: Rgb, floor: Rgb, light: Rgb): readonly number[] {
  const glow = 0.55 * Math.max(0, 1 - Math.hypot((x - 0.5) * 1.1, y - 0.34) / 0.6) ** 2;
  const ground = smooth((y - HORIZON + SOFTNESS) / (2 * SOFTNESS));
  const front = 1 - 0.22 * Math.max(0, (y - HORIZON) / (1 - HORIZON));
  return [0, 1, 2].map((channel) => {
    const lit = mix(wall[channel] ?? 0, light[channel] ?? 0, glow);
    return Math.round(mix(lit, (floor[channel] ?? 0) * front, ground));
  });
}

function smooth(value: number): number {
  const t = Math.min(1, Math.max(0, value));
  return t * t * (3 - 2 * t);
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** 8 bits, RGB, one stream of data (W3C PNG specification). */
function png(rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
