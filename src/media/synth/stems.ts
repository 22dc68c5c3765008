/** Plays one group of instruments from the score. */
import { playDrums } from './drums/kit.ts';
import { SAMPLE_RATE, type Stereo, silence } from './dsp/stereo.ts';
import { createRandom, type Random } from './random.ts';
import type { Note, Score } from './score.ts';
import type { StemName, Style } from './styles/style.ts';
import { playBass } from './voices/bass.ts';
import { playEffect } from './voices/effect.ts';
import { playPad } from './voices/pad.ts';
import type { Voice } from './voices/voice.ts';

export function playStem(name: StemName, score: Score, style: Style, seed: number): Stereo {
  const random = createRandom(seed, `sound of ${name}`);
  if (name === 'pad') return playPad(score.form, score.spans, style.pad, random);
  const bus = silence(Math.round(score.form.seconds * SAMPLE_RATE));
  switch (name) {
    case 'drums':
      playDrums(bus, score.drums, style.kit, random);
      break;
    case 'bass':
      for (const note of score.bass) playBass(bus, note, style.bass.sound);
      break;
    case 'effects':
      for (const effect of score.effects) playEffect(bus, effect, random);
      break;
    case 'keys':
    case 'arpeggio':
    case 'melody':
      playNotes(bus, score[name], style[name].voice, random);
      break;
  }
  return bus;
}

function playNotes(bus: Stereo, notes: readonly Note[], voice: Voice, random: Random): void {
  for (const note of notes) voice(bus, note, random);
}
