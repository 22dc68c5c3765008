/** Silk: folds of heavy satin that slowly flow, with a bright ridge where they face the light. */

import type { Random } from '../../synth/random.ts';
import { bell, smoothstep } from '../curves.ts';
import { createNoise, layered, type Noise } from '../noise.ts';
import { away, fieldOver, type Painting, type StudioSet } from '../studio-set.ts';
import { scaled, type Tone } from '../tones.ts';

/** A system of folds: at each pixel its phase in turns, and how steep it rises across and down. */
type Folds = { readonly phase: Float32Array; readonly acrossU: Float32Array; readonly acrossV: Float32Array };

const PROFILE_STEPS = 2048;
const SHEEN_STEPS = 1024;

export function composeSilk(set: StudioSet): Painting {
  const { side } = set;
  const random = set.random('silk');
  const angle = side * random.between(0.55, 0.95);
  const large = layFolds(set, { angle, perUnit: random.between(1.5, 1.85), warp: 0.72, height: 0.05, label: 'large' });
  const perUnit = random.between(2.6, 3.2);
  const small = layFolds(set, { angle: angle + side * 0.25, perUnit, warp: 0.8, height: 0.017, label: 'small' });
  const slope = createProfile(random);
  const sheen = createSheen(set);
  // Across the folds: light along them would show none.
  const [lu, lv, lz] = unitVector(0.6 * side, -0.62, 0.62);
  const [ru, rv, rz] = unitVector(-0.75 * side, 0.6, 0.5);
  const key = fieldOver(set, (u, v) => {
    const lamp = 0.74 + 0.44 * bell(away(u - 0.3 * side, v + 0.3) / 0.75);
    const rest = 1 - 0.16 * bell(u / 0.5) * bell((v - 0.05) / 0.07);
    return lamp * rest * (1 - 0.3 * smoothstep(0.55, 1.35, away(u, v + 0.3)));
  });
  const rim = set.tones.accent;
  const rimPower = set.tones.isDark ? 0.13 : 0.05;
  return {
    ground: { lightX: 0.6 * side, gloss: 0.12 },
    push: true,
    row: (y, seconds, out) => {
      const flow = seconds * 0.019;
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const a = lookUp(slope, (large.phase[at] ?? 0) - flow);
        const b = lookUp(slope, (small.phase[at] ?? 0) + flow * 1.3);
        const du = a * (large.acrossU[at] ?? 0) + b * (small.acrossU[at] ?? 0);
        const dv = a * (large.acrossV[at] ?? 0) + b * (small.acrossV[at] ?? 0);
        const size = 1 / Math.sqrt(1 + du * du + dv * dv);
        const facing = (-du * lu - dv * lv + lz) * size;
        const other = Math.max(0, (-du * ru - dv * rv + rz) * size);
        const glance = other * other;
        const second = glance * glance * glance * rimPower;
        const power = key[at] ?? 1;
        const step = 3 * Math.round(Math.max(0, 0.1 + 0.9 * facing) * SHEEN_STEPS);
        out[3 * x] = power * ((sheen[step] ?? 0) + rim[0] * second);
        out[3 * x + 1] = power * ((sheen[step + 1] ?? 0) + rim[1] * second);
        out[3 * x + 2] = power * ((sheen[step + 2] ?? 0) + rim[2] * second);
      }
    },
  };
}

/** Satin's colour by how much it faces the light: deep valleys, full colour, a broad sheen, a narrow ridge of light. */
function createSheen(set: StudioSet): Float32Array {
  const { tones } = set;
  const { isDark } = tones;
  const cloth = isDark ? scaled(tones.mix('wall', 'brand', 0.12), 2.1) : tones.mix('wall', 'brand', 0.22);
  const deep = isDark ? scaled(tones.wall, 0.22) : scaled(tones.mix('brand', 'accent', 0.4), 0.38);
  const gleam = isDark ? tones.mix('light', 'wall', 0.22) : tones.light;
  const out = new Float32Array(3 * (SHEEN_STEPS + 1));
  for (let step = 0; step <= SHEEN_STEPS; step++) {
    const facing = step / SHEEN_STEPS;
    const body = smoothstep(0.05, 0.9, facing);
    const broad = smoothstep(0.6, 1, facing) ** 2 * (isDark ? 0.1 : 0.16);
    const ridge = smoothstep(0.925, 1, facing) ** 2 * (isDark ? 0.55 : 0.5);
    for (let c = 0; c < 3; c++) {
      const dye = channel(deep, c) + (channel(cloth, c) - channel(deep, c)) * body;
      out[3 * step + c] = dye + channel(gleam, c) * (broad + ridge);
    }
  }
  return out;
}

