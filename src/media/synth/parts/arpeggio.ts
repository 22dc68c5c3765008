/** The arpeggio: broken chords that keep the music moving, from the first bar on. */
import { energyAt, sectionAt } from '../form.ts';
import { spanAt } from '../harmony.ts';
import type { Random } from '../random.ts';
import { steps, swungBeat } from '../rhythm.ts';
import type { Note } from '../score.ts';
import type { Sheet } from './sheet.ts';

export function writeArpeggio(sheet: Sheet, random: Random): readonly Note[] {
  const { form, style, spans } = sheet;
  const rhythm = steps(random.pick(style.arpeggio.rhythms));
  const order = random.pick(style.arpeggio.orders);
  const notes: Note[] = [];
  for (let bar = 0; bar < form.bars; bar += 1) {
    const { kind } = sectionAt(form, bar);
    const full = kind === 'lift' || kind === 'peak';
    rhythm.forEach((one, index) => {
      const beat = swungBeat(bar, one.step, style.swing);
      if (beat >= form.endBeat - 0.1 || (!full && one.velocity < 0.6)) return;
      const tones = ladder(spanAt(spans, bar * 4 + one.step / 4).voices, style.arpeggio.octave);
      const pitch = tones[(order[index % order.length] ?? 0) % tones.length] ?? 72;
      notes.push({
        startSeconds: beat * form.beatSeconds + random.between(0, 0.005),
        seconds: form.beatSeconds * style.arpeggio.gate,
        pitch,
        velocity: one.velocity * (0.72 + 0.28 * energyAt(form, beat)) * random.between(0.8, 1),
        pan: 0.42 * Math.sin(index * 2.1 + bar),
      });
    });
  }
  return [...notes, ...lastRun(sheet)];
}

/** Two octaves of chord tones to climb on. */
function ladder(voices: readonly number[], octave: number): readonly number[] {
  return [...voices, ...voices.map((pitch) => pitch + 12)].map((pitch) => pitch + octave * 12);
}

/** The last chord blossoms upwards in ever slower, ever softer notes. */
function lastRun({ form, style, spans }: Sheet): readonly Note[] {
  const start = form.endBeat * form.beatSeconds;
  const tones = ladder(spanAt(spans, form.endBeat).voices, style.arpeggio.octave);
  return tones.slice(0, 5).map((pitch, index) => ({
    startSeconds: start + 0.04 * index + 0.018 * index * index,
    seconds: form.seconds - start,
    pitch,
    velocity: 0.75 - 0.1 * index,
    pan: -0.4 + 0.2 * index,
  }));
}
