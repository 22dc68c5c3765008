/** Silk: folds of heavy satin that slowly flow, with a bright ridge where they face the light. */

import type { Random } from '../../synth/random.ts';
import { bell, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered, type Noise } from '../noise.ts';
import { type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

/** Two systems of folds; at each pixel its phase in turns, and how steep it rises across and down. */
type Folds = { readonly phase: Float32Array; readonly acrossU: Float32Array; readonly acrossV: Float32Array };

const PROFILE_STEPS = 2048;

export function composeSilk(set: StudioSet): Painting {
  const { tones, side } = set;
  const random = set.random('silk');
  const angle = side * random.between(0.5, 0.85);
  const large = layFolds(set, { angle, perUnit: random.between(1.25, 1.6), warp: 0.62, height: 0.15, label: 'large' });
  const small = layFolds(set, {
    angle: angle + side * 0.3,
    perUnit: random.between(2.7, 3.3),
    warp: 0.8,
    height: 0.036,
    label: 'small',
  });
  const slope = createProfile(random);
  const cloth = tones.mix('brand', 'wall', tones.isDark ? 0.55 : 0.6);
  const deep = tones.mix('shadow', 'brand', tones.isDark ? 0.3 : 0.4);
  const sheen = tones.mix('light', 'wall', 0.25);
  const second = tones.accent;
  const [lu, lv, lz] = unitVector(-0.55 * side, -0.62, 0.72);
  const [hu, hv, hz] = unitVector(lu, lv, lz + 1);
  const [ru, rv, rz] = unitVector(0.8 * side, 0.25, 0.75);
  return {
    ground: { lightX: -0.55 * side, gloss: 0.12 },
    push: true,
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const flow = seconds * 0.022;
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const u = uOf(set, x);
        const a = lookUp(slope, (large.phase[at] ?? 0) - flow);
        const b = lookUp(slope, (small.phase[at] ?? 0) + flow * 1.4);
        const du = a * (large.acrossU[at] ?? 0) + b * (small.acrossU[at] ?? 0);
        const dv = a * (large.acrossV[at] ?? 0) + b * (small.acrossV[at] ?? 0);
        const size = 1 / Math.sqrt(1 + du * du + dv * dv);
        const facing = (-du * lu - dv * lv + lz) * size;
        const lit = Math.max(0, 0.5 + 0.5 * facing);
        const mirror = Math.max(0, (-du * hu - dv * hv + hz) * size);
        const ridge = mirror ** 26;
        const spark = mirror ** 120;
        const rim = Math.max(0, (-du * ru - dv * rv + rz) * size) ** 9;
        const key = 0.72 + 0.5 * bell(Math.hypot(u + 0.3 * side, v + 0.35) / 0.75);
        const rest = 1 - 0.22 * bell(u / 0.5) * bell((v - 0.04) / 0.07);
        const edge = 1 - 0.3 * smoothstep(0.55, 1.35, Math.hypot(u, v + 0.3));
        const body = lit * lit;
        const light = key * edge * rest;
        for (let c = 0; c < 3; c++) {
          const dye = lerp(deep[c] ?? 0, cloth[c] ?? 0, Math.min(1, 1.25 * body));
          const value = dye * (0.2 + 1.1 * body) + (second[c] ?? 0) * 0.09 * rim;
          out[3 * x + c] = light * (value + (sheen[c] ?? 0) * (0.3 * ridge + 0.3 * spark));
        }
      }
    },
  };
}

function layFolds(
  set: StudioSet,
  fold: {
    readonly angle: number;
    readonly perUnit: number;
    readonly warp: number;
    readonly height: number;
    readonly label: string;
  },
): Folds {
  const noise = createNoise(set.random(`silk ${fold.label}`));
  const phase = new Float32Array(set.width * set.height);
  for (let y = 0; y < set.height; y++) {
    for (let x = 0; x < set.width; x++) phase[y * set.width + x] = phaseAt(noise, fold, uOf(set, x), vOf(set, y));
  }
  const acrossU = new Float32Array(phase.length);
  const acrossV = new Float32Array(phase.length);
  for (let y = 0; y < set.height; y++) {
    const [above, below] = [Math.max(0, y - 1) * set.width, Math.min(set.height - 1, y + 1) * set.width];
    for (let x = 0; x < set.width; x++) {
      const at = y * set.width + x;
      const [left, right] = [at - (x > 0 ? 1 : 0), at + (x < set.width - 1 ? 1 : 0)];
      const [u, v] = [uOf(set, x), vOf(set, y)];
      // Folds die away and come back along their length, and lie flatter where words and product stand.
      const alive = 0.75 + 0.5 * noise(u * 0.9 + 9, v * 0.9 + 4);
      const calm = 1 - 0.45 * bell(u / 0.45) * bell((v - 0.02) / 0.16) - 0.3 * smoothstep(-0.5, -0.8, v);
      const height = fold.height * alive * calm * set.unit;
      acrossU[at] = (height * ((phase[right] ?? 0) - (phase[left] ?? 0))) / Math.max(1, right - left);
      acrossV[at] =
        (height * ((phase[below + x] ?? 0) - (phase[above + x] ?? 0))) / Math.max(1, (below - above) / set.width);
    }
  }
  return { phase, acrossU, acrossV };
}

function phaseAt(noise: Noise, fold: { angle: number; perUnit: number; warp: number }, u: number, v: number): number {
  const along = u * Math.cos(fold.angle) + v * Math.sin(fold.angle);
  const across = -u * Math.sin(fold.angle) + v * Math.cos(fold.angle);
  const bend = layered(noise, along * 0.75 + 3, across * 0.9);
  const sway = noise(along * 0.5 + 40, across * 0.4 + 21);
  return fold.perUnit * across + fold.warp * (bend + 0.8 * sway);
}

/** Slope of the fold's cross-section over one turn: round backs, narrow valleys. */
function createProfile(random: Random): Float32Array {
  const lean = random.between(0.2, 0.5);
  return Float32Array.from({ length: PROFILE_STEPS }, (_, step) => {
    const t = (2 * Math.PI * step) / PROFILE_STEPS;
    return 2 * Math.PI * (Math.cos(t) + 0.42 * Math.cos(2 * t + lean) + 0.16 * Math.cos(3 * t + 1.7));
  });
}

function lookUp(profile: Float32Array, turns: number): number {
  const at = (turns - Math.floor(turns)) * PROFILE_STEPS;
  const whole = Math.floor(at);
  const here = profile[whole % PROFILE_STEPS] ?? 0;
  return here + ((profile[(whole + 1) % PROFILE_STEPS] ?? 0) - here) * (at - whole);
}

function unitVector(u: number, v: number, z: number): readonly [number, number, number] {
  const length = Math.hypot(u, v, z);
  return [u / length, v / length, z / length];
}
