/** How long the words of a scene take to read, and what is left out when the film is too short for them. */

import { FPS } from '../../ad/frames.ts';
import type { Overlay } from '../../ad/plan.ts';

/** About 13 characters a second dwell (legibility of captions in ad placements; read 2026-11-22). */
export const CHARACTERS_PER_SECOND = 13;
/** Words fade in before they can be read. */
const SETTLE_FRAMES = 12;
/** 1.6 s: a fade in, a breath, a fade out. */
export const MIN_SCENE_FRAMES = 48;

export function framesToRead(overlay: Overlay | null): number {
  if (overlay === null) return MIN_SCENE_FRAMES;
  const characters = [overlay.headline, overlay.support ?? '', overlay.pill ?? ''].join('').length;
  return Math.max(MIN_SCENE_FRAMES, Math.ceil((characters / CHARACTERS_PER_SECOND) * FPS) + SETTLE_FRAMES);
}

/** The same overlays, without the longest support lines when not everything can be read in `totalFrames`; headlines stay. */
export function fitToTime(overlays: readonly (Overlay | null)[], totalFrames: number): readonly (Overlay | null)[] {
  const needed = overlays.reduce((sum, overlay) => sum + framesToRead(overlay), 0);
  // An offer stands beside the call to action; it is the last to go.
  const spoken = overlays.filter((overlay) => overlay !== null).filter(({ support }) => support !== null);
  const longest = spoken.toSorted((a, b) => weight(b) - weight(a))[0];
  if (needed <= totalFrames || longest === undefined) return overlays;
  const lighter = overlays.map((overlay) => (overlay === longest ? { ...longest, support: null } : overlay));
  return fitToTime(lighter, totalFrames);
}

function weight({ support, pill }: Overlay): number {
  return (support?.length ?? 0) - (pill === null ? 0 : 1000);
}
