/** Chooses inversions so that each voice of a chord moves as little as it can to the next one. */
import { type Chord, chordClasses } from './pitch.ts';

/** The upper voices of each chord, low to high, around `centre` (MIDI). The bass plays the root, so rich chords leave it out. */
export function voiceChords(tonic: number, chords: readonly Chord[], centre: number): readonly (readonly number[])[] {
  let previous: readonly number[] = [];
  return chords.map((next) => {
    previous = bestVoicing(upperClasses(tonic, next), previous, centre);
    return previous;
  });
}

function upperClasses(tonic: number, next: Chord): readonly number[] {
  const classes = chordClasses(tonic, next);
  return classes.length > 3 ? classes.slice(1) : classes;
}

function bestVoicing(classes: readonly number[], previous: readonly number[], centre: number): readonly number[] {
  let best: readonly number[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates(classes, centre)) {
    const cost = movement(previous, candidate) + 0.9 * Math.abs(mean(candidate) - centre) + clashes(candidate);
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}

/** Every inversion in close position, and the same with the second voice from the top dropped an octave (more air). */
function candidates(classes: readonly number[], centre: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const lowest of classes) {
    for (let bottom = centre - 15; bottom < centre + 6; bottom += 1) {
      if ((((bottom - lowest) % 12) + 12) % 12 !== 0) continue;
      const close = classes.map((one) => bottom + ((((one - bottom) % 12) + 12) % 12)).sort((a, b) => a - b);
      found.push(close);
      const dropped = close.at(-2);
      if (dropped !== undefined)
        found.push([...close.filter((one) => one !== dropped), dropped - 12].sort((a, b) => a - b));
    }
  }
  return found;
}

function movement(previous: readonly number[], next: readonly number[]): number {
  return previous.reduce((total, from) => total + Math.min(...next.map((to) => Math.abs(to - from))), 0);
}

/** Neighbouring semitones grate, and close seconds low down sound muddy. */
function clashes(voices: readonly number[]): number {
  return voices.reduce((total, pitch, index) => {
    const gap = pitch - (voices[index - 1] ?? pitch - 12);
    return total + (gap <= 1 ? 8 : 0) + (gap <= 3 && pitch < 55 ? 3 : 0) + (pitch < 50 ? 2 : 0);
  }, 0);
}

const mean = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
