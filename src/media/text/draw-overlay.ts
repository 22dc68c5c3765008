/** The words of a scene as pictures that come and go, readable on what is behind them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelled } from '../../ad/errors.ts';
import type { Overlay, StyleSpec } from '../../ad/plan.ts';
import type { Box, Stage, TimedStill } from '../stage.ts';
import { arrange, freeRoom, type PlacedLine } from './arrange.ts';
import { drawGround, type PlacedPicture } from './ground.ts';
import { type Behind, chooseInk, luminancesBehind } from './readable.ts';
import { requireDrawable } from './script.ts';
import type { TextRole } from './set-type.ts';

export type OverlayRequest = {
  readonly overlay: Overlay;
  readonly style: StyleSpec;
  readonly language: string;
  readonly stage: Stage;
  /** Frames that are seen of the scene, those inside the transition before it included. */
  readonly frames: number;
  readonly leadFrames: number;
  /** Small pictures of the scene without words, at a few of its moments. */
  readonly behind: readonly Behind[];
};

/** Frames after the first element at which each one enters, and how it moves. */
const ENTRANCE: Readonly<Record<TextRole | 'ground', { readonly delay: number; readonly rise: number }>> = {
  ground: { delay: 0, rise: 0 },
  headline: { delay: 0, rise: 26 },
  support: { delay: 6, rise: 20 },
  pill: { delay: 12, rise: 20 },
};
const FADE_FRAMES = 11;
/** Words are gone before the next scene's come. */
const LAST_FRAMES_WITHOUT = 3;

/** Back to front. The pill stays to the end of its scene; so does everything in a film's last moment. */
export async function drawOverlay(
  request: OverlayRequest,
  folder: string,
  signal: AbortSignal,
): Promise<readonly TimedStill[]> {
  const { overlay, stage, style, behind } = request;
  for (const words of [overlay.headline, overlay.support, overlay.pill]) requireDrawable(words ?? '');
  const read = (box: Box) => chooseInk(luminancesBehind(behind, box, stage.size), style.palette);
  const guess = read(freeRoom(stage)).ink;
  const trial = await arrange({ ...request, ink: guess });
  // What counts is what is behind the words themselves; the guess is nearly always right and saves setting them twice.
  const { ink, ground } = read(boundsOf(inkOnly(trial)));
  if (signal.aborted) throw cancelled();
  const lines = ink === guess ? trial : await arrange({ ...request, ink });
  const below = await drawGround(ground, boundsOf(inkOnly(lines)), stage, style.palette);
  const pictures = [
    ...(below ? [{ ...below, role: 'ground' as const }] : []),
    ...lines.map((line) => ({ ...line, below: false })),
  ];
  return Promise.all(pictures.map((picture) => place(picture, request, folder)));
}

/** The pill brings its own ground. */
function inkOnly(lines: readonly PlacedLine[]): readonly Box[] {
  return lines.filter((line) => line.role !== 'pill');
}

function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

async function place(
  picture: PlacedPicture & { readonly role: TextRole | 'ground' },
  { frames, leadFrames, overlay, stage }: OverlayRequest,
  folder: string,
): Promise<TimedStill> {
  const { role, png, below, x, y, width, height } = picture;
  const file = join(folder, `words-${role}.png`);
  await writeFile(file, png);
  const { delay, rise } = ENTRANCE[role];
  const first = Math.max(3, leadFrames);
  return {
    ...{ file, below, x, y, width, height },
    enterFrame: first + delay,
    fadeFrames: FADE_FRAMES,
    risePx: Math.round(rise * stage.scale),
    exitFrame: overlay.pill === null ? frames - LAST_FRAMES_WITHOUT : null,
  };
}
