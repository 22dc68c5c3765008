/** The storyboard sheet as a client sees it: real stills, real words, one PNG. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawStoryboard, type StoryboardSheet } from '../../src/media/storyboard/draw-storyboard.ts';
import { prepareFonts } from '../../src/media/text/fonts.ts';

let folder = '';
let stills: readonly string[] = [];
const COLORS = ['#aa3322', '#33aa22', '#2233aa', '#aaaa22', '#22aaaa'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-board-'));
  process.env.FONTCONFIG_FILE = prepareFonts(join(tmpdir(), 'adgen-test-fonts'));
  stills = await Promise.all(COLORS.map(still));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function still(background: string): Promise<string> {
  const file = join(folder, `${background.slice(1)}.png`);
  await sharp({ create: { width: 108, height: 192, channels: 3, background } })
    .png()
    .toFile(file);
  return file;
}

async function sheet(count: number, over: Partial<StoryboardSheet> = {}, caption = 'Zero to calm', label = '1') {
  const outFile = join(await mkdtemp(join(folder, 's-')), 'sheet.png');
  const scenes = stills.slice(0, count).map((file, index) => ({ file, label, seconds: index + 2, caption }));
  const page = {
    stills: scenes,
    title: 'Acme',
    subtitle: 'Five scenes',
    brandColor: '#e63946',
    tone: 'light',
    ...over,
  };
  // The literal's only wide field is `tone`, which `over` replaces by its own type.
  await drawStoryboard(page as StoryboardSheet, outFile, new AbortController().signal);
  const { data, info } = await sharp(outFile).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    Array.from(data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3));
  return { data, at, width: info.width, height: info.height };
}

/** Rows of `area` in which anything differs from its first pixel. */
function inkedRows(page: Awaited<ReturnType<typeof sheet>>, left: number, top: number, width: number, height: number) {
  const paper = page.at(left, top).join();
  return Array.from({ length: height }, (_, y) => top + y).filter((y) =>
    Array.from({ length: width }, (_, x) => page.at(left + x, y).join()).some((pixel) => pixel !== paper),
  );
}

describe('the storyboard sheet', () => {
  it.each([3, 4, 5])('shows %i stills side by side in their order', async (count) => {
    const page = await sheet(count);
    for (const [index, color] of COLORS.slice(0, count).entries()) {
      const middle = 64 + index * 392 + 180;
      expect(Buffer.from(page.at(middle, 500)).toString('hex')).toBe(color.slice(1));
    }
    expect(page.width).toBeLessThanOrEqual(2100);
  });

  it('is light or dark as the film is', async () => {
    const [light, dark] = [await sheet(3, { tone: 'light' }), await sheet(3, { tone: 'dark' })];
    expect(light.at(4, 4)[0]).toBeGreaterThan(220);
    expect(dark.at(4, 4)[0]).toBeLessThan(50);
  });

  it('the bar below spans the page and ends where the last still ends', async () => {
    const page = await sheet(5);
    const y = page.height - 64 - 4;
    expect(page.at(64 + 6, y)).not.toEqual(page.at(20, y));
    expect(page.at(page.width - 64 - 6, y)).not.toEqual(page.at(20, y));
  });

  it('a caption that is too long is cut short, not made too small to read', async () => {
    const [short, long] = [
      await sheet(3, {}, 'Two short lines of words here'),
      await sheet(3, {}, 'many more words '.repeat(9)),
    ];
    const rows = (page: Awaited<ReturnType<typeof sheet>>) => inkedRows(page, 60, 850, 270, 90).length;
    expect(rows(long)).toBeGreaterThan(rows(short) * 0.75);
  });

  it('nothing people write breaks it', async () => {
    const odd = ['<b>&amp;"\'', '\u0000\u200b', '🔥', 'שלום Nike 2025', 'W'.repeat(200), ''];
    for (const text of odd)
      await expect(sheet(3, { title: text, subtitle: text }, text, text || '1')).resolves.toBeDefined();
  });

  it('the same sheet gives the same pixels', async () => {
    expect((await sheet(3)).data.equals((await sheet(3)).data)).toBe(true);
  });
});
