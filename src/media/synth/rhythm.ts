/** Rhythms written as text: one letter per sixteenth, sixteen to a bar. */
export type Step = { readonly step: number; readonly velocity: number; readonly letter: string };

const VELOCITY: Readonly<Record<string, number>> = { X: 1, x: 0.8, o: 0.45, r: 0.85, R: 1, '8': 0.75, '5': 0.75 };

/** `X` accent, `x` normal, `o` ghost; for the bass `R` `r` root, `8` octave, `5` fifth. Anything else is a rest. */
export function steps(pattern: string): readonly Step[] {
  return [...pattern].flatMap((letter, step) => {
    const velocity = VELOCITY[letter];
    return velocity === undefined ? [] : [{ step, velocity, letter }];
  });
}

/** Late off-beats: `swing` is the share of an eighth note that its first sixteenth takes (0.5 is straight). */
export function swungBeat(bar: number, step: number, swing: number): number {
  const late = step % 2 === 1 ? (swing - 0.5) * 0.5 : 0;
  return bar * 4 + step / 4 + late;
}