function channel(tone: Tone, index: number): number {
  return tone[index] ?? 0;
}

type FoldPlan = {
  readonly angle: number;
  readonly perUnit: number;
  readonly warp: number;
  readonly height: number;
  readonly label: string;
};

function layFolds(set: StudioSet, fold: FoldPlan): Folds {
  const noise = createNoise(set.random(`silk ${fold.label}`));
  const phase = fieldOver(set, (u, v) => phaseAt(noise, fold, u, v));
  // Folds die away and come back along their length, and lie flatter where words and product stand.
  const height = fieldOver(set, (u, v) => {
    const calm = 1 - 0.4 * bell(u / 0.45) * bell((v - 0.02) / 0.16) - 0.45 * smoothstep(-0.45, -0.8, v);
    return fold.height * (0.75 + 0.5 * noise(u * 0.9 + 9, v * 0.9 + 4)) * calm * set.unit;
  });
  const acrossU = new Float32Array(phase.length);
  const acrossV = new Float32Array(phase.length);
  for (let y = 0; y < set.height; y++) {
    const above = Math.max(0, y - 1) * set.width;
    const below = Math.min(set.height - 1, y + 1) * set.width;
    for (let x = 0; x < set.width; x++) {
      const at = y * set.width + x;
      const left = at - (x > 0 ? 1 : 0);
      const right = at + (x < set.width - 1 ? 1 : 0);
      const lines = Math.max(1, (below - above) / set.width);
      acrossU[at] = ((height[at] ?? 0) * ((phase[right] ?? 0) - (phase[left] ?? 0))) / Math.max(1, right - left);
      acrossV[at] = ((height[at] ?? 0) * ((phase[below + x] ?? 0) - (phase[above + x] ?? 0))) / lines;
    }
  }
  return { phase, acrossU, acrossV };
}

function phaseAt(noise: Noise, fold: FoldPlan, u: number, v: number): number {
  const along = u * Math.cos(fold.angle) + v * Math.sin(fold.angle);
  const across = -u * Math.sin(fold.angle) + v * Math.cos(fold.angle);
  const bend = layered(noise, along * 0.55 + 3, across * 0.4);
  const sway = noise(along * 0.4 + 40, across * 0.25 + 21);
  return fold.perUnit * across + fold.warp * (bend + 0.8 * sway);
}

/** Slope of the fold's cross-section over one turn: round backs, narrow valleys. */
function createProfile(random: Random): Float32Array {
  const lean = random.between(0.2, 0.5);
  return Float32Array.from({ length: PROFILE_STEPS }, (_, step) => {
    const t = (2 * Math.PI * step) / PROFILE_STEPS;
    return 2 * Math.PI * (Math.cos(t) + 0.42 * Math.cos(2 * t + lean) + 0.12 * Math.cos(3 * t + 1.7));
  });
}

function lookUp(profile: Float32Array, turns: number): number {
  const at = (turns - Math.floor(turns)) * PROFILE_STEPS;
  const whole = Math.floor(at);
  const here = profile[whole % PROFILE_STEPS] ?? 0;
  return here + ((profile[(whole + 1) % PROFILE_STEPS] ?? 0) - here) * (at - whole);
}

function unitVector(u: number, v: number, z: number): readonly [number, number, number] {
  const length = Math.sqrt(u * u + v * v + z * z);
  return [u / length, v / length, z / length];
}
