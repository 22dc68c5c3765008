/** Silhouettes of three plants as SVG paths, for the shadows they cast. */
import type { Random } from '../synth/random.ts';

export type Species = 'palm' | 'monstera' | 'olive';

/** From where a leaf or branch grows, where it heads (radians, 0 to the right, downwards positive), and how long it is. */
type Stem = { readonly x: number; readonly y: number; readonly heading: number; readonly length: number };

type Point = { readonly x: number; readonly y: number };

/** Path data in the units of `stem`. */
export function leafPath(species: Species, stem: Stem, random: Random): string {
  if (species === 'palm') return palmFrond(stem, random);
  return species === 'monstera' ? monsteraLeaf(stem, random) : oliveBranch(stem, random);
}

function palmFrond(stem: Stem, random: Random): string {
  const droop = random.between(0.35, 0.8) * (Math.cos(stem.heading) > 0 ? 1 : -1);
  const count = 25;
  const parts = [lens(stem, spineAt(stem, droop, 1), stem.length * 0.008)];
  for (let index = 2; index <= count; index++) {
    const t = index / count;
    const root = spineAt(stem, droop, t);
    const reach = stem.length * 0.46 * Math.sin(Math.PI * Math.min(1, 0.12 + 0.84 * t)) ** 0.65 + stem.length * 0.06;
    const open = 1.05 - 0.62 * t;
    for (const side of [-1, 1]) {
      const heading = stem.heading + droop * t * 1.1 + side * (open + random.between(-0.06, 0.06));
      parts.push(lens(root, ahead(root, heading, reach * random.between(0.88, 1.05)), stem.length * 0.0135));
    }
  }
  return parts.join('');
}

function spineAt(stem: Stem, droop: number, t: number): Point {
  return ahead(stem, stem.heading + droop * t * 0.55, stem.length * t);
}

/** A heart with deep cuts between its ribs, on a stalk. */
function monsteraLeaf(stem: Stem, random: Random): string {
  const stalk = ahead(stem, stem.heading, stem.length * 0.45);
  const size = stem.length * 0.42;
  const cuts = [0.55, 0.95, 1.36, 1.78, 2.2].map((angle) => angle + random.between(-0.06, 0.06));
  const middle = ahead(stalk, stem.heading, size * 0.35);
  const points: Point[] = [];
  for (let step = -150; step <= 150; step++) {
    const angle = (step / 150) * Math.PI;
    const side = Math.abs(angle);
    const heart =
      size *
      (0.92 +
        0.16 * Math.cos(side) -
        0.42 * Math.exp(-(((side - Math.PI) / 0.32) ** 2)) +
        0.16 * Math.exp(-((side / 0.3) ** 2)));
    const cut = cuts.reduce((deepest, at) => Math.max(deepest, Math.exp(-(((side - at) / 0.052) ** 4))), 0);
    points.push(ahead(middle, stem.heading + angle, heart * (1 - 0.56 * cut)));
  }
  const holes = [0.75, 1.15, 1.57].flatMap((angle) =>
    [-1, 1].map((side) => {
      const from = ahead(middle, stem.heading + side * angle, size * 0.2);
      return lens(from, ahead(middle, stem.heading + side * angle, size * 0.36), size * 0.035);
    }),
  );
  // A lens runs the other way round than the leaf: it is a hole, and the stalk, turned round, is none.
  return `${lens(stem, stalk, -stem.length * 0.012)}${polygon(points)}${holes.join('')}`;
}

function oliveBranch(stem: Stem, random: Random): string {
  const droop = random.between(-0.5, 0.5);
  const count = 15;
  const parts = [lens(stem, spineAt(stem, droop, 1), stem.length * 0.007)];
  for (let index = 1; index <= count; index++) {
    const root = spineAt(stem, droop, index / count);
    for (const side of [-1, 1]) {
      const heading = stem.heading + droop * (index / count) + side * random.between(0.45, 0.95);
      const reach = stem.length * random.between(0.13, 0.2) * (1 - 0.35 * (index / count));
      parts.push(lens(root, ahead(root, heading, reach), reach * 0.125));
    }
  }
  return parts.join('');
}

function ahead(from: Point, heading: number, distance: number): Point {
  return { x: from.x + Math.cos(heading) * distance, y: from.y + Math.sin(heading) * distance };
}

/** A leaf's outline between two points, at most `half` to either side; a negative `half` runs round the other way. */
function lens(from: Point, to: Point, half: number): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const across = { x: (-(to.y - from.y) / length) * half * 2, y: ((to.x - from.x) / length) * half * 2 };
  const middle = { x: from.x + (to.x - from.x) * 0.42, y: from.y + (to.y - from.y) * 0.42 };
  const [left, right] = [
    { x: middle.x + across.x, y: middle.y + across.y },
    { x: middle.x - across.x, y: middle.y - across.y },
  ];
  return `M${at(from)}Q${at(left)} ${at(to)}Q${at(right)} ${at(from)}Z`;
}

function polygon(points: readonly Point[]): string {
  return `M${points.map(at).join('L')}Z`;
}

function at({ x, y }: Point): string {
  return `${x.toFixed(4)},${y.toFixed(4)}`;
}
