/** Horizon: soft dunes one behind the other in the haze of a low sun. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise, type Noise } from '../noise.ts';
import { away, fieldOver, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';
import { blended, scaled, type Tone } from '../tones.ts';

type Dune = {
  readonly base: number;
  readonly swell: number;
  readonly perUnit: number;
  readonly drift: number;
  readonly shift: number;
  readonly color: Tone;
  /** How much air lies before it, 0 to 1. */
  readonly haze: number;
  /** Half the width over which its crest fades into what is behind. */
  readonly blur: number;
  readonly isNearest: boolean;
  /** The crest's height and slope at each column, for the state being drawn. */
  readonly crest: Float32Array;
  readonly slope: Float32Array;
};

const DUNES = 5;
/** Where the sun stands, in units. */
type Sun = { readonly u: number; readonly v: number; readonly radius: number };

export function composeHorizon(set: StudioSet): Painting {
  const { tones, side, width } = set;
  const random = set.random('horizon');
  const noise = createNoise(set.random('dunes'));
  const sun = {
    u: side * random.between(0.16, 0.34),
    v: random.between(-0.43, -0.36),
    radius: random.between(0.13, 0.17),
  };
  const haze = tones.mix('light', 'wall', tones.isDark ? 0.5 : 0.4);
  const dunes = layOut(set, random.between(0, 40));
  const sky = layOutSky(set, sun, haze);
  const bloom = fieldOver(set, (u, v) => glow((away(u - sun.u, v - sun.v) / 0.3) ** 2));
  const bright = tones.isDark ? 0.85 : 1;
  const { light } = tones;
  return {
    ground: { lightX: side * 0.6, gloss: 0.1 },
    horizonV: -0.16,
    push: true,
    begin: (seconds) => {
      for (const dune of dunes) raise(dune, noise, set, seconds);
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const breath = 0.34 * (1 + 0.08 * Math.sin(0.7 * seconds));
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        const glowing = bloom[at] ?? 0;
        let [r, g, b] = [0, 0, 0];
        let open = 1;
        // From the nearest dune backwards until nothing shines through.
        for (let index = DUNES - 1; index >= 0 && open > 0.003; index--) {
          const dune = dunes[index];
          const below = v - (dune?.crest[x] ?? 9);
          if (dune === undefined || below < -dune.blur) continue;
          const share = open * smoothstep(-dune.blur, dune.blur, below);
          const { sand, veil, rim } = lightOf(dune, below, {
            facing: side * (dune.slope[x] ?? 0),
            u: uOf(set, x),
            v,
            sun,
          });
          const air = veil * (0.8 + 0.3 * glowing);
          r += share * (dune.color[0] * sand * (1 - veil) + haze[0] * air + light[0] * rim);
          g += share * (dune.color[1] * sand * (1 - veil) + haze[1] * air + light[1] * rim);
          b += share * (dune.color[2] * sand * (1 - veil) + haze[2] * air + light[2] * rim);
          open -= share;
        }
        const warm = breath * glowing;
        out[3 * x] = bright * (r + open * ((sky[3 * at] ?? 0) + light[0] * warm));
        out[3 * x + 1] = bright * (g + open * ((sky[3 * at + 1] ?? 0) + light[1] * warm));
        out[3 * x + 2] = bright * (b + open * ((sky[3 * at + 2] ?? 0) + light[2] * warm));
      }
    },
  };
}

function lightOf(
  dune: Dune,
  below: number,
  { facing, u, v, sun }: { readonly facing: number; readonly u: number; readonly v: number; readonly sun: Sun },
) {
  const slant = Math.max(-0.5, Math.min(0.8, facing * 1.8)) * Math.exp(-below * 4);
  const rim = below < 0.06 ? Math.exp(-Math.max(0, below) / 0.012) * 0.3 * glow(((u - sun.u) / 0.5) ** 2) : 0;
  const veil = dune.haze * (0.45 + 0.55 * smoothstep(0, 0.16, below));
  if (!dune.isNearest) return { sand: 0.78 + 0.55 * slant, veil, rim };
  const pool = bell(u / 0.6) * bell((v - 0.03) / 0.17);
  const depth = 1 - 0.35 * smoothstep(0.05, 0.6, v);
  return { sand: (0.78 + 0.55 * slant + 0.3 * pool) * depth, veil, rim: rim + 0.05 * pool };
}

function layOutSky(set: StudioSet, sun: Sun, haze: Tone): Float32Array {
  const { tones } = set;
  const zenith = tones.isDark ? tones.mix('wall', 'shadow', 0.35) : tones.wall;
  const middle = tones.mix('wall', 'accent', 0.35);
  const sky = new Float32Array(3 * set.width * set.height);
  for (let y = 0; y < set.height; y++) {
    const v = vOf(set, y);
    const up = smoothstep(-0.2, Math.min(-0.9, set.edges.top), v);
    const low = bell((v + 0.2) / 0.24);
    const air = blended(blended(haze, middle, smoothstep(0, 0.6, up)), zenith, smoothstep(0.35, 1, up));
    // The sun sinks into the haze: its lower part is fainter.
    const sunk = 1 - 0.45 * smoothstep(sun.v - sun.radius, sun.v + sun.radius, v);
    for (let x = 0; x < set.width; x++) {
      const distance = away(uOf(set, x) - sun.u, v - sun.v);
      const disc = sunk * (1 - smoothstep(sun.radius - 0.006, sun.radius + 0.006, distance));
      for (let c = 0; c < 3; c++) {
        const glowing = (tones.light[c] ?? 0) * (0.12 * low + 0.75 * disc) + 0.12 * disc;
        sky[3 * (y * set.width + x) + c] = (air[c] ?? 0) * (0.74 + 0.1 * low) + glowing;
      }
    }
  }
  return sky;
}

function layOut(set: StudioSet, shift: number): readonly Dune[] {
  const { tones } = set;
  const far = tones.mix('wall', 'floor', 0.4);
  return Array.from({ length: DUNES }, (_, index) => {
    const t = index / (DUNES - 1);
    const isNearest = index === DUNES - 1;
    return {
      base: lerp(-0.3, -0.075, t ** 0.9) + (isNearest ? 0 : 0.01),
      swell: lerp(0.085, 0.035, t),
      perUnit: lerp(2.1, 0.9, t),
      drift: lerp(0.001, 0.011, t),
      shift: shift + index * 7.3,
      color: scaled(blended(far, tones.floor, t), tones.isDark ? lerp(0.8, 1.05, t) : lerp(0.82, 1, t)),
      haze: lerp(0.72, 0.02, t ** 0.7),
      blur: (0.7 + 1.2 * (1 - t)) / set.unit,
      isNearest,
      crest: new Float32Array(set.width),
      slope: new Float32Array(set.width),
    };
  });
}

function raise(dune: Dune, noise: Noise, set: StudioSet, seconds: number): void {
  for (let x = 0; x < set.width; x++) {
    const u = uOf(set, x) + set.side * dune.drift * seconds;
    const height = heightAt(dune, noise, u);
    dune.crest[x] = height;
    dune.slope[x] = (heightAt(dune, noise, u + 0.01) - height) / 0.01;
  }
}

function heightAt(dune: Dune, noise: Noise, u: number): number {
  const at = u * dune.perUnit + dune.shift;
  return dune.base + dune.swell * (noise(at, 3.5) + 0.3 * noise(at * 2.3, 9.5));
}
