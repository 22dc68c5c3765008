/** Spotlight: a beam through hazy air onto the floor, with dust that glints in it. */
import { bell, lerp, smoothstep } from '../curves.ts';
import { createNoise } from '../noise.ts';
import { mixPaints, paintOf, putLit } from '../paint.ts';
import { away, fieldOver, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

type Mote = {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
  readonly power: number;
  readonly driftU: number;
  readonly driftV: number;
  readonly phase: number;
};

const HORIZON = -0.12;

export function composeSpotlight(set: StudioSet): Painting {
  const { tones, side, edges } = set;
  const random = set.random('spotlight');
  const haze = createNoise(set.random('haze'));
  const motes = scatter(set);
  const dust = new Float32Array(set.width * set.height);
  const lampU = side * random.between(0.25, 0.55);
  const lampV = Math.min(edges.top, -0.9) - 0.35;
  const phase = random.between(0, 6.28);
  const { ambient, power, floorKey, glowing } = tones.isDark
    ? { ambient: 0.5, power: 0.42, floorKey: 4.4, glowing: 0.17 }
    : { ambient: 0.6, power: 0.42, floorKey: 0.6, glowing: 0.1 };
  const wall = paintOf(tones.wall);
  const floor = paintOf(tones.floor);
  const air = tones.isDark ? tones.mix('light', 'accent', 0.25) : tones.mix('light', 'wall', 0.2);
  const edge = fieldOver(set, (u, v) => 1 - 0.32 * smoothstep(0.4, 1.25, away(u * 0.9, v + 0.3)));
  const spill = fieldOver(set, (u, v) => bell(away(u / 0.75, (v - 0.02) / 0.3)));
  const patch = fieldOver(set, (u, v) => bell(away(u - 0.15 * side, (v + 0.42) / 0.9) / 0.42));
  return {
    ground: { lightX: side * 0.35, gloss: 0.26 },
    horizonV: HORIZON,
    push: true,
    begin: (seconds) => {
      dust.fill(0);
      for (const mote of motes) addMote(dust, set, mote, seconds);
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const down = smoothstep(HORIZON - 0.05, HORIZON + 0.07, v);
      const paint = mixPaints(wall, floor, down);
      const aim = 0.04 * Math.sin(0.5 * seconds + phase);
      // The beam runs from the lamp to the product's feet and ends on the floor.
      const run = (v - lampV) / (0.02 - lampV);
      const middle = lerp(lampU, aim, run);
      const half = 0.05 + 0.36 * run;
      const reach = (1 - smoothstep(0.9, 1.06, run)) * (0.5 + 0.5 * (1 - Math.min(1, run)) ** 1.2);
      const run2 = (v - lampV + 0.2) / (0.3 - lampV);
      const middle2 = lerp(-lampU * 1.9, 0.34 * side - aim, run2);
      const reach2 = 0.3 * (1 - smoothstep(0.5, 1, run2));
      const dim = ambient * (0.9 - 0.4 * smoothstep(0, 0.7, v));
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const u = uOf(set, x);
        const across = Math.abs(u - middle) / half;
        const cone = (1 - smoothstep(0.5, 1.15, across)) * 0.68 + 0.32 * bell(across / 0.45);
        const smoke = 1 + 0.24 * haze(u * 2.1 - seconds * 0.05, v * 1.7 + seconds * 0.03);
        const cross = reach2 > 0 ? reach2 * bell((u - middle2) / (0.1 + 0.2 * run2)) : 0;
        const beam = (cone * reach + cross) * smoke;
        const pool = down > 0 ? 1 - smoothstep(0.55, 1.25, away((u - aim) / 0.46, (v - 0.035) / 0.135)) : 0;
        const wallLight = ambient * (0.75 + 0.9 * (patch[at] ?? 0));
        const floorLight = dim + floorKey * (0.75 * pool + 0.28 * (spill[at] ?? 0));
        const light = lerp(wallLight, floorLight, down) * (edge[at] ?? 1);
        const glint = (dust[at] ?? 0) * (0.14 + 0.9 * beam);
        const lit = power * beam * (1 - 0.9 * down) + glowing * pool * down + glint;
        putLit(out, 3 * x, paint, light, air, lit);
      }
    },
  };
}

function scatter(set: StudioSet): readonly Mote[] {
  const random = set.random('dust');
  const { edges } = set;
  const count = Math.round(58 * (edges.right - edges.left) * Math.max(1, -edges.top));
  return Array.from({ length: count }, () => {
    const near = random.next() ** 3;
    return {
      u: random.between(edges.left, edges.right),
      v: random.between(edges.top, 0.1),
      radius: lerp(0.0024, 0.011, near),
      power: lerp(0.9, 0.3, near) * random.between(0.3, 1.1),
      driftU: random.between(-0.006, 0.006),
      driftV: random.between(-0.009, 0.003) * lerp(1, 1.8, near),
      phase: random.between(0, 6.28),
    };
  });
}

function addMote(dust: Float32Array, set: StudioSet, mote: Mote, seconds: number): void {
  const { unit, edges, width, height } = set;
  const cx = (mote.u + mote.driftU * seconds - edges.left) * unit;
  const cy = (mote.v + mote.driftV * seconds - edges.top) * unit;
  const radius = Math.max(0.75, mote.radius * unit);
  const fade = Math.min(1, (mote.radius * unit) / radius) ** 2;
  const power = mote.power * fade * (0.65 + 0.35 * Math.sin(1.3 * seconds + mote.phase));
  for (let y = Math.max(0, Math.floor(cy - 3 * radius)); y < Math.min(height, cy + 3 * radius); y++) {
    for (let x = Math.max(0, Math.floor(cx - 3 * radius)); x < Math.min(width, cx + 3 * radius); x++) {
      const light = power * bell(away(x + 0.5 - cx, y + 0.5 - cy) / radius);
      dust[y * width + x] = (dust[y * width + x] ?? 0) + light;
    }
  }
}
