/** Bokeh: lights far behind, out of focus, drifting at the speed of their distance, mirrored in a glossy floor. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';
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

export function composeBokeh(set: StudioSet): Painting {
  const { tones, side, edges } = set;
  const horizon = -0.13;
  const discs = scatter(set, horizon);
  const lights = new Float32Array(set.width * set.height * 3);
  const back = tones.mix('wall', 'shadow', tones.isDark ? 0.35 : 0);
  const dim = tones.isDark ? 0.75 : 0.86;
  const keyU = side * 0.35;
  const ambient = tones.mix('light', 'accent', 0.5);
  return {
    ground: { lightX: side * 0.5, gloss: tones.isDark ? 0.42 : 0.3 },
    horizonV: horizon,
    push: true,
    begin: (seconds) => {
      lights.fill(0);
      for (const disc of discs) addDisc(lights, set, disc, seconds);
    },
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const floor = smoothstep(horizon - 0.012, horizon + 0.02, v);
      const depth = Math.max(0, v - horizon);
      const breath = 1 + 0.05 * Math.sin(0.7 * seconds);
      const source = Math.round((2 * horizon - v - edges.top) * set.unit);
      const spread = 1 + depth * 0.16 * set.unit;
      const mirror = 0.5 * Math.exp(-depth * 3.2) * floor;
      for (let x = 0; x < set.width; x++) {
        const u = uOf(set, x);
        const haze = glow(((u - keyU) / 0.8) ** 2 + ((v + 0.42) / 0.55) ** 2);
        const line = bell((v - horizon) / 0.1) * bell((u - keyU * 0.5) / 0.7);
        const pool = bell(u / 0.55) * bell((v - 0.03) / 0.13);
        const wallLight = dim * (0.62 + 0.75 * haze * breath) - 0.12 * smoothstep(-0.8, -1.4, v);
        const floorLight = dim * (0.5 + 0.42 * pool + 0.5 * bell((v - horizon) / 0.16));
        const light = lerp(wallLight, floorLight, floor) * (1 - 0.25 * smoothstep(0.5, 1.3, Math.hypot(u, v + 0.3)));
        const air = (tones.isDark ? 0.1 : 0.05) * (haze * (1 - floor) + line) * breath + 0.03 * pool;
        for (let c = 0; c < 3; c++) {
          const paint = lerp(back[c] ?? 0, tones.floor[c] ?? 0, floor);
          const own = lights[3 * (y * set.width + x) + c] ?? 0;
          const seen = mirror > 0.004 ? mirror * mirrored(lights, set, x, source, spread, c) : 0;
          out[3 * x + c] = paint * light + (ambient[c] ?? 0) * air + own * (1 - floor) + seen;
        }
      }
    },
  };
}

/** A rough floor smears a reflection downwards: five samples, farther apart with distance. */
function mirrored(lights: Float32Array, set: StudioSet, x: number, y: number, spread: number, channel: number): number {
  let sum = 0;
  for (let tap = -2; tap <= 2; tap++) {
    const row = Math.min(set.height - 1, Math.max(0, Math.round(y + tap * spread)));
    const column = Math.min(set.width - 1, Math.max(0, Math.round(x + ((tap * 7) % 3) * spread * 0.12)));
    sum += lights[3 * (row * set.width + column) + channel] ?? 0;
  }
  return sum / 5;
}

function scatter(set: StudioSet, horizon: number): readonly Disc[] {
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
    const v = lerp(horizon - 0.03, edges.top - 0.05, random.next() ** 0.9);
    const radius = lerp(0.014, 0.115, near) * random.between(0.8, 1.2);
    const words = wordsAt(set, u, v);
    const power =
      (tones.isDark ? 0.5 : 0.34) * lerp(1, 0.3, near ** 0.6) * lerp(1, 0.34, words) * random.between(0.5, 1.15);
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
  const away = set.focusX > 0.5 ? -u : u;
  return smoothstep(0.3, 0.5, away);
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
      const distance = Math.hypot(x + 0.5 - cx, y + 0.5 - cy);
      const inside = 1 - smoothstep(radius - edge, radius + edge, distance);
      const rim = bell((distance - radius + 1.1 * edge) / (0.85 * edge));
      const light = power * (inside * (0.6 + 0.25 * (distance / radius) ** 2) + 0.34 * rim * inside);
      const at = 3 * (y * width + x);
      for (let c = 0; c < 3; c++) lights[at + c] = (lights[at + c] ?? 0) + (disc.color[c] ?? 0) * light;
    }
  }
}
