/** Bokeh: lights far behind, out of focus, drifting at the speed of their distance, mirrored in a glossy floor. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { mixPaints, paintOf, putLit } from '../paint.ts';
import { away, fieldOver, type Painting, type StudioSet, vOf } from '../studio-set.ts';
import { scaled, type Tone } from '../tones.ts';

type Disc = {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
  readonly softness: number;
  readonly color: Tone;
  readonly driftU: number;
  readonly driftV: number;
  readonly phase: number;
};

const HORIZON = -0.13;

export function composeBokeh(set: StudioSet): Painting {
  const { tones, side, edges } = set;
  const discs = scatter(set);
  const lights = new Float32Array(set.width * set.height * 3);
  const wall = paintOf(tones.isDark ? tones.mix('wall', 'shadow', 0.2) : tones.wall);
  const floorPaint = paintOf(tones.floor);
  const { dim, lift, air } = tones.isDark ? { dim: 0.7, lift: 1.5, air: 0.07 } : { dim: 0.72, lift: 0.4, air: 0.07 };
  const keyU = side * 0.35;
  const ambient = tones.mix('light', 'accent', 0.5);
  const haze = fieldOver(set, (u, v) => glow(((u - keyU) / 0.8) ** 2 + ((v + 0.42) / 0.55) ** 2));
  const pool = fieldOver(set, (u, v) => bell(u / 0.55) * bell((v - 0.03) / 0.13));
  const surface = fieldOver(set, (u, v) => 1 - 0.25 * smoothstep(0.5, 1.3, away(u, v + 0.3)));
  return {
    ground: { lightX: side * 0.5, gloss: tones.isDark ? 0.42 : 0.3 },
    horizonV: HORIZON,
    push: true,
    begin: (seconds) => {
      lights.fill(0);
      for (const disc of discs) addDisc(lights, set, disc, seconds);
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const down = smoothstep(HORIZON - 0.012, HORIZON + 0.02, v);
      const depth = Math.max(0, v - HORIZON);
      const breath = 1 + 0.06 * Math.sin(0.7 * seconds);
      const image = Math.round((2 * HORIZON - v - edges.top) * set.unit);
      const spread = 1 + depth * 0.1 * set.unit;
      const mirror = 0.42 * Math.exp(-depth * 3.2) * down;
      const line = bell((v - HORIZON) / 0.1);
      const farLight = 0.5 * bell((v - HORIZON) / 0.16);
      const paint = mixPaints(wall, floorPaint, down);
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const hazy = (haze[at] ?? 0) * breath;
        const lit = pool[at] ?? 0;
        const light = lerp(dim + lift * hazy, dim * (0.8 + farLight) + lift * 0.42 * lit, down) * (surface[at] ?? 1);
        putLit(out, 3 * x, paint, light, ambient, air * (hazy * (1 - down) + 0.6 * line * hazy + 0.4 * lit));
        if (mirror > 0.004) addMirrored(out, 3 * x, { lights, set, x, y: image, spread, power: mirror });
        for (let c = 0; c < 3; c++) out[3 * x + c] = (out[3 * x + c] ?? 0) + (lights[3 * at + c] ?? 0) * (1 - down);
      }
    },
  };
}

type Mirror = {
  readonly lights: Float32Array;
  readonly set: StudioSet;
  readonly x: number;
  /** The row whose image is seen here. */
  readonly y: number;
  readonly spread: number;
  readonly power: number;
};

/** A rough floor smears a reflection up and down, the more the farther it runs: nine samples under a bell. */
function addMirrored(out: Float32Array, at: number, { lights, set, x, y, spread, power }: Mirror): void {
  for (let tap = -4; tap <= 4; tap++) {
    const row = Math.min(set.height - 1, Math.max(0, Math.round(y + tap * spread)));
    const weight = (power * (5 - Math.abs(tap))) / 25;
    const from = 3 * (row * set.width + x);
    for (let c = 0; c < 3; c++) out[at + c] = (out[at + c] ?? 0) + weight * (lights[from + c] ?? 0);
  }
}

function scatter(set: StudioSet): readonly Disc[] {
  const random = set.random('bokeh');
  const { tones, edges } = set;
  const colors = [
    tones.light,
    tones.mix('light', 'accent', 0.5),
    tones.accent,
    tones.mix('light', 'brand', 0.5),
    tones.mix('brand', 'accent', 0.3),
  ];
  const heading = random.between(-0.5, 0.5) - Math.PI / 2;
  const count = Math.round(26 * (edges.right - edges.left) * Math.max(1, -edges.top));
  return Array.from({ length: count }, () => {
    const near = random.next() ** 1.6;
    const u = random.between(edges.left - 0.1, edges.right + 0.1);
    const v = lerp(HORIZON - 0.03, edges.top - 0.05, random.next() ** 0.9);
    const radius = lerp(0.014, 0.115, near) * random.between(0.8, 1.2);
    const words = wordsAt(set, u, v);
    const power =
      (tones.isDark ? 0.62 : 0.8) * lerp(1, 0.3, near ** 0.6) * lerp(1, 0.34, words) * random.between(0.5, 1.15);
    const speed = lerp(0.004, 0.016, near);
    return {
      u,
      v,
      radius: radius * lerp(1, 1.25, words),
      softness: lerp(0.1, 0.22, near) + 0.2 * words,
      color: scaled(colors[Math.floor(random.next() * colors.length)] ?? tones.light, power),
      driftU: Math.cos(heading) * speed + random.between(-0.002, 0.002),
      driftV: Math.sin(heading) * speed,
      phase: random.between(0, 6.28),
    };
  });
}

/** Where words usually stand the lights are fainter: 0 elsewhere to 1. */
function wordsAt(set: StudioSet, u: number, v: number): number {
  if (set.aspect !== '16:9') return smoothstep(-0.42, -0.6, v);
  const aside = set.focusX > 0.5 ? -u : u;
  return smoothstep(0.3, 0.5, aside);
}

/** A lens draws a point as a disc with a brighter rim. */
function addDisc(lights: Float32Array, set: StudioSet, disc: Disc, seconds: number): void {
  const { unit, edges, width, height } = set;
  const cx = (disc.u + disc.driftU * seconds - edges.left) * unit;
  const cy = (disc.v + disc.driftV * seconds - edges.top) * unit;
  const radius = disc.radius * unit;
  const edge = Math.max(1.2, radius * disc.softness);
  const reach = radius + edge;
  const power = 1 + 0.22 * Math.sin(0.9 * seconds + disc.phase);
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
      const distance = away(x + 0.5 - cx, y + 0.5 - cy);
      const inside = 1 - smoothstep(radius - edge, radius + edge, distance);
      const rim = bell((distance - radius + 1.1 * edge) / (0.85 * edge));
      const light = power * (inside * (0.6 + 0.25 * (distance / radius) ** 2) + 0.34 * rim * inside);
      const at = 3 * (y * width + x);
      for (let c = 0; c < 3; c++) lights[at + c] = (lights[at + c] ?? 0) + (disc.color[c] ?? 0) * light;
    }
  }
}
