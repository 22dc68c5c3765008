/** Which chord sounds when, and in which inversion. */
import type { Form } from './form.ts';
import { sectionAt } from './form.ts';
import { type Chord, chordClasses, nearestOfClass } from './pitch.ts';
import type { Random } from './random.ts';
import type { Style } from './styles/style.ts';
import { voiceChords } from './voicing.ts';

export type ChordSpan = {
  readonly startBeat: number;
  readonly beats: number;
  readonly chord: Chord;
  /** Pitch classes, the root first. */
  readonly classes: readonly number[];
  /** Upper voices, low to high (MIDI). */
  readonly voices: readonly number[];
  /** The root in the octave of the pad's lowest voice. */
  readonly low: number;
};

/** Spans without gaps; the last one is the tonic chord on `form.endBeat`. */
export function harmonise(form: Form, style: Style, random: Random): readonly ChordSpan[] {
  const progression = random.pick(style.progressions);
  const cadence = random.pick(style.cadences);
  const plain = [...beforeTheEnd(form, progression, cadence), { startBeat: form.endBeat, chord: style.lastChord }];
  const chords = plain.map((span) => span.chord);
  const voices = voiceChords(style.tonic, chords, style.pad.centre);
  return plain.map((span, index) => {
    const classes = chordClasses(style.tonic, span.chord);
    const end = plain[index + 1]?.startBeat ?? form.seconds / form.beatSeconds;
    const low = nearestOfClass(classes[0] ?? 0, 47);
    return { ...span, beats: end - span.startBeat, classes, voices: voices[index] ?? [], low };
  });
}

export function spanAt(spans: readonly ChordSpan[], beat: number): ChordSpan {
  const found = spans.findLast((span) => span.startBeat <= beat + 1e-6) ?? spans[0];
  if (found === undefined) throw new RangeError('A piece without chords has no harmony to look up.');
  return found;
}

type Plain = { readonly startBeat: number; readonly chord: Chord };

function beforeTheEnd(form: Form, progression: readonly Chord[], cadence: readonly [Chord, Chord]): readonly Plain[] {
  const home = progression[0] ?? cadence[0];
  const half = Math.max(1, Math.round(form.endBeat / 2));
  if (form.bars < 2) return [at(0, home), ...(half < form.endBeat ? [at(half, cadence[1])] : [])];
  if (form.bars < 4) {
    // A short film still hears a departure and a return: the two cadence chords share the last bar.
    const last = (form.bars - 1) * 4;
    const opening = form.bars === 2 ? [at(0, home)] : [at(0, home), at(4, progression[1] ?? home)];
    return [...opening, at(last, cadence[0]), ...(last + 2 < form.endBeat ? [at(last + 2, cadence[1])] : [])];
  }
  return Array.from({ length: form.bars }, (_, bar) => {
    const fromEnd = form.bars - bar;
    if (fromEnd <= 2) return at(bar * 4, fromEnd === 2 ? cadence[0] : cadence[1]);
    const inSection = bar - sectionAt(form, bar).startBar;
    return at(bar * 4, progression[inSection % progression.length] ?? home);
  });
}

const at = (startBeat: number, one: Chord): Plain => ({ startBeat, chord: one });
