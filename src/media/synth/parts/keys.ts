/** The keys: rhythmic chords in the middle of the picture. */
import { energyAt, sectionAt } from '../form.ts';
import { spanAt } from '../harmony.ts';
import type { Random } from '../random.ts';
import { type Step, steps, swungBeat } from '../rhythm.ts';
import type { Note } from '../score.ts';
import type { Sheet } from './sheet.ts';

export function writeKeys(sheet: Sheet, random: Random): readonly Note[] {
  const { form, style } = sheet;
  const rhythm = steps(random.pick(style.keys.rhythms));
  const notes: Note[] = [];
  for (let bar = 0; bar < form.bars; bar += 1) {
    const { kind } = sectionAt(form, bar);
    // Before the lift and in the break the keys only announce each chord, which leaves room to grow into.
    const played = kind === 'lift' || kind === 'peak' ? rhythm : [{ step: 0, velocity: 0.7, letter: 'x' }];
    played.forEach((one, index) => {
      const next = played[index + 1]?.step ?? 16;
      notes.push(...chordAt(sheet, bar, one, next - one.step, random));
    });
  }
  return [...notes, ...lastChord(sheet, random)];
}

function chordAt(
  { form, style, spans }: Sheet,
  bar: number,
  one: Step,
  stepsLong: number,
  random: Random,
): readonly Note[] {
  const beat = swungBeat(bar, one.step, style.swing);
  if (beat >= form.endBeat - 0.1) return [];
  const loudness = one.velocity * (0.74 + 0.26 * energyAt(form, beat));
  const seconds = Math.min((stepsLong / 4) * style.keys.gate, form.endBeat - beat) * form.beatSeconds;
  return spanAt(spans, bar * 4 + one.step / 4).voices.map((pitch, voice) => ({
    startSeconds: beat * form.beatSeconds + voice * 0.006 + random.between(0, 0.006),
    seconds,
    pitch,
    velocity: loudness * random.between(0.86, 1),
    pan: (voice - 1) * 0.22,
  }));
}

/** The last chord is spread a little, low to high, as a pianist would play it. */
function lastChord({ form, spans }: Sheet, random: Random): readonly Note[] {
  const { voices, low } = spanAt(spans, form.endBeat);
  const start = form.endBeat * form.beatSeconds;
  return [low, ...voices, (voices[0] ?? low) + 12].map((pitch, voice) => ({
    startSeconds: start + voice * 0.018,
    seconds: form.seconds - start,
    pitch,
    velocity: random.between(0.82, 0.92),
    pan: (voice - 2) * 0.15,
  }));
}
