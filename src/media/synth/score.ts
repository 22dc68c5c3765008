/** The written music: what every instrument plays and when, before anything makes a sound. */

import type { DrumName } from './drums/kit.ts';
import type { Form } from './form.ts';
import { type ChordSpan, harmonise } from './harmony.ts';
import { writeArpeggio } from './parts/arpeggio.ts';
import { writeBass } from './parts/bass.ts';
import { writeDrums } from './parts/drums.ts';
import { type Effect, writeEffects } from './parts/effects.ts';
import { writeKeys } from './parts/keys.ts';
import { writeMelody } from './parts/melody.ts';
import { createRandom } from './random.ts';
import type { Style } from './styles/style.ts';

/** `pitch` is MIDI and may be fractional; `velocity` 0 to 1; `pan` -1 (left) to 1; `seconds` is how long the key is held. */
export type Note = {
  readonly startSeconds: number;
  readonly seconds: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly pan: number;
};
export type BassNote = Note & { readonly slideFrom: number };
export type DrumHit = { readonly startSeconds: number; readonly drum: DrumName; readonly velocity: number };

export type Score = {
  readonly form: Form;
  readonly spans: readonly ChordSpan[];
  readonly keys: readonly Note[];
  readonly arpeggio: readonly Note[];
  readonly melody: readonly Note[];
  readonly bass: readonly BassNote[];
  readonly drums: readonly DrumHit[];
  readonly effects: readonly Effect[];
};

export function writeScore(form: Form, style: Style, seed: number): Score {
  const spans = harmonise(form, style, createRandom(seed, 'harmony'));
  const sheet = { form, style, spans };
  return {
    form,
    spans,
    keys: writeKeys(sheet, createRandom(seed, 'keys')),
    arpeggio: writeArpeggio(sheet, createRandom(seed, 'arpeggio')),
    melody: writeMelody(sheet, createRandom(seed, 'melody')),
    bass: writeBass(sheet, createRandom(seed, 'bass')),
    drums: writeDrums(sheet, createRandom(seed, 'drums')),
    effects: writeEffects(form),
  };
}
