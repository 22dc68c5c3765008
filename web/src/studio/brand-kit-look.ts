/** What a brand's colour makes of the sets of its films: the same rules as the films', so nothing here is a promise. Pure. */
import { contrast } from '../../../src/ad/color.ts';
import { anchorOf, floorLightness, paletteAround } from '../../../src/ad/palette.ts';
import type { Palette } from '../../../src/ad/plan.ts';

export type SetLook = {
  readonly palette: Palette;
  /** Words on the wall. */
  readonly ink: string;
  /** Words on the brand's own colour. */
  readonly onBrand: string;
};

const WALLS = { light: 0.9, dark: 0.3 } as const;

/** `brand`: `#rrggbb`. */
export function setLookOf(
  brand: string,
  mood: Parameters<typeof paletteAround>[0]['mood'],
  tone: Palette['tone'],
): SetLook {
  const wall = WALLS[tone];
  const lightness = { wall, floor: floorLightness(wall, tone) };
  const palette = paletteAround({ anchor: anchorOf(brand), brand, mood, tone, lightness });
  return { palette, ink: inkOn(palette.wall), onBrand: inkOn(brand) };
}

/** Black and white: on any ground one of the two can be read. */
function inkOn(ground: string): string {
  return contrast(ground, '#ffffff') >= contrast(ground, '#000000') ? '#ffffff' : '#000000';
}
