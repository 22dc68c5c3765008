/** The style behind each mood. */
import type { MusicMood } from '../mood.ts';
import { bold } from './bold.ts';
import { calm } from './calm.ts';
import { elegant } from './elegant.ts';
import { natural } from './natural.ts';
import { playful } from './playful.ts';
import type { Style } from './style.ts';
import { tech } from './tech.ts';
import { upbeat } from './upbeat.ts';

export function styleOf(mood: MusicMood): Style {
  const styles: Readonly<Record<MusicMood, Style>> = { upbeat, calm, elegant, playful, bold, tech, natural };
  return styles[mood];
}
