/** Paper: sheets cut in waves and laid over each other, each throwing a soft shadow on the one behind. */

import type { Random } from '../../synth/random.ts';
import { bell, lerp, smoothstep } from '../curves.ts';
import { createNoise } from '../noise.ts';
import { away, fieldOver, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';
import { scaled, type Tone } from '../tones.ts';

/** One sheet: `rising` ones stand below their edge, the others hang above it. */
type Sheet = {
  readonly rising: boolean;
  readonly base: number;
  readonly waves: readonly { readonly swell: number; readonly perUnit: number; readonly phase: number }[];
  /** How much the edge bends away from the middle, so that the words stay free. */
  readonly bow: number;
  readonly drift: number;
  readonly color: Tone;
  /** The edge's height, and what a step straight down counts towards it, for each column of the state being drawn. */
  readonly edge: Float32Array;
  readonly upright: Float32Array;
};

/** Beyond this distance a sheet throws no shadow. */
const SHADOW_REACH = 0.13;

export function composePaper(set: StudioSet): Painting {
  const { tones, side, width } = set;
  const sheets = stack(set);
  const fibre = createNoise(set.random('fibre'));
  const aa = 0.75 / set.unit;
  const shade = tones.isDark ? 0.78 : 0.6;
  const ink = scaled(tones.shadow, tones.isDark ? 0.4 : 0.8);
  const surface = fieldOver(set, (u, v) => {
    const edge = 1 - 0.14 * smoothstep(0.6, 1.4, away(u, v + 0.35));
    return edge * (1 + 0.016 * fibre(u * 40, v * 40));
  });
  const pool = fieldOver(set, (u, v) => (tones.isDark ? 0.8 : 0.16) * bell(u / 0.5) * bell((v - 0.05) / 0.2));
  const base = tones.isDark ? 0.95 : 0.82;
  const key = tones.isDark ? 0.9 : 0.3;
  return {
    ground: { lightX: side * 0.5, gloss: 0.05 },
    push: true,
    begin: (seconds) => {
      for (const sheet of sheets) cut(sheet, set, seconds);
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const sweep = 0.1 * Math.sin(0.5 * seconds);
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        const du = (uOf(set, x) - 0.4 * side - sweep) / 0.8;
        const dv = (v + 0.55) / 0.8;
        const lamp = (base + key / (1 + du * du + dv * dv)) * (surface[at] ?? 1);
        let [r, g, b] = [0, 0, 0];
        let open = 1;
        let lit = 1;
        // From the front backwards; what is not yet covered lies in the shadow of all sheets before it.
        for (let index = sheets.length - 1; index >= 0 && open > 0.003; index--) {
          const sheet = sheets[index];
          if (sheet === undefined) break;
          const inside = (v - (sheet.edge[x] ?? 0)) * (sheet.upright[x] ?? 1);
          if (inside < -SHADOW_REACH) continue;
          const cover = smoothstep(-aa, aa, inside);
          if (cover > 0) {
            const deep = Math.max(0, inside);
            const rim = deep < 0.012 ? 0.2 * Math.exp(-((inside / 0.0038) ** 2)) : 0;
            const lie = 1 - 0.14 / (1 + deep * 6) + rim;
            const light = open * cover * (lamp + (sheet.rising ? (pool[at] ?? 0) : 0)) * lie;
            const dark = 1 - lit;
            r += (sheet.color[0] * lit + ink[0] * dark) * light;
            g += (sheet.color[1] * lit + ink[1] * dark) * light;
            b += (sheet.color[2] * lit + ink[2] * dark) * light;
            open *= 1 - cover;
          }
          if (cover < 1) lit *= 1 - (1 - cover) * shade * shadowOf(-inside, sheet.rising ? 0.034 : 0.05);
        }
        const light = open * lamp;
        out[3 * x] = r + (tones.wall[0] * lit + ink[0] * (1 - lit)) * light;
        out[3 * x + 1] = g + (tones.wall[1] * lit + ink[1] * (1 - lit)) * light;
        out[3 * x + 2] = b + (tones.wall[2] * lit + ink[2] * (1 - lit)) * light;
      }
    },
  };
}

/** Tight where two sheets nearly touch, wide from the gap between them. */
function shadowOf(distance: number, reach: number): number {
  const gone = Math.max(0, distance);
  if (gone > 2.6 * reach) return 0;
  return 0.56 * Math.exp(-((gone / reach) ** 2)) + 0.4 * Math.exp(-gone / 0.011);
}

function cut(sheet: Sheet, set: StudioSet, seconds: number): void {
  for (let x = 0; x < set.width; x++) {
    const u = uOf(set, x);
    const here = edgeOf(sheet, u, seconds);
    const slope = (edgeOf(sheet, u + 0.004, seconds) - here) / 0.004;
    sheet.edge[x] = here;
    sheet.upright[x] = (sheet.rising ? 1 : -1) / away(1, slope);
  }
}

function edgeOf(sheet: Sheet, u: number, seconds: number): number {
  const at = u + sheet.drift * seconds;
  let v = sheet.base + sheet.bow * u * u;
  for (const { swell, perUnit, phase } of sheet.waves) v += swell * Math.sin(perUnit * at + phase);
  return v;
}

/** From the back to the front: hanging sheets frame the top, rising ones make the ground. */
function stack(set: StudioSet): readonly Sheet[] {
  const { tones, edges, side } = set;
  const random = set.random('paper');
  const rows = [
    tones.mix('wall', 'accent', 0.22),
    tones.mix('wall', 'accent', 0.6),
    tones.mix('accent', 'brand', 0.4),
    tones.mix('floor', 'accent', 0.35),
    tones.floor,
  ];
  const high = { '9:16': -0.42, '1:1': -0.36, '16:9': -0.36 }[set.aspect];
  const lanes = () => ({ edge: new Float32Array(set.width), upright: new Float32Array(set.width) });
  const rising = rows.map((color, index): Sheet => {
    const t = index / (rows.length - 1);
    return {
      rising: true,
      base: lerp(high, -0.075, t ** 0.9),
      waves: waves(random, lerp(0.075, 0.02, t)),
      bow: lerp(-0.12, -0.04, t),
      drift: side * lerp(0.003, 0.009, t) * (index % 2 === 0 ? 1 : -1),
      color,
      ...lanes(),
    };
  });
  const hanging = [tones.mix('wall', 'accent', 0.3), tones.mix('wall', 'brand', 0.45)].map(
    (color, index): Sheet => ({
      rising: false,
      base: edges.top + lerp(0.1, 0.01, index) + (set.aspect === '9:16' ? 0.05 : -0.03),
      waves: waves(random, 0.04),
      bow: lerp(0.5, 0.42, index) * (set.aspect === '16:9' ? 0.2 : 1),
      drift: side * lerp(-0.004, 0.006, index),
      color,
      ...lanes(),
    }),
  );
  return [...rising.slice(0, 1), ...hanging, ...rising.slice(1)];
}

function waves(random: Random, swell: number): Sheet['waves'] {
  return [
    { swell, perUnit: random.between(3.4, 5), phase: random.between(0, 6.28) },
    { swell: swell * 0.4, perUnit: random.between(6.5, 8.5), phase: random.between(0, 6.28) },
  ];
}
