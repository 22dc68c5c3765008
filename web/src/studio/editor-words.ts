/** How what can be changed is called: fields, looks, moods, and values as people read them. Pure. */
import { FPS, splitFrames } from '../../../src/ad/frames.ts';
import type { FilmValues, MusicChoice, SceneValues } from './editor-values.ts';

export const LOOKS: Readonly<Record<SceneValues['look'], string>> = {
  studio: 'Studio',
  bokeh: 'Soft lights',
  window: 'Window light',
  silk: 'Silk',
  arch: 'Arch',
  spotlight: 'Spotlight',
  podium: 'Podium',
  horizon: 'Horizon',
  paper: 'Paper',
};
export const USAGES = { hero: 'Whole', 'close-up': 'Close', aside: 'Small, aside', absent: 'Not shown' } as const;
export const PLACES = { left: 'Left', center: 'Centre', right: 'Right' } as const;
export const MOTIONS = { still: 'Still', push: 'Closer', pull: 'Farther', drift: 'Drifting' } as const;
export const POSITIONS = { top: 'Top', bottom: 'Bottom' } as const;
export const TRANSITIONS = { fade: 'Fade', slide: 'Slide', wipe: 'Wipe', cut: 'Cut' } as const;
export const TYPEFACES = { modern: 'Modern', elegant: 'Elegant', technical: 'Technical' } as const;
export const ROLES = {
  hook: 'Opening',
  product: 'The product',
  benefit: 'What is good about it',
  proof: 'Proof',
  feeling: 'A feeling',
  'call-to-action': 'Call to action',
} as const;

export const MOODS: Readonly<Record<FilmValues['mood'], string>> = {
  upbeat: 'Upbeat',
  calm: 'Calm',
  elegant: 'Elegant',
  playful: 'Playful',
  bold: 'Bold',
  tech: 'Technical',
  natural: 'Natural',
};
export const MUSIC: Readonly<Record<MusicChoice, string>> = { ...MOODS, none: 'No music' };

export const SCENE_NAMES: Readonly<Record<keyof SceneValues, string>> = {
  headline: 'headline',
  support: 'second line',
  pill: 'call to action',
  position: 'place of the words',
  look: 'look of the background',
  description: 'background in words',
  warmth: 'warmth',
  brightness: 'light',
  isReseeded: 'background drawn anew',
  isDrawn: 'background drawn here',
  usage: 'how the product is shown',
  scale: 'size of the product',
  place: 'place of the product',
  motion: 'movement of the product',
  transition: 'how it ends',
  isAgain: 'put together anew',
};

export const FILM_NAMES: Readonly<Record<keyof FilmValues, string>> = {
  brandName: 'Name of the brand',
  brandColor: 'Colour of the brand',
  seconds: 'Length of the film',
  photoKey: 'Picture of the product',
  music: 'Music',
  tempoBpm: 'Pace of the music',
  musicPrompt: 'Music in words',
  isOtherPiece: 'Another piece of music',
  isMusicLocal: 'Music composed here',
  mood: 'Mood',
  typeface: 'Typeface',
  lighting: 'Lighting',
  camera: 'Camera',
  texture: 'Texture',
  grade: 'Colour grade',
  wall: 'Colour of the wall',
  floor: 'Colour of the floor',
  light: 'Colour of the light',
  accent: 'Second colour',
};

const CHOICES = new Map<unknown, string>(
  [LOOKS, USAGES, PLACES, MOTIONS, POSITIONS, TRANSITIONS, TYPEFACES, MUSIC].flatMap((words) => Object.entries(words)),
);
const WRITTEN: ReadonlySet<string> = new Set<keyof SceneValues | keyof FilmValues>([
  ...(['headline', 'support', 'pill', 'description', 'brandName', 'musicPrompt'] as const),
  ...(['lighting', 'camera', 'texture', 'grade'] as const),
]);

/** A value as the form names it; what somebody wrote as it was written. */
export function shown(field: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (value === '' || value === null) return 'None';
  if (field === 'photoKey') return 'Another picture';
  if (WRITTEN.has(field)) return `“${value}”`;
  return CHOICES.get(value) ?? (typeof value === 'number' ? `${Math.round(value * 10) / 10}` : `${value}`);
}

/** Frames as seconds with one decimal, rounded so that what is shown adds up as exactly as what is meant. */
export function secondsShown(frames: readonly number[]): readonly string[] {
  const total = frames.reduce((sum, one) => sum + one, 0);
  return splitFrames(Math.round((total / FPS) * 10), frames).map((tenths) => (tenths / 10).toFixed(1));
}
