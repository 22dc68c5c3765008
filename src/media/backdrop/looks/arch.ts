/** Arch: a neon tube behind the product, its bloom on the wall, and its image fading in a glossy floor. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { paintOf, putLit } from '../paint.ts';
import { away, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';
import type { Tone } from '../tones.ts';

type Shape = { readonly kind: 'arch' | 'ring'; readonly radius: number; readonly centerV: number };

const HORIZON = -0.1;
/** Half the tube's thickness. */
const TUBE = 0.0088;

export function composeArch(set: StudioSet): Painting {
  const phase = set.random('arch breath').between(0, 6.28);
  const { room, neon, turned } = layLight(set);
  const wide = 3 * set.width;
  return {
    ground: { lightX: 0.25 * set.side, gloss: 0.55 },
    horizonV: HORIZON,
    push: true,
    row: (y, seconds, out) => {
      const breath = 1 + 0.1 * Math.sin(0.9 * seconds + phase);
      const turn = 0.12 * Math.sin(0.5 * seconds + phase);
      for (let index = 0, at = y * wide; index < wide; index++, at++) {
        out[index] = (room[at] ?? 0) + breath * ((neon[at] ?? 0) + turn * (turned[at] ?? 0));
      }
    },
  };
}

/** The picture is a sum: the room without neon, the neon's light, and what a turn of its colours adds. */
function layLight(set: StudioSet) {
  const { tones, side } = set;
  const shape = pickShape(set);
  const noise = createNoise(set.random('arch plaster'));
  // Before a light wall a white tube would drown: there it takes the stronger colours.
  const [warm, cold] = tones.isDark
    ? [tones.mix('light', 'accent', 0.35), tones.accent]
    : [tones.mix('brand', 'light', 0.25), tones.mix('accent', 'light', 0.15)];
  const [first, second] = side < 0 ? [warm, cold] : [cold, warm];
  const wall = paintOf(tones.isDark ? tones.mix('wall', 'shadow', 0.2) : tones.wall);
  const floorPaint = paintOf(tones.floor);
  const ambient = tones.isDark ? 0.5 : 0.74;
  const bloom = tones.isDark ? 3 : 0.62;
  const haze = tones.isDark ? 0.2 : 0.14;
  const room = new Float32Array(3 * set.width * set.height);
  const neon = new Float32Array(room.length);
  const turned = new Float32Array(room.length);
  for (let y = 0; y < set.height; y++) {
    const v = vOf(set, y);
    const floor = smoothstep(HORIZON - 0.004, HORIZON + 0.008, v);
    const depth = Math.max(0, v - HORIZON);
    const blur = lerp(1, 1 + depth * 7, floor);
    const seen = lerp(1, 0.5 * Math.exp(-2.1 * depth), floor);
    const paint = floor > 0.5 ? floorPaint : wall;
    const own: Tone = [paint.r, paint.g, paint.b];
    for (let x = 0; x < set.width; x++) {
      const at = 3 * (y * set.width + x);
      const u = uOf(set, x);
      // Below the horizon stands the mirror image.
      const d = distanceTo(shape, u, v > HORIZON ? 2 * HORIZON - v : v);
      const along = 0.5 + 0.5 * Math.min(0.9, Math.max(-0.9, u / (shape.radius * 1.2)));
      const near = d / (TUBE * blur);
      const core = (near < 7 ? 1 / (1 + (near / 1.05) ** 6) : 0) / (0.55 + 0.45 * blur);
      const halo = glow((d / (0.034 * lerp(1, 1.5, floor))) ** 2);
      const wide = glow((d / 0.22) ** 2);
      const around = glow(((u / 0.75) ** 2 + ((v - shape.centerV) / 0.75) ** 2) * 0.8);
      const plaster = 1 + 0.03 * layered(noise, u * 6, v * 6) * (1 - floor);
      const far = 1 - 0.4 * smoothstep(0.45, 1.3, away(u * 0.9, v + 0.35));
      const contact = 1 - 0.3 * bell((v - HORIZON) / 0.035) * (1 - 0.6 * wide);
      const base = ambient * far * contact * plaster * lerp(0.85 + 0.2 * around, 0.66 + 0.35 * bell(v / 0.3), floor);
      putLit(room, at, paint, base, tones.light, 0);
      const lit = bloom * seen * (1.5 * wide + 0.55 * around) * plaster;
      const air = seen * (0.75 * halo + haze * wide);
      for (let c = 0; c < 3; c++) {
        const gain = at3(own, c) * lit + air + 1.15 * core * seen;
        const color = lerp(at3(first, c), at3(second, c), along);
        neon[at + c] = color * gain + 0.7 * core * seen;
        turned[at + c] = (at3(second, c) - at3(first, c)) * gain;
      }
    }
  }
  return { room, neon, turned };
}

function at3(tone: Tone, index: number): number {
  return tone[index] ?? 0;
}

function pickShape(set: StudioSet): Shape {
  // The top stays below the words in the tall frame, and beside them in the others.
  const top = { '9:16': -0.68, '1:1': -0.64, '16:9': -0.76 }[set.aspect];
  if (set.random('arch').next() < 0.55) {
    const radius = Math.min(0.37, -top * 0.56);
    return { kind: 'arch', radius, centerV: top + radius };
  }
  // The ring is sunk into the floor a little, so that its image runs on from it.
  const radius = (0.12 + HORIZON - top) / 2;
  return { kind: 'ring', radius, centerV: top + radius };
}

function distanceTo({ kind, radius, centerV }: Shape, u: number, v: number): number {
  const down = v - centerV;
  if (kind === 'arch' && down > 0) return Math.abs(Math.abs(u) - radius);
  return Math.abs(away(u, down) - radius);
}
