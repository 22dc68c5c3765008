/** The sets of an ad: which looks belong together, and what each of them shows in words. */
import type { Look, Mood, Palette } from './plan.ts';

/** Looks that belong together, in the order they are offered; the first and last of an ad carry the most. */
export const LOOK_FAMILIES: Readonly<Record<Palette['tone'], Readonly<Record<Mood, readonly Look[]>>>> = {
  dark: {
    calm: ['silk', 'bokeh', 'spotlight', 'arch'],
    elegant: ['silk', 'spotlight', 'arch', 'bokeh'],
    natural: ['bokeh', 'spotlight', 'silk', 'arch'],
    tech: ['arch', 'spotlight', 'bokeh', 'silk'],
    bold: ['spotlight', 'arch', 'bokeh', 'silk'],
    playful: ['bokeh', 'arch', 'spotlight', 'silk'],
    upbeat: ['bokeh', 'arch', 'spotlight', 'silk'],
  },
  light: {
    calm: ['window', 'horizon', 'paper', 'podium'],
    elegant: ['studio', 'window', 'podium', 'horizon'],
    natural: ['window', 'horizon', 'paper', 'podium'],
    tech: ['studio', 'horizon', 'podium', 'paper'],
    bold: ['podium', 'paper', 'studio', 'horizon'],
    playful: ['paper', 'podium', 'window', 'horizon'],
    upbeat: ['podium', 'window', 'paper', 'horizon'],
  },
};

const SETTINGS: Readonly<Record<Look, string>> = {
  studio: 'an empty photo studio with a seamless curved backdrop and one large soft key light',
  bokeh: 'large out-of-focus lights floating slowly in deep soft darkness above a smooth surface',
  window: 'sunlight through a window, moving leaf shadows on a plain plaster wall, an empty tabletop',
  silk: 'slow folds of heavy silk with soft highlights running along them, an empty smooth surface in front',
  arch: 'a softly glowing arch of light against a dark wall, mirrored in a polished empty floor',
  spotlight: 'a single spotlight beam falling on an empty floor, fine dust drifting through the light',
  podium: 'an empty round plinth in front of a large plain disc, soft daylight, gentle shadows',
  horizon: 'a wide empty surface meeting a soft glowing sky at the horizon, the light of early morning',
  paper: 'layered sheets of cut paper in gentle curves with soft shadows between them, an empty ledge',
};

const EMPTY = 'nobody in frame, no lettering, clear empty space in the middle';

/** What a hosted model is asked for when a scene has this look. */
export function promptForLook(look: Look): string {
  return `${SETTINGS[look]}; ${EMPTY}`;
}
