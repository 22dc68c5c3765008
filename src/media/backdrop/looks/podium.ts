/** Podium: a round plinth before a disc or a niche, lit from one side. */
import { hexOf, mixColors, oklchOf } from '../../../ad/color.ts';
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { mixPaints, paintOf, putMixed } from '../paint.ts';
import { away, type DrawnStill, fieldOver, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

type Back = { readonly kind: 'disc' | 'niche'; readonly u: number; readonly v: number; readonly radius: number };

const HORIZON = -0.16;

export function composePodium(set: StudioSet): Painting {
  const { tones, side } = set;
  const random = set.random('podium');
  const back = pickBack(set, random.next(), random.between(-0.05, 0.05));
  const phase = random.between(0, 6.28);
  const wall = paintOf(tones.wall);
  const face = paintOf(tones.mix('accent', 'wall', tones.isDark ? 0.3 : 0.45));
  const floor = paintOf(tones.isDark ? tones.mix('floor', 'wall', 0.4) : tones.floor);
  const { ambient, key, air } = tones.isDark
    ? { ambient: 0.7, key: 2.6, air: 0.03 }
    : { ambient: 0.76, key: 0.5, air: 0.1 };
  const { cover, surface, rim } = layBack(set, back);
  const pool = fieldOver(set, (u, v) => {
    const occlusion = tones.isDark ? 0.3 : 0.15;
    return (
      0.5 * bell((u - 0.08 * side) / 0.7) * bell((v - 0.05) / 0.26) - occlusion * bell(u / 0.5) * bell((v - 0.1) / 0.11)
    );
  });
  return {
    ground: { lightX: side * 0.7, gloss: 0.14 },
    horizonV: HORIZON,
    push: true,
    stills: [drawPlinth(set)],
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const down = smoothstep(HORIZON - 0.035, HORIZON + 0.06, v);
      const drift = 0.1 * Math.sin(0.5 * seconds + phase);
      const breath = 1 + 0.05 * Math.sin(0.8 * seconds + phase);
      const dv = (v + 0.7) / 0.72;
      const dim = ambient * (1.1 - 0.2 * smoothstep(0.1, 0.6, v));
      const near = mixPaints(wall, floor, down);
      const disc = mixPaints(face, floor, down);
      for (let x = 0; x < set.width; x++) {
        const at = y * set.width + x;
        const u = uOf(set, x);
        const du = (u - 0.5 * side - drift) / 0.72;
        const lamp = glow(du * du + dv * dv) * breath;
        // A broad slanted beam that wanders over wall and disc.
        const across = (u * 0.8 + drift * 1.5) * side - (v + 0.45) * 0.55;
        const beam = 0.26 * smoothstep(-0.3, 0.02, across) * (1 - smoothstep(0.16, 0.5, across));
        const wallLight = ambient + key * (lamp + beam);
        const floorLight = dim + key * ((pool[at] ?? 0) + 0.25 * lamp);
        const light = lerp(wallLight, floorLight, down) * (surface[at] ?? 1);
        const hot = air * lamp * (1 - down) + (rim[at] ?? 0);
        putMixed(out, 3 * x, [near, disc, cover[at] ?? 0], light, tones.light, hot);
      }
    },
  };
}

/** What the disc or niche covers, what it and the room shade, and the light on its edge. */
function layBack(set: StudioSet, back: Back) {
  const { side, tones } = set;
  const mottling = createNoise(set.random('podium plaster'));
  const soft = 1.1 / set.unit;
  const isDisc = back.kind === 'disc';
  const onWall = (v: number) => 1 - smoothstep(HORIZON - 0.035, HORIZON + 0.06, v);
  const cover = fieldOver(set, (u, v) => smoothstep(-soft, soft, -distanceTo(back, u, v)) * onWall(v));
  const surface = fieldOver(set, (u, v) => {
    const inside = smoothstep(-soft, soft, -distanceTo(back, u, v));
    // A disc throws its shadow on the wall; a niche is cut into it, and the wall's edge throws one into the niche.
    const cast = isDisc
      ? 0.34 * smoothstep(-0.06, 0.05, -distanceTo(back, u + side * 0.04, v - 0.035)) * (1 - inside)
      : 0.46 * (1 - smoothstep(-0.01, 0.1, -distanceTo(back, u + side * 0.06, v - 0.05))) * inside;
    const crease = 1 - 0.1 * bell((v - HORIZON - 0.01) / 0.05);
    const edge = 1 - (tones.isDark ? 0.3 : 0.15) * smoothstep(0.5, 1.35, away(u, v + 0.35));
    return (1 - cast * onWall(v)) * crease * edge * (1 + 0.02 * layered(mottling, u * 6, v * 6));
  });
  const rim = fieldOver(set, (u, v) => {
    const inside = -distanceTo(back, u, v);
    if (!isDisc || inside < -0.02 || inside > 0.03) return 0;
    const facing = smoothstep(-0.15, 0.5, (u - back.u) * side - (v - back.v));
    return 0.2 * facing * bell((inside - 0.004) / 0.005) * onWall(v);
  });
  return { cover, surface, rim };
}

