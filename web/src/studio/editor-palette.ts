/** The colours of the set as the film will have them: mixed anew around another brand colour, with what was chosen on top. Pure. */
import { contrast } from '../../../src/ad/color.ts';
import { repaint, repaintForBrand } from '../../../src/ad/palette.ts';
import type { Palette, Plan } from '../../../src/ad/plan.ts';
import type { FilmValues } from './editor-values.ts';

/** Before single colours of the set are chosen: as the edit of the brand leaves it. */
export function paletteFor({ style }: Plan, { brandColor, mood }: Partial<FilmValues>): Palette {
  if (brandColor === undefined || brandColor === style.palette.brand) return style.palette;
  return repaintForBrand(style.palette, brandColor, mood ?? style.mood);
}

export function setOf(plan: Plan, touched: Partial<FilmValues>): Palette {
  const { wall = null, floor = null, light = null, accent = null } = touched;
  return repaint(paletteFor(plan, touched), { wall, floor, light, accent });
}

/** Black or white: on any ground one of the two can be read. */
export function inkOn(ground: string): string {
  return contrast(ground, '#ffffff') >= contrast(ground, '#000000') ? '#ffffff' : '#000000';
}
