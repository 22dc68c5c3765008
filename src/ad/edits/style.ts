/** Edits of what all scenes share, and of how one turns into the next. */
import type { EditOf } from '../edit.ts';
import { repaint } from '../palette.ts';
import type { Palette, Plan, StyleSpec, Transition } from '../plan.ts';
import { done, type EditResult, listed, refuse, type Spot, withScene } from './edit-result.ts';

const STYLE_NAMES = {
  lighting: 'lighting',
  camera: 'camera',
  texture: 'texture',
  mood: 'mood',
  grade: 'colour grade',
  typeface: 'typeface',
} as const;

const TRANSITIONS: Readonly<Record<Transition, string>> = {
  fade: 'fades into',
  slide: 'slides into',
  wipe: 'wipes into',
  cut: 'cuts straight to',
};

/** Only what is asked for changes: another mood keeps its music and typeface, each of which has a word of its own. */
export function editStyle(plan: Plan, edit: EditOf<'style'>): EditResult {
  const before = plan.style;
  const style: StyleSpec = {
    ...before,
    lighting: edit.lighting ?? before.lighting,
    camera: edit.camera ?? before.camera,
    texture: edit.texture ?? before.texture,
    mood: edit.mood ?? before.mood,
    grade: edit.grade ?? before.grade,
    typeface: edit.typeface ?? before.typeface,
  };
  const names = Object.keys(STYLE_NAMES) as (keyof typeof STYLE_NAMES)[]; // the record's own keys
  const changed = names.filter((name) => style[name] !== before[name]);
  if (changed.length === 0) return refuse('The style of the ad is already like that.');
  const said = changed.map((name) => `the ${STYLE_NAMES[name]} is now “${style[name]}”`);
  return done({ ...plan, style }, listed(said));
}

export function editPalette(plan: Plan, edit: EditOf<'palette'>): EditResult {
  const before = plan.style.palette;
  const palette = repaint(before, edit);
  const names = (['wall', 'floor', 'light', 'accent'] as const).filter((name) => palette[name] !== before[name]);
  if (names.length === 0) return refuse('The set already has those colours.');
  return done({ ...plan, style: { ...plan.style, palette } }, listed(names.map((name) => colored(name, palette))));
}

export function editTransition(plan: Plan, spot: Spot, { transition }: EditOf<'transition'>): EditResult {
  if (spot.index === plan.scenes.length - 1) {
    return refuse(`${spot.Name} is the last one, so it turns into nothing. Name an earlier scene.`);
  }
  const said = `${TRANSITIONS[transition]} scene ${spot.index + 2}`;
  if (spot.scene.transition === transition) return refuse(`${spot.Name} already ${said}.`);
  return done(withScene(plan, spot, { transition }), `${spot.name} now ${said}`);
}

function colored(name: 'wall' | 'floor' | 'light' | 'accent', palette: Palette): string {
  return `the ${name === 'accent' ? 'second colour' : name} is now ${palette[name]}`;
}
