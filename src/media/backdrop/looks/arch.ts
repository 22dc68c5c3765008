/** Arch: a neon tube behind the product, its bloom on the wall, and its image fading in a glossy floor. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

type Shape = { readonly kind: 'arch' | 'ring'; readonly radius: number; readonly centerV: number };

/** Nearest distance from the tube, and where along it (0 to 1, left to right over the top). */
type Reach = { readonly distance: number; readonly along: number };

export function composeArch(set: StudioSet): Painting {
  const { tones, side } = set;
  const horizon = -0.1;
  const random = set.random('arch');
  const shape = pickShape(set, random.next(), horizon);
  const noise = createNoise(set.random('arch plaster'));
  const fields = measure(set, shape, horizon);
  const tube = 0.0088;
  const [warm, cold] = side < 0 ? [tones.light, tones.accent] : [tones.accent, tones.light];
  const wallBase = tones.isDark ? tones.mix('wall', 'shadow', 0.25) : tones.wall;
  const ambient = tones.isDark ? 0.4 : 0.78;
  const bloom = tones.isDark ? 1.25 : 0.5;
  const phase = random.between(0, 6.28);
  return {
    ground: { lightX: 0.25 * side, gloss: 0.55 },
    horizonV: horizon,
    push: true,
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const floor = smoothstep(horizon - 0.004, horizon + 0.008, v);
      const depth = Math.max(0, v - horizon);
      const breath = 1 + 0.09 * Math.sin(0.9 * seconds + phase);
      const blur = 1 + depth * 7;
      const seen = lerp(1, 0.5 * Math.exp(-2.1 * depth), floor);
      const turn = 0.1 * Math.sin(0.35 * seconds + phase);
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const u = uOf(set, x);
        const d = fields.distance[at] ?? 9;
        const along = Math.min(1, Math.max(0, (fields.along[at] ?? 0) + turn));
        const size = tube * (1 + floor * (blur - 1));
        const near = d / size;
        const core = (near < 6 ? 1 / (1 + (near / 1.05) ** 6) : 0) / (1 + floor * (blur - 1) * 0.45);
        const halo = glow((d / (0.03 * lerp(1, 1.6, floor))) ** 2);
        const wide = glow((d / 0.21) ** 2);
        const room = glow(((u / 0.75) ** 2 + ((v - shape.centerV) / 0.75) ** 2) * 0.8);
        const plaster = 1 + 0.03 * layered(noise, u * 6, v * 6) * (1 - floor);
        const far = 1 - 0.42 * smoothstep(0.45, 1.3, Math.hypot(u * 0.9, v + 0.35));
        const contact = 1 - 0.35 * bell((v - horizon) / 0.035) * (1 - 0.6 * wide);
        const base = ambient * far * contact * plaster * lerp(0.85 + 0.2 * room, 0.62 + 0.35 * bell(v / 0.3), floor);
        const power = breath * seen;
        for (let c = 0; c < 3; c++) {
          const color = lerp(warm[c] ?? 0, cold[c] ?? 0, along);
          const paint = lerp(wallBase[c] ?? 0, tones.floor[c] ?? 0, floor);
          // Paint answers the neon's light; a little of it hangs in the air besides.
          const lit = paint * (base + color * bloom * power * (1.5 * wide + 0.5 * room) * plaster);
          const air = color * power * (0.5 * halo + (tones.isDark ? 0.13 : 0.06) * wide);
          const hot = core * power * (1.15 * color + 0.95);
          out[3 * x + c] = lit + air + hot;
        }
      }
    },
  };
}

function pickShape(set: StudioSet, chance: number, horizon: number): Shape {
  // The top stays below the words in the tall frame, and beside them in the others.
  const top = { '9:16': -0.66, '1:1': -0.62, '16:9': -0.76 }[set.aspect];
  if (chance < 0.55) {
    const radius = Math.min(0.36, -top * 0.56);
    return { kind: 'arch', radius, centerV: top + radius };
  }
  const radius = (0.06 + horizon - top) / 2;
  return { kind: 'ring', radius, centerV: top + radius };
}

/** Below the horizon stands the mirror image: its distance is measured from the mirrored point. */
function measure(set: StudioSet, shape: Shape, horizon: number) {
  const distance = new Float32Array(set.width * set.height);
  const along = new Float32Array(set.width * set.height);
  for (let y = 0; y < set.height; y++) {
    const v = vOf(set, y);
    const above = v > horizon ? 2 * horizon - v : v;
    for (let x = 0; x < set.width; x++) {
      const reach = reachOf(shape, uOf(set, x), above);
      distance[y * set.width + x] = reach.distance;
      along[y * set.width + x] = reach.along;
    }
  }
  return { distance, along };
}

function reachOf({ kind, radius, centerV }: Shape, u: number, v: number): Reach {
  const down = v - centerV;
  const along = 0.5 + 0.5 * Math.min(1, Math.max(-1, u / (radius * 1.15)));
  if (kind === 'arch' && down > 0) return { distance: Math.abs(Math.abs(u) - radius), along };
  return { distance: Math.abs(Math.hypot(u, down) - radius), along };
}
