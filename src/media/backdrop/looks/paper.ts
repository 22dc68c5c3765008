/** Paper: sheets cut in waves and laid over each other, each throwing a soft shadow on the one behind. */

import type { Random } from '../../synth/random.ts';
import { bell, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';
import { blended, scaled, type Tone } from '../tones.ts';

/** One sheet: `rising` ones stand below their edge, the others hang above it. */
type Sheet = {
  readonly rising: boolean;
  readonly base: number;
  readonly waves: readonly { readonly swell: number; readonly perUnit: number; readonly phase: number }[];
  /** How much the edge bends away from the middle, so that the words stay free. */
  readonly bow: number;
  readonly drift: number;
  readonly color: Tone;
};

export function composePaper(set: StudioSet): Painting {
  const { tones, side, width } = set;
  const sheets = stack(set);
  const fibre = createNoise(set.random('fibre'));
  const edgeAt = sheets.map(() => new Float32Array(width));
  const upright = sheets.map(() => new Float32Array(width));
  const aa = 0.75 / set.unit;
  const shade = tones.isDark ? 0.62 : 0.4;
  const ink = scaled(tones.shadow, 0.5);
  return {
    ground: { lightX: side * 0.5, gloss: 0.05 },
    push: true,
    begin: (seconds) => {
      sheets.forEach((sheet, index) => {
        for (let x = 0; x < width; x++) {
          const u = uOf(set, x);
          const here = edgeOf(sheet, u, seconds);
          const slope = (edgeOf(sheet, u + 0.004, seconds) - here) / 0.004;
          (edgeAt[index] ?? new Float32Array(0))[x] = here;
          (upright[index] ?? new Float32Array(0))[x] = (sheet.rising ? 1 : -1) / Math.hypot(1, slope);
        }
      });
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const sweep = 0.08 * Math.sin(0.5 * seconds);
      for (let x = 0; x < width; x++) {
        const u = uOf(set, x);
        const key = 0.82 + 0.34 * bell(Math.hypot(u - 0.4 * side - sweep, v + 0.55) / 0.75);
        const pool = 0.16 * bell(u / 0.5) * bell((v - 0.02) / 0.2);
        const grain = 1 + 0.014 * layered(fibre, u * 26, v * 26);
        let [r, g, b] = [tones.wall[0] * key, tones.wall[1] * key, tones.wall[2] * key];
        for (let index = 0; index < sheets.length; index++) {
          const sheet = sheets[index];
          if (sheet === undefined) continue;
          const inside = (v - (edgeAt[index]?.[x] ?? 0)) * (upright[index]?.[x] ?? 1);
          if (inside < -0.16) continue;
          const cover = smoothstep(-aa, aa, inside);
          // Tight where the sheets nearly touch, wide from the gap between them; hanging sheets stand farther off.
          const away = Math.max(0, -inside);
          const reach = sheet.rising ? 0.032 : 0.05;
          const dark = (1 - cover) * shade * (0.62 * Math.exp(-((away / reach) ** 2)) + 0.5 * Math.exp(-away / 0.012));
          const rim = 0.16 * Math.exp(-((inside / 0.0035) ** 2)) * cover;
          const lie = 1 - 0.12 * Math.exp(-Math.max(0, inside) / 0.2) + rim;
          const light = (key + (sheet.rising ? pool : 0)) * lie;
          r = lerp(lerp(r, ink[0], dark), sheet.color[0] * light, cover);
          g = lerp(lerp(g, ink[1], dark), sheet.color[1] * light, cover);
          b = lerp(lerp(b, ink[2], dark), sheet.color[2] * light, cover);
        }
        const edge = grain * (1 - 0.14 * smoothstep(0.6, 1.4, Math.hypot(u, v + 0.35)));
        out[3 * x] = r * edge;
        out[3 * x + 1] = g * edge;
        out[3 * x + 2] = b * edge;
      }
    },
  };
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
  const near = tones.floor;
  const back = tones.mix('wall', 'accent', 0.3);
  const middle = tones.mix('accent', 'floor', 0.35);
  const high = { '9:16': -0.34, '1:1': -0.3, '16:9': -0.3 }[set.aspect];
  const rising = [0, 1, 2, 3].map((index): Sheet => {
    const t = index / 3;
    const color = t < 0.5 ? blended(back, middle, t * 2) : blended(middle, near, t * 2 - 1);
    return {
      rising: true,
      base: lerp(high, -0.085, t ** 0.85),
      waves: waves(random, lerp(0.055, 0.018, t)),
      bow: lerp(-0.1, -0.04, t),
      drift: side * lerp(0.006, 0.016, t) * (index % 2 === 0 ? 1 : -1),
      color,
    };
  });
  const hanging = [0, 1].map(
    (index): Sheet => ({
      rising: false,
      base: edges.top + lerp(0.1, 0.015, index) + (set.aspect === '9:16' ? 0.06 : 0),
      waves: waves(random, 0.035),
      bow: lerp(0.42, 0.3, index) * (set.aspect === '16:9' ? 0.22 : 1),
      drift: side * lerp(-0.006, 0.01, index),
      color: blended(back, index === 0 ? tones.wall : middle, 0.5),
    }),
  );
  return [...rising.slice(0, 1), ...hanging, ...rising.slice(1)];
}

function waves(random: Random, swell: number): Sheet['waves'] {
  return [
    { swell, perUnit: random.between(3.2, 4.6), phase: random.between(0, 6.28) },
    { swell: swell * 0.45, perUnit: random.between(6.5, 8.5), phase: random.between(0, 6.28) },
  ];
}
