/** Overlays as people see them: every script drawn, inside the box, readable on whatever is behind. Real fonts, small frames. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aspect, scaledSize } from '../../src/ad/aspect.ts';
import { contrast } from '../../src/ad/color.ts';
import type { Overlay, StyleSpec } from '../../src/ad/plan.ts';
import type { Stage, TimedStill } from '../../src/media/stage.ts';
import { drawOverlay } from '../../src/media/text/draw-overlay.ts';
import { prepareFonts } from '../../src/media/text/fonts.ts';
import { pillColors } from '../../src/media/text/pill.ts';
import { cleanText } from '../../src/media/text/script.ts';
import { setPixels } from './set-pixels.ts';

const SCALE = 0.25;
const STYLE: StyleSpec = {
  ...{ lighting: 'soft', camera: 'still', texture: 'smooth', grade: 'neutral', mood: 'calm', typeface: 'modern' },
  palette: {
    ...{ tone: 'dark', wall: '#1d3b2a', floor: '#0f2018', light: '#f3ead8' },
    ...{ accent: '#e0a030', shadow: '#0b1511', brand: '#e63946' },
  },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-text-'));
  // Fontconfig reads it when the first text of the process is drawn.
  process.env.FONTCONFIG_FILE = prepareFonts(join(tmpdir(), 'adgen-test-fonts'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function stageOf(aspect: Aspect, product: Stage['product'] = null): Stage {
  const size = scaledSize(aspect, SCALE);
  const text = { x: size.width * 0.11, y: size.height * 0.15, width: size.width * 0.71, height: size.height * 0.21 };
  return {
    aspect,
    size,
    scale: SCALE,
    text: aspect === '9:16' ? text : { ...text, height: size.height * 0.5 },
    product,
  };
}

type Paint = (x: number, y: number, width: number, height: number) => readonly [number, number, number];

function paint({ size: { width, height } }: Stage, color: Paint) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(color(x, y, width, height), (y * width + x) * 3);
  return { data, width, height };
}

const words = (headline: string, support: string | null = null, pill: string | null = null): Overlay => ({
  ...{ headline, support, pill },
  position: 'top',
});

async function draw(overlay: Overlay, stage: Stage, color: Paint = () => [18, 37, 28], language = 'en') {
  const own = await mkdtemp(join(folder, 'o-'));
  const request = { overlay, style: STYLE, language, stage, frames: 90, leadFrames: 15, behind: [paint(stage, color)] };
  return drawOverlay(request, own, new AbortController().signal);
}

async function pixels(file: string) {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, ...info };
}

const roleOf = (still: TimedStill) => /words-(\w+)\.png$/.exec(still.file)?.[1] ?? '';
const isWords = (still: TimedStill) => roleOf(still) !== 'ground';

describe('what people write', () => {
  it('markup is drawn as it was written', async () => {
    const literal = await setPixels('<b>A</b>');
    const plain = await setPixels('A');
    expect(literal.width).toBeGreaterThan(plain.width * 3);
    await expect(setPixels('& < > " \' &amp; <span foreground="red">')).resolves.toBeDefined();
  });

  it('invisible, private and turning characters are gone', () => {
    expect(cleanText(' a\u0000b\u200bc\u202ed\ufeff\ue000\ud800e\n\tf ')).toBe('a bcde f');
    expect(cleanText('👨‍👩‍👧')).toBe('👨‍👩‍👧');
    expect(cleanText('\u200b\u200d')).toBe('');
    expect(cleanText('𝗦𝗮𝗹𝗲')).toBe('Sale');
  });

  it('a headline of nothing but invisible characters leaves the other lines standing', async () => {
    const roles = (await draw(words('\u200b\u0000', 'Still here', 'Go'), stageOf('9:16'))).map(roleOf);
    expect(roles).toEqual(expect.arrayContaining(['support', 'pill']));
  });

  it('a script without a font is refused in plain words instead of drawn as boxes', async () => {
    await expect(draw(words('বাংলা'), stageOf('9:16'))).rejects.toThrow(/No font here can draw/);
  });

  it('French punctuation stays with its word', () => {
    expect(cleanText('« Déjà là ! »')).toBe('«\u00a0Déjà là\u00a0!\u00a0»');
  });

  const LONG = [
    words('W'.repeat(80), 'W'.repeat(120), 'W'.repeat(60)),
    words('Donaudampfschifffahrtsgesellschaftskapitänsmütze', 'Rechtsschutzversicherungsgesellschaften', 'Jetzt'),
    words('word '.repeat(16).trim(), 'little words '.repeat(9).trim(), 'a button with far too many words'),
    words('每一口都是清晨的味道。'.repeat(7), '精选云南高山咖啡豆'.repeat(12), '立即购买'.repeat(10)),
    words('100% "q" \\n %{x} :a=b', "it's [d]; a,b", '<&>'),
    words('اختبار '.repeat(11).trim(), 'اختبار '.repeat(16).trim(), 'اختبار '.repeat(8).trim()),
  ];
  it.each(['9:16', '1:1', '16:9'] as const)('whatever its length, it stays inside its box in %s', async (aspect) => {
    const stage = stageOf(aspect);
    for (const overlay of LONG)
      for (const still of (await draw(overlay, stage)).filter(isWords)) {
        const slack = roleOf(still) === 'pill' ? 17 * SCALE + 2 : 2; // the pill's shadow is no content
        expect(still.x, overlay.headline).toBeGreaterThanOrEqual(stage.text.x - slack);
        expect(still.y, overlay.headline).toBeGreaterThanOrEqual(stage.text.y - slack);
        expect(still.x + still.width, overlay.headline).toBeLessThanOrEqual(stage.text.x + stage.text.width + slack);
        expect(still.y + still.height, overlay.headline).toBeLessThanOrEqual(stage.text.y + stage.text.height + slack);
      }
  });

  it('words keep clear of the product', async () => {
    const product = { x: 40, y: 130, width: 190, height: 200 };
    for (const still of (
      await draw(words('Book your test drive today', 'Only today', 'Go'), stageOf('9:16', product))
    ).filter(isWords))
      expect(still.y + still.height).toBeLessThanOrEqual(product.y);
  });

  it('lines are even: no lonely last word', async () => {
    const { data, width, height } = await setPixels('A cup that feels like Sunday', {
      maxWidth: 200,
      maxHeight: 200,
      maxLines: 2,
    });
    const half = Math.floor(height / 2);
    const span = (from: number, to: number) => inkSpan(data, width, from, to);
    expect(Math.min(span(0, half), span(half, height)) / width).toBeGreaterThan(0.5);
  });
});

describe('contrast', () => {
  const noise: Paint = (x, y) => {
    const value = (Math.imul(x * 73856093, y * 19349663 + 1) >>> 24) & 255;
    return [value, value, value];
  };
  const BEHIND: readonly (readonly [string, Paint])[] = [
    ['light', () => [236, 226, 208]],
    ['dark', () => [18, 37, 28]],
    ['middle grey', () => [119, 119, 119]],
    ['half light, half dark', (x, _, width) => (x < width / 2 ? [8, 8, 8] : [248, 248, 248])],
    ['noise', noise],
    ['stripes', (_, y) => (y % 12 < 6 ? [230, 222, 200] : [70, 88, 70])],
    ['saturated', (_, y, __, height) => [255, Math.round((255 * y) / height), 0]],
  ];
  it.each(BEHIND)('words read at 4.5 to 1 on %s, measured on the finished frame', async (_, color) => {
    const stage = stageOf('9:16');
    const stills = await draw(words('Built for the long run', 'Fourteen days on one charge'), stage, color);
    const scene = paint(stage, color);
    const below = await composite(
      scene,
      stills.filter((still) => !isWords(still)),
    );
    for (const still of stills.filter(isWords)) {
      const picture = await pixels(still.file);
      const found: number[] = [];
      for (let y = 0; y < picture.height; y++)
        for (let x = 0; x < picture.width; x++) {
          const at = (y * picture.width + x) * 4;
          if ((picture.data[at + 3] ?? 0) < 250) continue;
          const under = ((Math.round(still.y) + y) * scene.width + Math.round(still.x) + x) * 3;
          found.push(contrast(hexAt(picture.data, at), hexAt(below, under)));
        }
      found.sort((a, b) => a - b);
      expect(found.length).toBeGreaterThan(20);
      // One in fifty may be a speck.
      expect(found[Math.floor(found.length * 0.03)] ?? 0).toBeGreaterThanOrEqual(4.45);
    }
  });

  it('words on a dark set stay white, though a neon tube crosses them', async () => {
    const tube: Paint = (_, y, __, height) => (Math.abs(y - height * 0.22) < 5 ? [255, 240, 200] : [50, 34, 10]);
    const stills = await draw(words('Book your test drive today'), stageOf('9:16'), tube);
    const { data } = await pixels(stills.find(isWords)?.file ?? '');
    const solid = data.findIndex((value, index) => index % 4 === 3 && value > 250) - 3;
    expect(contrast(hexAt(data, solid), '#000000')).toBeGreaterThan(15);
  });

  it('a pill reads at 4.5 to 1 in any brand colour', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(hex, (brand) => {
        const { fill, ink } = pillColors(brand);
        return contrast(fill, ink) >= 4.5;
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('coming and going', () => {
  it('the headline comes first, then the support line, then the pill, none before the transition is nearly over', async () => {
    const stills = await draw(words('One', 'Two', 'Three'), stageOf('9:16'));
    const enters = ['headline', 'support', 'pill'].map(
      (role) => stills.find((still) => roleOf(still) === role)?.enterFrame ?? -1,
    );
    expect(enters[0]).toBeGreaterThanOrEqual(10);
    expect(enters).toEqual([...enters].sort((a, b) => a - b));
    expect(stills.every((still) => still.exitFrame === null)).toBe(true);
  });

  it('words without a call to action are gone before the scene is', async () => {
    for (const still of await draw(words('One', 'Two'), stageOf('9:16'))) {
      expect(still.exitFrame).toBeLessThan(90);
      expect(still.exitFrame).toBeGreaterThan(still.enterFrame + 2 * still.fadeFrames);
    }
  });

  it('the same words give the same pixels and places', async () => {
    const [first, second] = [
      await draw(words('One more', 'Two', 'Go'), stageOf('1:1')),
      await draw(words('One more', 'Two', 'Go'), stageOf('1:1')),
    ];
    expect(first.map(({ file: _, ...place }) => place)).toEqual(second.map(({ file: _, ...place }) => place));
    for (const [index, still] of first.entries())
      expect((await pixels(still.file)).data.equals((await pixels(second[index]?.file ?? '')).data)).toBe(true);
  });

  it('stops when told to', async () => {
    const request = {
      overlay: words('One'),
      style: STYLE,
      language: 'en',
      stage: stageOf('9:16'),
      frames: 90,
      leadFrames: 0,
    };
    const behind = [paint(stageOf('9:16'), () => [0, 0, 0] as const)];
    await expect(drawOverlay({ ...request, behind }, folder, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

function inkSpan(data: Buffer, width: number, from: number, to: number): number {
  let [left, right] = [width, 0];
  for (let y = from; y < to; y++)
    for (let x = 0; x < width; x++)
      if ((data[(y * width + x) * 4 + 3] ?? 0) > 128) [left, right] = [Math.min(left, x), Math.max(right, x)];
  return Math.max(0, right - left);
}

function hexAt(data: Uint8Array, at: number): string {
  return `#${Buffer.from(data.subarray(at, at + 3)).toString('hex')}`;
}

async function composite(scene: ReturnType<typeof paint>, stills: readonly TimedStill[]): Promise<Uint8Array> {
  const { data, width, height } = scene;
  const layers = stills.map(({ file, x, y }) => ({ input: file, left: Math.round(x), top: Math.round(y) }));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite(layers)
    .removeAlpha()
    .raw()
    .toBuffer();
}
