/** Edits of the brand: its name, wherever it is written, and its colour, with all that is mixed from it. */
import type { EditOf } from '../edit.ts';
import { repaintForBrand } from '../palette.ts';
import type { Overlay, Plan, Scene } from '../plan.ts';
import { done, type EditResult, listed, refuse } from './edit-result.ts';
import { LINE_ROOM } from './words.ts';

const LINES = ['headline', 'support', 'pill'] as const;

export function editBrand(plan: Plan, { name, color }: EditOf<'brand'>): EditResult {
  const isRenamed = name !== null && name !== plan.brandName;
  const isRecolored = color !== null && color !== plan.style.palette.brand;
  if (!isRenamed && !isRecolored) return refuse(alreadySo(name, color));
  const renamed = isRenamed ? rename(plan, name) : done(plan, '');
  if (!renamed.ok || !isRecolored) return renamed;
  const { style } = renamed.plan;
  const palette = repaintForBrand(style.palette, color, style.mood);
  const said = `the brand colour is now ${color}`;
  return done({ ...renamed.plan, style: { ...style, palette } }, listed(isRenamed ? [renamed.say, said] : [said]));
}

function alreadySo(name: string | null, color: string | null): string {
  if (name !== null && color !== null) return 'The brand already has that name and colour.';
  if (name !== null) return `The brand is already called “${name}”.`;
  return color === null ? 'Say what the brand is called, or which colour it has.' : `The brand is already ${color}.`;
}

function rename(plan: Plan, name: string): EditResult {
  const scenes = plan.scenes.map((scene) => renamedScene(scene, plan.brandName, name));
  const tooLong = scenes.findIndex(({ overlay }) => overlay !== null && !fits(overlay));
  if (tooLong >= 0) {
    return refuse(
      `“${name}” is too long for the words of scene ${tooLong + 1}. Shorten those first, or use a shorter name.`,
    );
  }
  const written = scenes.flatMap((scene, at) => (scene === plan.scenes[at] ? [] : [at + 1]));
  const where =
    written.length === 0
      ? ''
      : `, also in the words of scene${written.length > 1 ? 's' : ''} ${listed(written.map(String))}`;
  return done({ ...plan, brandName: name, scenes }, `the brand is now called “${name}”${where}`);
}

function renamedScene(scene: Scene, from: string, to: string): Scene {
  const { overlay } = scene;
  if (overlay === null) return scene;
  const lines = LINES.map(
    (line) => [line, overlay[line] === null ? null : replaceName(overlay[line], from, to)] as const,
  );
  const isSame = lines.every(([line, text]) => text === overlay[line]);
  return isSame ? scene : { ...scene, overlay: { ...overlay, ...Object.fromEntries(lines) } };
}

/** Whole words in any case. A name inside a web address or a handle stays: another address leads elsewhere. */
function replaceName(text: string, from: string, to: string): string {
  const letter = '[\\p{L}\\p{M}\\p{N}_]';
  const name = new RegExp(`(?<!${letter})${escaped(from)}(?!${letter})`, 'giu');
  return text.replace(name, (found, at: number) => (isInAddress(text, at, found.length) ? found : to));
}

function isInAddress(text: string, at: number, length: number): boolean {
  const before = /\S*$/u.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^\S*/u.exec(text.slice(at + length))?.[0] ?? '';
  return /[@#/]|[\p{L}\p{N}-]\.[\p{L}\p{N}]/u.test(`${before}x${after}`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function fits(overlay: Overlay): boolean {
  return LINES.every((line) => (overlay[line]?.length ?? 0) <= LINE_ROOM[line]);
}
