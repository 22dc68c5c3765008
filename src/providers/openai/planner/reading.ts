/** How long words take to read, and how the film's frames are shared so that every line can be read. Pure. */
import { FPS, splitFrames } from '../../../ad/frames.ts';
import type { Overlay } from '../../../ad/plan.ts';
import { shorten } from './line.ts';

/** About 13 characters a second dwell (legibility of captions in ad placements; read 2026-11-22). */
const CHARACTERS_PER_SECOND = 13;
/** Words fade in before they can be read. */
const SETTLE_FRAMES = 12;
/** 1.6 s: a fade in, a breath, a fade out. */
const MIN_FRAMES = 48;
/** A headline is not cut below this, however short the film. */
const SHORTEST_HEADLINE = 14;

export type Words = Overlay | null;

function framesToRead(words: Words): number {
  const characters = words === null ? 0 : [words.headline, words.support, words.pill].join('').length;
  return Math.max(MIN_FRAMES, Math.ceil((characters / CHARACTERS_PER_SECOND) * FPS) + SETTLE_FRAMES);
}

type Cutting = { readonly language: string; readonly mayBe: (line: string) => boolean };

/**
 * The same words, readable in `totalFrames`: the longest support lines go first, then headlines are cut, all to the same
 * length, and no shorter than it takes; only where `mayBe` lets them. The last scene keeps its brand and what to do.
 */
export function fitToFilm(words: readonly Words[], totalFrames: number, cutting: Cutting): readonly Words[] {
  if (needed(words) <= totalFrames) return words;
  const longest = words
    .filter((scene) => scene?.support)
    .toSorted((a, b) => (b?.support?.length ?? 0) - (a?.support?.length ?? 0))[0];
  if (longest) {
    const lighter = words.map((scene) => (scene === longest ? { ...longest, support: null } : scene));
    return fitToFilm(lighter, totalFrames, cutting);
  }
  let room = Math.max(...words.map((scene) => scene?.headline.length ?? 0));
  let cut = words;
  while (needed(cut) > totalFrames && room > SHORTEST_HEADLINE) cut = cutTo(--room, words, cutting);
  return cut;
}

function cutTo(room: number, words: readonly Words[], { language, mayBe }: Cutting): readonly Words[] {
  return words.map((scene, at) => {
    if (scene === null || at === words.length - 1) return scene;
    const headline = shorten(scene.headline, room, language);
    return headline !== null && mayBe(headline) ? { ...scene, headline } : scene;
  });
}

/** Whole frames that sum to exactly `totalFrames`: the wished seconds in proportion, but nowhere less than reading takes. */
export function shareFilm(
  words: readonly Words[],
  wishedSeconds: readonly number[],
  totalFrames: number,
): readonly number[] {
  const reading = words.map(framesToRead);
  if (needed(words) > totalFrames) return splitFrames(totalFrames, squeezed(reading, totalFrames));
  const weights = wishedSeconds.map((seconds) => Math.min(60, Math.max(0.5, seconds)));
  return splitFrames(totalFrames, filled(reading, weights, totalFrames));
}

/** Scenes whose share would be too short to read get what they need; the others share the rest. */
function filled(reading: readonly number[], weights: readonly number[], totalFrames: number): readonly number[] {
  const fixed = new Set<number>();
  for (;;) {
    const rest = totalFrames - sum(reading.filter((_, at) => fixed.has(at)));
    const open = sum(weights.filter((_, at) => !fixed.has(at)));
    const frames = reading.map((own, at) => (fixed.has(at) ? own : (rest * (weights[at] ?? 0)) / open));
    const short = frames.flatMap((own, at) => (!fixed.has(at) && own < (reading[at] ?? 0) ? [at] : []));
    if (short.length === 0) return frames;
    for (const at of short) fixed.add(at);
    if (fixed.size === reading.length) return reading;
  }
}

/** When the words are too much for the film, all scenes are short by the same proportion. */
function squeezed(reading: readonly number[], totalFrames: number): readonly number[] {
  const spare = totalFrames - reading.length * MIN_FRAMES;
  const extra = sum(reading) - reading.length * MIN_FRAMES;
  return reading.map((own) => MIN_FRAMES + ((own - MIN_FRAMES) * spare) / extra);
}

function needed(words: readonly Words[]): number {
  return sum(words.map(framesToRead));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