function pickBack(set: StudioSet, chance: number, offset: number): Back {
  const radius = { '9:16': 0.35, '1:1': 0.33, '16:9': 0.35 }[set.aspect];
  if (chance < 0.6) return { kind: 'disc', u: offset, v: HORIZON - radius * 0.62, radius };
  const top = { '9:16': -0.68, '1:1': -0.64, '16:9': -0.76 }[set.aspect];
  return { kind: 'niche', u: 0, v: top + radius, radius };
}

/** Signed distance from the outline, negative inside. */
function distanceTo(back: Back, u: number, v: number): number {
  const down = v - back.v;
  if (back.kind === 'niche' && down > 0) return Math.abs(u - back.u) - back.radius;
  return away(u - back.u, down) - back.radius;
}

/** The plinth's upper face is centred where the product stands. */
function drawPlinth(set: StudioSet): DrawnStill {
  const px = Math.min(set.frame.width, set.frame.height);
  const reach = { '9:16': 0.44, '1:1': 0.4, '16:9': 0.43 }[set.aspect];
  const flat = 0.155;
  const rx = reach * px;
  const ry = rx * flat;
  const tall = 0.095 * px;
  const pad = 0.16 * px;
  const width = Math.ceil(2 * (rx + pad));
  const height = Math.ceil(2 * ry + tall + 2 * pad);
  const [cx, cy] = [width / 2, pad + ry];
  const { top, lit, dim, deep, gleam, shadow } = plinthColors(set);
  const [from, to] = set.side < 0 ? ['0%', '100%'] : ['100%', '0%'];
  const body = `M${cx - rx},${cy} V${cy + tall} A${rx},${ry} 0 0 0 ${cx + rx},${cy + tall} V${cy} Z`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
<linearGradient id="b" x1="${from}" x2="${to}" y1="0" y2="0"><stop offset="0" stop-color="${lit}" stop-opacity="1"/><stop offset=".2" stop-color="${top}"/><stop offset=".52" stop-color="${dim}"/><stop offset=".9" stop-color="${deep}"/><stop offset="1" stop-color="${dim}"/></linearGradient>
<linearGradient id="d" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${shadow}" stop-opacity="0"/><stop offset=".55" stop-color="${shadow}" stop-opacity=".08"/><stop offset="1" stop-color="${shadow}" stop-opacity=".42"/></linearGradient>
<linearGradient id="t" x1="${from}" x2="${to}" y1="0" y2=".2"><stop offset="0" stop-color="${gleam}"/><stop offset=".45" stop-color="${lit}"/><stop offset="1" stop-color="${top}"/></linearGradient>
${softSpot('s', shadow, 0)}${softSpot('a', shadow, 0.86)}</defs>
<ellipse cx="${cx - set.side * 0.05 * px}" cy="${cy + tall + 0.012 * px}" rx="${rx * 1.3}" ry="${ry * 1.75}" fill="url(#s)" opacity=".85"/>
<ellipse cx="${cx}" cy="${cy + tall + 0.003 * px}" rx="${rx * 1.035}" ry="${ry * 1.1}" fill="url(#a)" opacity=".75"/>
<path d="${body}" fill="url(#b)"/><path d="${body}" fill="url(#d)"/>
<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#t)"/>
<path d="M${cx - rx},${cy} A${rx},${ry} 0 0 0 ${cx + rx},${cy}" fill="none" stroke="${gleam}" stroke-opacity=".75" stroke-width="${0.0028 * px}"/>
<path d="M${cx - rx * 0.999},${cy + 0.004 * px} A${rx},${ry} 0 0 0 ${cx + rx * 0.999},${cy + 0.004 * px}" fill="none" stroke="${deep}" stroke-opacity=".22" stroke-width="${0.003 * px}"/></svg>`;
  const x = Math.round(set.focusX * set.frame.width - cx);
  return { svg, x, y: Math.round(set.contactY * set.frame.height - cy), width, height };
}

/** A round shadow that is full up to `core` of its radius and then fades like a blurred edge; much cheaper than a blur. */
function softSpot(id: string, color: string, core: number): string {
  const stops = Array.from({ length: 13 }, (_, index) => {
    const at = index / 12;
    const opacity = (1 - smoothstep(0, 1, at)) ** (core === 0 ? 1.3 : 1);
    return `<stop offset="${(core + (1 - core) * at).toFixed(3)}" stop-color="${color}" stop-opacity="${opacity.toFixed(3)}"/>`;
  });
  return `<radialGradient id="${id}">${stops.join('')}</radialGradient>`;
}

function plinthColors(set: StudioSet) {
  const { floor, wall, light, shadow } = set.palette;
  const ground = set.tones.isDark ? mixColors(floor, wall, 0.7) : floor;
  const lifted = mixColors(ground, light, set.tones.isDark ? 0.17 : 0.12);
  const darker = (share: number) => {
    const tone = oklchOf(lifted);
    return hexOf({ ...tone, l: tone.l * share });
  };
  return {
    top: lifted,
    lit: mixColors(lifted, light, 0.2),
    gleam: mixColors(lifted, light, set.tones.isDark ? 0.4 : 0.55),
    dim: darker(0.86),
    deep: darker(set.tones.isDark ? 0.62 : 0.7),
    shadow,
  };
}
