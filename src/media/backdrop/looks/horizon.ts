/** Horizon: soft dunes one behind the other in the haze of a low sun. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise } from '../noise.ts';
import { type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';
import { blended, scaled, type Tone } from '../tones.ts';

type Dune = {
  readonly base: number;
  readonly swell: number;
  readonly perUnit: number;
  readonly drift: number;
  readonly color: Tone;
  /** How much air lies before it, 0 to 1. */
  readonly haze: number;
  readonly row: number;
};

const DUNES = 5;

export function composeHorizon(set: StudioSet): Painting {
  const { tones, side, width } = set;
  const random = set.random('horizon');
  const noise = createNoise(set.random('dunes'));
  const sunU = side * random.between(0.16, 0.34);
  const sunV = random.between(-0.43, -0.36);
  const sunSize = random.between(0.13, 0.17);
  const haze = tones.mix('light', 'wall', tones.isDark ? 0.45 : 0.4);
  const zenith = tones.isDark ? tones.mix('wall', 'shadow', 0.35) : tones.wall;
  const sky = tones.mix('wall', 'accent', 0.35);
  const dunes = layOut(set, random.between(0, 40));
  const bright = tones.isDark ? 0.85 : 1;
  const ridge = dunes.map(() => new Float32Array(width));
  const slope = dunes.map(() => new Float32Array(width));
  return {
    ground: { lightX: side * 0.6, gloss: 0.1 },
    horizonV: -0.16,
    push: true,
    begin: (seconds) => {
      dunes.forEach((dune, index) => {
        for (let x = 0; x < width; x++) {
          const at = uOf(set, x) + side * dune.drift * seconds;
          const height = crest(noise, dune, at);
          (ridge[index] ?? ridge[0] ?? new Float32Array(0))[x] = height;
          (slope[index] ?? slope[0] ?? new Float32Array(0))[x] = (crest(noise, dune, at + 0.01) - height) / 0.01;
        }
      });
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const breath = 1 + 0.05 * Math.sin(0.6 * seconds);
      const up = smoothstep(-0.2, Math.min(-0.9, set.edges.top), v);
      for (let x = 0; x < width; x++) {
        const u = uOf(set, x);
        const away = Math.hypot(u - sunU, v - sunV);
        const bloom = glow((away / 0.3) ** 2) * breath;
        const disc = 1 - smoothstep(sunSize - 0.006, sunSize + 0.006, away);
        const low = bell((v + 0.2) / 0.24);
        for (let c = 0; c < 3; c++) {
          const air = lerp(
            lerp(haze[c] ?? 0, sky[c] ?? 0, smoothstep(0, 0.6, up)),
            zenith[c] ?? 0,
            smoothstep(0.35, 1, up),
          );
          const warm = (tones.light[c] ?? 0) * (0.34 * bloom + 0.12 * low);
          out[3 * x + c] =
            bright *
            (air * (0.72 + 0.1 * low) +
              warm +
              disc *
                (0.75 * (tones.light[c] ?? 0) + 0.12) *
                (1 - 0.45 * smoothstep(sunV - sunSize, sunV + sunSize, v)));
        }
        dunes.forEach((dune, index) => {
          const below = v - (ridge[index]?.[x] ?? 9);
          if (below < -dune.row) return;
          const cover = smoothstep(-dune.row, dune.row, below);
          const facing = side * (slope[index]?.[x] ?? 0);
          const lit = 0.78 + 0.55 * Math.max(-0.5, Math.min(0.8, facing * 1.8)) * Math.exp(-below * 4);
          const rim = Math.exp(-below / 0.012) * 0.3 * glow(((u - sunU) / 0.5) ** 2);
          const veil = dune.haze * (0.45 + 0.55 * smoothstep(0, 0.16, below));
          const last = index === DUNES - 1;
          const pool = last ? bell(u / 0.6) * bell((v - 0.03) / 0.17) : 0;
          const depth = last ? 1 - 0.35 * smoothstep(0.05, 0.6, v) : 1;
          for (let c = 0; c < 3; c++) {
            const sand = (dune.color[c] ?? 0) * (lit + 0.3 * pool) * depth;
            const seen =
              lerp(sand, (haze[c] ?? 0) * (0.8 + 0.3 * bloom), veil) + (tones.light[c] ?? 0) * (rim + 0.05 * pool);
            out[3 * x + c] = lerp(out[3 * x + c] ?? 0, bright * seen, cover);
          }
        });
      }
    },
  };
}

function layOut(set: StudioSet, shift: number): readonly Dune[] {
  const { tones } = set;
  const near = tones.floor;
  const far = tones.mix('wall', 'floor', 0.4);
  return Array.from({ length: DUNES }, (_, index) => {
    const t = index / (DUNES - 1);
    const dim = tones.isDark ? lerp(0.8, 1.05, t) : lerp(0.82, 1, t);
    return {
      base: lerp(-0.3, -0.075, t ** 0.9) + (index === DUNES - 1 ? 0 : 0.01),
      swell: lerp(0.085, 0.035, t),
      perUnit: lerp(2.1, 0.9, t),
      drift: lerp(0.001, 0.011, t),
      color: scaled(blended(far, near, t), dim),
      haze: lerp(0.72, 0.02, t ** 0.7),
      row: (0.7 + 1.2 * (1 - t)) / set.unit,
    };
  }).map((dune, index) => ({ ...dune, shift: shift + index * 7.3 }));
}

function crest(noise: (x: number, y: number) => number, dune: Dune & { readonly shift?: number }, u: number): number {
  const at = u * dune.perUnit + (dune.shift ?? 0);
  return dune.base + dune.swell * (noise(at, 3.5) + 0.3 * noise(at * 2.3, 9.5));
}
