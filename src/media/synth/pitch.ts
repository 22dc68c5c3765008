/** Pitches as MIDI numbers (60 is middle C, 69 is 440 Hz) and chords as distances from the tonic. */
const QUALITIES = {
  major: [0, 4, 7],
  minor: [0, 3, 7],
  fifth: [0, 7, 14],
  add9: [0, 4, 7, 14],
  minorAdd9: [0, 3, 7, 14],
  major7: [0, 4, 7, 11],
  minor7: [0, 3, 7, 10],
  major9: [0, 4, 7, 11, 14],
  minor9: [0, 3, 7, 10, 14],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  ninthSus: [0, 7, 10, 14, 17],
  sixNine: [0, 4, 7, 9, 14],
} as const;

/** `root` is counted in semitones above the tonic of the piece. */
export type Chord = { readonly root: number; readonly quality: keyof typeof QUALITIES };

export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
} as const;

export const chord = (root: number, quality: Chord['quality']): Chord => ({ root, quality });

export const hertz = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);

export const pitchClass = (pitch: number): number => ((pitch % 12) + 12) % 12;

/** The pitch classes of a chord, the root first. `tonic` is the pitch class of the piece's key. */
export function chordClasses(tonic: number, { root, quality }: Chord): readonly number[] {
  return QUALITIES[quality].map((distance) => pitchClass(tonic + root + distance));
}

/** The pitch of this class that lies nearest to `target`. */
export function nearestOfClass(wanted: number, target: number): number {
  const above = target + pitchClass(wanted - target);
  return above - target > 6 ? above - 12 : above;
}
