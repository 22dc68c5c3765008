/** Every script is set in real letters, joined, ordered and coloured as its readers expect. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareFonts } from '../../src/media/text/fonts.ts';
import { crop, hasInk, isMissing, likeness, setPixels } from './set-pixels.ts';

/** A letter of a script that no packaged font has. */
const BENGALI_KA = 'ক';

beforeAll(() => {
  // Fontconfig reads it when the first text of the process is drawn.
  process.env.FONTCONFIG_FILE = prepareFonts(join(tmpdir(), 'adgen-test-fonts'));
});

describe('every script', () => {
  it.each([
    ['English', 'Zero to calm', 'en'],
    ['German', 'Süße Grüße ß', 'de'],
    ['French', 'Déjà l’été', 'fr'],
    ['Greek', 'Καλημέρα', 'el'],
    ['Cyrillic', 'Доброе утро', 'ru'],
    ['Vietnamese', 'Cà phê sữa đá', 'vi'],
    ['Arabic', 'القهوة', 'ar'],
    ['Hebrew', 'שלום עולם', 'he'],
    ['Hindi', 'शुद्ध कॉफ़ी', 'hi'],
    ['Chinese', '清晨的味道', 'zh'],
    ['Japanese', '毎日がコーヒー日和', 'ja'],
    ['Korean', '커피 한 잔', 'ko'],
    ['Thai', 'รสชาติใหม่', 'th'],
  ])('%s has real letters, not the boxes that stand for missing ones', async (_, text, language) => {
    for (const typeface of ['modern', 'elegant', 'technical'] as const) {
      const missing = await setPixels(BENGALI_KA, { language, typeface });
      const pictures = new Set<string>();
      const letters = new Set(Array.from(text.replaceAll(/[\s\p{M}’]/gu, '')));
      for (const letter of letters) {
        const drawn = await setPixels(letter, { language, typeface });
        expect(hasInk(drawn.data), `${letter} in ${typeface}`).toBe(true);
        expect(isMissing(drawn, missing), `${letter} in ${typeface}`).toBe(false);
        pictures.add(drawn.data.toString('base64'));
      }
      // A glyph that stands for anything would be the same for all.
      expect(pictures.size).toBeGreaterThan(letters.size * 0.8);
    }
  });

  it('letters without a font are what the check above takes for missing', async () => {
    const missing = await setPixels(BENGALI_KA);
    for (const letter of ['খ', 'ம', 'თ', 'አ']) expect(isMissing(await setPixels(letter), missing), letter).toBe(true);
  });

  it('Arabic letters join: a word is narrower than its letters side by side', async () => {
    const joined = await setPixels('بيت');
    const apart = await setPixels('ب ي ت');
    expect(joined.width).toBeLessThan(apart.width * 0.9);
  });

  it('a Hebrew line that begins with a Latin name still runs from right to left', async () => {
    const mixed = await setPixels('Max חדש');
    const latin = await setPixels('Max');
    const start = latin.width;
    // "Max" comes first in reading order, so it stands at the right.
    const right = crop(mixed, mixed.width - start, start);
    const left = crop(mixed, 0, start);
    expect(likeness(right, latin)).toBeGreaterThan(likeness(left, latin));
  });

  it('emoji keep their colours', async () => {
    const { data } = await setPixels('🔥', { ink: '#ffffff' });
    let colourful = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [r = 0, , b = 0, a = 0] = data.subarray(at, at + 4);
      if (a > 200 && r - b > 80) colourful++;
    }
    expect(colourful).toBeGreaterThan(50);
  });
});
