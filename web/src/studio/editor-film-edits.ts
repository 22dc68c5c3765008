/** The typed edits that make the whole film as it is wanted: its look, its brand, its music, its product. Pure. */
import type { Edit } from '../../../src/ad/edit.ts';
import { TEMPO_BPM } from '../../../src/ad/music-styles.ts';
import type { Plan } from '../../../src/ad/plan.ts';
import { paletteFor } from './editor-palette.ts';
import { changed } from './editor-scene-edits.ts';
import { type FilmValues, filmOf } from './editor-values.ts';

export type FilmEdit = { readonly edit: Edit; readonly part: 'look' | 'brand' | 'music' | 'picture' };

/** A brand's colour mixes the set anew, so what is chosen for the set comes after it. */
export function filmEdits(plan: Plan, touched: Partial<FilmValues>): readonly FilmEdit[] {
  const before = filmOf(plan);
  const wanted = { ...before, ...touched };
  return [
    ...styleEdit(before, wanted).map((edit) => ({ edit, part: 'look' as const })),
    ...brandEdit(before, wanted).map((edit) => ({ edit, part: 'brand' as const })),
    ...paletteEdit(plan, touched).map((edit) => ({ edit, part: 'look' as const })),
    ...musicEdits(plan, touched).map((edit) => ({ edit, part: 'music' as const })),
    ...pictureEdit(before, wanted).map((edit) => ({ edit, part: 'picture' as const })),
  ];
}

function styleEdit(before: FilmValues, wanted: FilmValues): readonly Edit[] {
  const text = (name: 'lighting' | 'camera' | 'texture' | 'grade') =>
    changed(wanted[name].trim(), before[name]) || null;
  const style = {
    ...{ lighting: text('lighting'), camera: text('camera'), texture: text('texture'), grade: text('grade') },
    mood: changed(wanted.mood, before.mood),
    typeface: changed(wanted.typeface, before.typeface),
  };
  return Object.values(style).every((one) => one === null) ? [] : [{ kind: 'style', ...style }];
}

function brandEdit(before: FilmValues, wanted: FilmValues): readonly Edit[] {
  const name = changed(wanted.brandName.trim(), before.brandName) || null;
  const color = changed(wanted.brandColor, before.brandColor);
  return name === null && color === null ? [] : [{ kind: 'brand', name, color }];
}

function paletteEdit(plan: Plan, touched: Partial<FilmValues>): readonly Edit[] {
  const before = paletteFor(plan, touched);
  const one = (name: 'wall' | 'floor' | 'light' | 'accent') => changed(touched[name] ?? before[name], before[name]);
  const palette = { wall: one('wall'), floor: one('floor'), light: one('light'), accent: one('accent') };
  return Object.values(palette).every((color) => color === null) ? [] : [{ kind: 'palette', ...palette }];
}

/** The pace that comes with a mood: as it is where the mood is played that fast, else the nearest that is. */
export function paceOf(plan: Plan, touched: Partial<FilmValues>): number {
  const { music, tempoBpm } = { ...filmOf(plan), ...touched };
  if (touched.tempoBpm !== undefined || music === 'none' || music === plan.music?.mood) return tempoBpm;
  const [slowest, fastest] = TEMPO_BPM[music];
  return Math.min(fastest, Math.max(slowest, tempoBpm));
}

function musicEdits(plan: Plan, touched: Partial<FilmValues>): readonly Edit[] {
  const before = plan.music;
  const { music, musicPrompt, isOtherPiece, isMusicLocal } = { ...filmOf(plan), ...touched };
  if (music === 'none') return before === null ? [] : [{ kind: 'music-none' }];
  const pace = paceOf(plan, touched);
  const mood = changed(music, before?.mood ?? null);
  const tempoBpm = touched.tempoBpm === undefined ? null : changed(pace, before?.tempoBpm ?? null);
  const said = musicPrompt.trim();
  const prompt = said === '' || said === before?.prompt ? null : said;
  const reseed = isOtherPiece && before !== null;
  const isOther = reseed || [mood, tempoBpm, prompt].some((one) => one !== null);
  const isToCompose = isMusicLocal && (before?.local !== true || isOther);
  return [
    ...(isOther ? [{ kind: 'music', mood, tempoBpm, prompt, reseed } as const] : []),
    ...(isToCompose ? [{ kind: 'local-music' } as const] : []),
  ];
}

function pictureEdit(before: FilmValues, wanted: FilmValues): readonly Edit[] {
  const { photoKey } = wanted;
  return photoKey === null || photoKey === before.photoKey ? [] : [{ kind: 'product-picture', photoKey }];
}
