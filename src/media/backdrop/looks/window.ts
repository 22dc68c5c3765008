/** Window: late sun through a window and leaves, falling over a plastered wall and down onto the floor. */

import type { Random } from '../../synth/random.ts';
import { bell, lerp, smoothstep } from '../curves.ts';
import { leafPath, type Species } from '../leaves.ts';
import { createNoise, layered } from '../noise.ts';
import { mixPaints, paintOf, putMixed } from '../paint.ts';
import { drawMask, shadeAt } from '../shadow-mask.ts';
import { away, fieldOver, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

type Opening = 'panes' | 'blinds' | 'open';

const HORIZON = -0.14;

export async function composeWindow(set: StudioSet): Promise<Painting> {
  const { tones, side, edges } = set;
  const random = set.random('window');
  const opening = random.pick<Opening>(['panes', 'panes', 'open', 'blinds']);
  const species = random.pick<Species>(opening === 'blinds' ? ['palm', 'olive'] : ['palm', 'monstera', 'olive']);
  const plaster = createNoise(set.random('plaster'));
  const near = await drawMask(set, plant(set, species, random, 1), {
    near: 0.006,
    far: 0.02,
    fromV: edges.top,
    toV: 0,
  });
  const far = await drawMask(set, plant(set, species, random, 0), {
    near: 0.026,
    far: 0.026,
    fromV: edges.top,
    toV: 0,
  });
  const phase = random.between(0, 6.28);
  const anchorU = side > 0 ? edges.right : edges.left;
  const slant = side * random.between(0.2, 0.34);
  const { ambient, sun, air } = tones.isDark
    ? { ambient: 0.62, sun: 4.6, air: 0.12 }
    : { ambient: 0.5, sun: 0.68, air: 0.07 };
  const warm = tones.isDark ? tones.mix('light', 'accent', 0.2) : tones.mix('light', 'wall', 0.35);
  const wall = paintOf(tones.wall);
  const floor = paintOf(tones.floor);
  const shaded = paintOf(tones.mix('wall', 'shadow', 0.22));
  const surface = fieldOver(set, (u, v) => {
    const bumps = 1 + 0.035 * layered(plaster, u * 7, v * 7) * (v > HORIZON ? 0.5 : 1);
    return bumps * (1 - 0.2 * smoothstep(0.55, 1.4, away(u, v + 0.35)));
  });
  const fall = fieldOver(set, (u, v) => 1 - 0.3 * smoothstep(-0.4, 1.3, -u * side + 0.3 * (v + 0.5)));
  return {
    ground: { lightX: side * 0.8, gloss: 0.06 },
    horizonV: HORIZON,
    push: true,
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const down = smoothstep(HORIZON - 0.004, HORIZON + 0.01, v);
      const below = Math.max(0, v - HORIZON);
      // On the floor the same rays land flatter and run on to the side.
      const rayV = v - below * 0.45;
      const rayShift = -side * below * 0.75;
      const sway = 0.013 * Math.sin(0.7 * seconds + phase);
      const swayFar = 0.011 * Math.sin(0.55 * seconds + phase + 1.4);
      const travel = 0.006 * seconds * side;
      const lean = rayV - edges.top;
      const corner = 0.2 * bell((v - HORIZON) / 0.045);
      const glowing = air * (1 - 0.5 * down);
      const paint = mixPaints(wall, floor, down);
      const dusk = mixPaints(shaded, floor, down);
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const rayU = uOf(set, x) + rayShift;
        const lever = rayU - anchorU;
        const leafNear = shadeAt(near, rayU + sway * lean, rayV - sway * lever);
        const leafFar = shadeAt(far, rayU + swayFar * lean, rayV - swayFar * lever);
        const light = openingAt(opening, rayU - slant * rayV - travel, rayV + side * 0.24 * rayU);
        const lit = light * (1 - 0.92 * leafNear) * (1 - 0.7 * leafFar) * (fall[at] ?? 1);
        const power = (ambient + sun * lit) * (surface[at] ?? 1) * (1 - corner * (1 - 0.4 * lit));
        putMixed(out, 3 * x, [dusk, paint, lit], power, warm, glowing * lit);
      }
    },
  };
}

/** Stems enter from the upper corner on the light's side; the nearer ones are fewer. */
function plant(set: StudioSet, species: Species, random: Random, depth: number): string {
  const { edges, side } = set;
  const width = edges.right - edges.left;
  const cornerU = side > 0 ? edges.right : edges.left;
  const inward = side > 0 ? Math.PI : 0;
  const count = { palm: 3, monstera: 3, olive: 5 }[species] - depth;
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 0.5) / count;
    const heading = inward - side * lerp(-0.25, 1.15, share) + random.between(-0.15, 0.15);
    const x = cornerU + side * 0.08 - side * (depth === 1 ? 0 : random.between(0, 0.4 * width)) * (1 - share);
    const y = edges.top + random.between(-0.1, 0.05) + share * 0.5 * depth;
    const length = { palm: 0.95, monstera: 0.85, olive: 0.8 }[species] * random.between(0.8, 1.1);
    return leafPath(species, { x, y, heading, length }, random);
  }).join('');
}

/** Light that comes through at a point of the window's own slanted plane, 0.12 (what the sky gives) to 1. */
function openingAt(opening: Opening, p: number, q: number): number {
  if (opening === 'open') return 1;
  const soft = 0.022;
  if (opening === 'blinds') {
    const turn = q / 0.135;
    const slat = Math.abs(turn - Math.floor(turn) - 0.5);
    return 0.12 + 0.88 * smoothstep(0.16, 0.34, slat) * within(p, -0.75, 0.75, 0.08);
  }
  const frame = within(p, -0.56, 0.56, soft) * within(q, -1.2, 0.5, soft);
  const bars = bar(p, 0, soft) * bar(q, -0.62, soft) * bar(q, -0.06, soft);
  return 0.17 + 0.83 * frame * bars;
}

function within(value: number, from: number, to: number, soft: number): number {
  return smoothstep(from - soft, from + soft, value) * (1 - smoothstep(to - soft, to + soft, value));
}

function bar(value: number, at: number, soft: number): number {
  return smoothstep(0.004, 0.012 + 1.6 * soft, Math.abs(value - at));
}
