/** Studio: a seamless paper sweep under one large key light, with a second colour from the other side. */
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { mixPaints, paintOf, putMixed } from '../paint.ts';
import { away, fieldOver, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

const BEND = -0.1;

export function composeStudio(set: StudioSet): Painting {
  const { tones, side, edges } = set;
  const random = set.random('studio');
  const noise = createNoise(set.random('studio mottling'));
  const wide = edges.right - edges.left;
  const keyU = side * random.between(0.26, 0.4) * Math.min(1.3, wide);
  const keyV = random.between(-0.8, -0.62);
  const tilt = side * random.between(0.35, 0.6);
  const beam = random.between(-0.1, 0.12);
  const phase = random.between(0, 6.28);
  const { dim, key, air, dusk } = tones.isDark
    ? { dim: 0.62, key: 4.2, air: 0.035, dusk: 0.34 }
    : { dim: 0.7, key: 0.62, air: 0.1, dusk: 0.16 };
  const wall = paintOf(tones.wall);
  const far = paintOf(tones.mix('wall', 'accent', tones.isDark ? 0.45 : 0.4));
  const floor = paintOf(tones.floor);
  const surface = fieldOver(set, (u, v) => {
    const plaster = 1 + 0.018 * layered(noise, u * 5, v * 5);
    return plaster * (1 - dusk * smoothstep(0.45, 1.35, away(u / Math.max(1, wide), v + 0.35)));
  });
  const pool = fieldOver(set, (u, v) => bell((u - 0.12 * side) / 0.62) * bell((v - 0.06) / 0.3));
  const cool = fieldOver(
    set,
    (u, v) => 0.85 * smoothstep(0.1, 1.15, (-u * side) / Math.max(1, 0.8 * wide) + 0.35 * v + 0.3),
  );
  return {
    ground: { lightX: side * 0.7, gloss: 0.18 },
    horizonV: BEND,
    push: true,
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const down = smoothstep(BEND - 0.07, BEND + 0.13, v);
      const drift = 0.09 * Math.sin(0.5 * seconds + phase);
      const breath = 1 + 0.05 * Math.sin(0.8 * seconds + phase);
      const crease = 1 - 0.1 * bell((v - BEND - 0.01) / 0.05);
      const depth = 0.22 * dim * smoothstep(0, 0.75, v);
      const near = mixPaints(wall, floor, down);
      const beyond = mixPaints(far, floor, down);
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const u = uOf(set, x);
        const du = (u - keyU - drift) / 0.62;
        const dv = (v - keyV) / 0.62;
        const onWall = glow(du * du + dv * dv) * breath;
        // A flag in front of the lamp cuts its light into a broad slanted band.
        const across = (u + v * tilt + drift * 1.8) * side + beam;
        const band = smoothstep(-0.42, 0, across) * (1 - 0.7 * smoothstep(0.2, 0.75, across));
        const wallLight = dim + key * onWall * (0.58 + 0.6 * band);
        const floorLight = dim * 1.12 + key * (0.55 * (pool[at] ?? 0) + 0.2 * onWall) - depth;
        const light = lerp(wallLight, floorLight, down) * crease * (surface[at] ?? 1);
        const hot = air * (onWall * (1 - down) + 0.5 * (pool[at] ?? 0) * down);
        putMixed(out, 3 * x, [near, beyond, cool[at] ?? 0], light, tones.light, hot);
      }
    },
  };
}
