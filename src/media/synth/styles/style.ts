/** A style is everything that makes a mood sound like itself: key, chords, rhythms, instruments, balance and room. */
import type { DrumName, KitSound } from '../drums/kit.ts';
import type { Room } from '../dsp/reverb.ts';
import type { Chord } from '../pitch.ts';
import type { NonEmpty } from '../random.ts';
import type { BassSound } from '../voices/bass.ts';
import type { PadSound } from '../voices/pad.ts';
import type { Voice } from '../voices/voice.ts';

/** Patterns of sixteen steps, see rhythm.ts. */
export type Groove = Readonly<Record<Exclude<DrumName, 'tom'>, string>>;

export type StemName = 'drums' | 'bass' | 'pad' | 'keys' | 'arpeggio' | 'melody' | 'effects';

/** How a stem sits in the mix. */
export type Balance = {
  /** Loudness of the stem on its own in LUFS, before mastering. */
  readonly lufs: number;
  /** What is sent into the room and the echo; -60 is nothing. */
  readonly reverbDb: number;
  readonly delayDb: number;
  /** How far it steps back at each kick, 0 to 1. */
  readonly duck: number;
};

export type Style = {
  /** Pitch class of the key, 0 is C. */
  readonly tonic: number;
  readonly scale: readonly number[];
  /** One chord per bar, repeated within each section. */
  readonly progressions: NonEmpty<readonly Chord[]>;
  /** The two chords that lead into the last one. */
  readonly cadences: NonEmpty<readonly [Chord, Chord]>;
  readonly lastChord: Chord;
  /** 0.5 is straight; 0.58 is a clear shuffle. */
  readonly swing: number;
  readonly fill: 'snare' | 'toms' | 'none';
  readonly grooves: NonEmpty<Groove>;
  readonly kit: KitSound;
  readonly pad: PadSound;
  readonly bass: {
    readonly sound: BassSound;
    readonly patterns: NonEmpty<string>;
    readonly centre: number;
    readonly gate: number;
    readonly slideChance: number;
  };
  readonly keys: { readonly voice: Voice; readonly rhythms: NonEmpty<string>; readonly gate: number };
  readonly arpeggio: {
    readonly voice: Voice;
    readonly rhythms: NonEmpty<string>;
    readonly orders: NonEmpty<readonly number[]>;
    readonly octave: number;
    readonly gate: number;
  };
  /** Rhythms of thirty-two steps: two bars. `centre` is MIDI. */
  readonly melody: { readonly voice: Voice; readonly rhythms: NonEmpty<string>; readonly centre: number };
  readonly room: Room;
  readonly delay: { readonly beats: number; readonly feedback: number };
  readonly duckBeats: number;
  readonly balance: Readonly<Record<StemName, Balance>>;
};
