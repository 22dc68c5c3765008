/** Spotlight: a beam through hazy air onto the floor, with dust that glints in it. */
import { bell, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

type Mote = {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
  readonly power: number;
  readonly driftU: number;
  readonly driftV: number;
  readonly phase: number;
};

export function composeSpotlight(set: StudioSet): Painting {
  const { tones, side, edges } = set;
  const random = set.random('spotlight');
  const horizon = -0.12;
  const haze = createNoise(set.random('haze'));
  const motes = scatter(set);
  const dust = new Float32Array(set.width * set.height);
  const lampU = side * random.between(0.25, 0.55);
  const lampV = Math.min(edges.top, -0.9) - 0.35;
  const phase = random.between(0, 6.28);
  const ambient = tones.isDark ? 0.3 : 0.5;
  const power = tones.isDark ? 0.55 : 0.4;
  const floorKey = tones.isDark ? 1.7 : 0.66;
  const air = tones.mix('light', 'wall', 0.3);
  const second = tones.mix('accent', 'wall', 0.3);
  const sway = (seconds: number) => 0.035 * Math.sin(0.42 * seconds + phase);
  return {
    ground: { lightX: side * 0.35, gloss: 0.26 },
    horizonV: horizon,
    push: true,
    begin: (seconds) => {
      dust.fill(0);
      for (const mote of motes) addMote(dust, set, mote, seconds);
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const floor = smoothstep(horizon - 0.05, horizon + 0.07, v);
      const aim = sway(seconds);
      // The beam runs from the lamp to the product's feet and ends on the floor.
      const run = (v - lampV) / (0.02 - lampV);
      const middle = lerp(lampU, aim, run);
      const half = 0.05 + 0.36 * run;
      const reach = (1 - smoothstep(0.9, 1.06, run)) * (0.5 + 0.5 * (1 - Math.min(1, run)) ** 1.2);
      const run2 = (v - lampV + 0.2) / (0.3 - lampV);
      const middle2 = lerp(-lampU * 1.9, 0.34 * side - aim, run2);
      const deep = smoothstep(0, 0.7, v);
      for (let x = 0; x < set.width; x++) {
        const u = uOf(set, x);
        const across = Math.abs(u - middle) / half;
        const cone = (1 - smoothstep(0.55, 1.12, across)) * 0.72 + 0.28 * bell(across / 0.5);
        const smoke = 1 + 0.26 * layered(haze, u * 1.9 - seconds * 0.05, v * 1.5 + seconds * 0.03);
        const beam = cone * reach * smoke;
        const cross = bell((u - middle2) / (0.1 + 0.2 * run2)) * (1 - smoothstep(0.5, 1.0, run2)) * smoke;
        const pool = ellipse((u - aim) / 0.46, (v - 0.035) / 0.135);
        const spill = bell(Math.hypot(u / 0.75, (v - 0.02) / 0.3));
        const wallSpot = bell(Math.hypot(u - 0.15 * side, (v + 0.42) / 0.9) / 0.42);
        const edge = 1 - 0.35 * smoothstep(0.4, 1.25, Math.hypot(u * 0.9, v + 0.3));
        const wallLight = ambient * (0.72 + 0.9 * wallSpot);
        const floorLight = ambient * (0.9 - 0.45 * deep) + floorKey * (0.75 * pool + 0.28 * spill);
        const light = lerp(wallLight, floorLight, floor) * edge;
        const glint = (dust[y * set.width + x] ?? 0) * (0.14 + 0.9 * beam);
        const lit = power * beam * (1 - 0.9 * floor) + 0.1 * floorKey * pool * floor + glint;
        for (let c = 0; c < 3; c++) {
          const paint = lerp(tones.wall[c] ?? 0, tones.floor[c] ?? 0, floor);
          out[3 * x + c] = paint * light + (air[c] ?? 0) * lit + (second[c] ?? 0) * 0.13 * cross * (1 - floor);
        }
      }
    },
  };
}

/** A pool of light with the soft edge that a lens gives it. */
function ellipse(u: number, v: number): number {
  return 1 - smoothstep(0.55, 1.25, Math.hypot(u, v));
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
      radius: lerp(0.0024, 0.012, near),
      power: lerp(0.75, 0.3, near) * random.between(0.3, 1.1),
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
      const light = power * bell(Math.hypot(x + 0.5 - cx, y + 0.5 - cy) / radius);
      dust[y * width + x] = (dust[y * width + x] ?? 0) + light;
    }
  }
}
