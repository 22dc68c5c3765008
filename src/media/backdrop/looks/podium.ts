/** Podium: a round plinth before a disc or a niche, lit from one side. */
import { hexOf, mixColors, oklchOf } from '../../../ad/color.ts';
import { bell, glow, lerp, smoothstep } from '../curves.ts';
import { createNoise, layered } from '../noise.ts';
import { type DrawnStill, type Painting, type StudioSet, uOf, vOf } from '../studio-set.ts';

type Back = { readonly kind: 'disc' | 'niche'; readonly u: number; readonly v: number; readonly radius: number };

export function composePodium(set: StudioSet): Painting {
  const { tones, side } = set;
  const random = set.random('podium');
  const horizon = -0.16;
  const back = pickBack(set, random.next(), random.between(-0.05, 0.05), horizon);
  const mottling = createNoise(set.random('podium plaster'));
  const face = tones.mix('accent', 'wall', tones.isDark ? 0.35 : 0.45);
  const ambient = tones.isDark ? 0.5 : 0.74;
  const key = tones.isDark ? 1.1 : 0.5;
  const phase = random.between(0, 6.28);
  const soft = 1 / set.unit;
  return {
    ground: { lightX: side * 0.7, gloss: 0.14 },
    horizonV: horizon,
    push: true,
    stills: [drawPlinth(set)],
    row: (y, seconds, out) => {
      const v = vOf(set, y);
      const floor = smoothstep(horizon - 0.035, horizon + 0.06, v);
      const drift = 0.09 * Math.sin(0.5 * seconds + phase);
      const breath = 1 + 0.04 * Math.sin(0.8 * seconds + phase);
      for (let x = 0; x < set.width; x++) {
        const u = uOf(set, x);
        const du = (u - 0.5 * side - drift) / 0.72;
        const dv = (v + 0.7) / 0.72;
        const lamp = glow(du * du + dv * dv) * breath;
        const across = u * side * 0.8 + (v + 0.45) * -0.55 + drift * 1.4 * side;
        const gobo = 0.22 * smoothstep(-0.3, 0.02, across) * (1 - smoothstep(0.16, 0.5, across));
        const inside = -distanceTo(back, u, v);
        const cover = smoothstep(-1.1 * soft, 1.1 * soft, inside) * (1 - floor);
        const behind = back.kind === 'disc' ? 1 : 0;
        const cast = -distanceTo(back, u + side * 0.035, v - 0.03);
        const shadow = behind * 0.3 * smoothstep(-0.05, 0.05, cast) * (1 - cover) * (1 - floor);
        // A niche is cut into the wall: its own edge throws a shadow into it.
        const recess =
          (1 - behind) * cover * 0.42 * (1 - smoothstep(-0.01, 0.09, -distanceTo(back, u + side * 0.055, v - 0.05)));
        const rim =
          cover *
          behind *
          0.18 *
          bell((inside - 0.004) / 0.005) *
          smoothstep(-0.2, 0.5, (u - back.u) * side - (v - back.v));
        const pool = bell((u - 0.08 * side) / 0.7) * bell((v - 0.05) / 0.26);
        const ground = 0.36 * bell(u / 0.48) * bell((v - 0.1) / 0.11);
        const wallLight = ambient + key * (lamp + gobo);
        const floorLight =
          ambient * 1.1 + key * (0.42 * pool + 0.25 * lamp) - 0.2 * ambient * smoothstep(0.1, 0.6, v) - ground * 0.4;
        const crease = 1 - 0.1 * bell((v - horizon - 0.01) / 0.05);
        const edge = 1 - (tones.isDark ? 0.28 : 0.15) * smoothstep(0.5, 1.35, Math.hypot(u, v + 0.35));
        const plaster = 1 + 0.02 * layered(mottling, u * 6, v * 6);
        const light = lerp(wallLight, floorLight, floor) * crease * edge * plaster * (1 - shadow) * (1 - recess);
        const bloom = 0.1 * lamp * (1 - floor) + rim;
        for (let c = 0; c < 3; c++) {
          const wall = lerp(tones.wall[c] ?? 0, face[c] ?? 0, cover);
          out[3 * x + c] = lerp(wall, tones.floor[c] ?? 0, floor) * light + (tones.light[c] ?? 0) * bloom;
        }
      }
    },
  };
}

function pickBack(set: StudioSet, chance: number, offset: number, horizon: number): Back {
  const radius = { '9:16': 0.35, '1:1': 0.33, '16:9': 0.38 }[set.aspect];
  if (chance < 0.6) return { kind: 'disc', u: offset, v: horizon - radius * 0.62, radius };
  const top = { '9:16': -0.68, '1:1': -0.64, '16:9': -0.76 }[set.aspect];
  return { kind: 'niche', u: 0, v: top + radius, radius };
}

/** Signed distance from the outline, negative inside. */
function distanceTo(back: Back, u: number, v: number): number {
  const down = v - back.v;
  if (back.kind === 'niche' && down > 0) return Math.abs(u - back.u) - back.radius;
  return Math.hypot(u - back.u, down) - back.radius;
}

/** The plinth's upper face is centred where the product stands. */
function drawPlinth(set: StudioSet): DrawnStill {
  const px = Math.min(set.frame.width, set.frame.height);
  const reach = { '9:16': 0.44, '1:1': 0.4, '16:9': 0.47 }[set.aspect];
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
<filter id="s" x="-30%" y="-120%" width="160%" height="340%"><feGaussianBlur stdDeviation="${0.035 * px} ${0.02 * px}"/></filter>
<filter id="a" x="-20%" y="-80%" width="140%" height="260%"><feGaussianBlur stdDeviation="${0.008 * px} ${0.005 * px}"/></filter></defs>
<ellipse cx="${cx - set.side * 0.05 * px}" cy="${cy + tall + 0.012 * px}" rx="${rx * 1.02}" ry="${ry * 1.05}" fill="${shadow}" opacity=".55" filter="url(#s)"/>
<ellipse cx="${cx}" cy="${cy + tall + 0.004 * px}" rx="${rx * 1.003}" ry="${ry * 1.02}" fill="${shadow}" opacity=".6" filter="url(#a)"/>
<path d="${body}" fill="url(#b)"/><path d="${body}" fill="url(#d)"/>
<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#t)"/>
<path d="M${cx - rx},${cy} A${rx},${ry} 0 0 0 ${cx + rx},${cy}" fill="none" stroke="${gleam}" stroke-opacity=".75" stroke-width="${0.0028 * px}"/>
<path d="M${cx - rx * 0.999},${cy + 0.004 * px} A${rx},${ry} 0 0 0 ${cx + rx * 0.999},${cy + 0.004 * px}" fill="none" stroke="${deep}" stroke-opacity=".22" stroke-width="${0.003 * px}"/></svg>`;
  const x = Math.round(set.focusX * set.frame.width - cx);
  return { svg, x, y: Math.round(set.contactY * set.frame.height - cy), width, height, driftX: 0 };
}

function plinthColors(set: StudioSet) {
  const { floor, light, shadow } = set.palette;
  const lifted = mixColors(floor, light, set.tones.isDark ? 0.14 : 0.12);
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
