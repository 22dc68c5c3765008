/** The bass: roots in a pattern, sliding into the next chord now and then. */
import { energyAt, sectionAt } from '../form.ts';
import { spanAt } from '../harmony.ts';
import { nearestOfClass } from '../pitch.ts';
import type { Random } from '../random.ts';
import { type Step, steps, swungBeat } from '../rhythm.ts';
import type { BassNote } from '../score.ts';
import type { Sheet } from './sheet.ts';

export function writeBass(sheet: Sheet, random: Random): readonly BassNote[] {
  const { form, style } = sheet;
  const pattern = steps(random.pick(style.bass.patterns));
  const notes: BassNote[] = [];
  for (let bar = 0; bar < form.bars; bar += 1) {
    const { kind } = sectionAt(form, bar);
    const full = kind === 'lift' || kind === 'peak';
    if (kind === 'intro' && !introBass(sheet, bar)) continue;
    const played: readonly Step[] = full ? pattern : [{ step: 0, velocity: 0.6, letter: 'r' }];
    played.forEach((one, index) => {
      const length = (played[index + 1]?.step ?? 16) - one.step;
      const note = play(sheet, bar, one, length);
      if (note !== undefined) notes.push(slid(note, notes.at(-1), random, style.bass.slideChance));
    });
  }
  return [...notes, lastNote(sheet)];
}

/** A very short film can't wait for its low end; a longer one is stronger for holding it back. */
function introBass({ form }: Sheet, bar: number): boolean {
  return form.seconds < 10 || bar >= Math.floor((form.sections[0]?.bars ?? 0) / 2);
}

function play({ form, style, spans }: Sheet, bar: number, one: Step, stepsLong: number): BassNote | undefined {
  const beat = swungBeat(bar, one.step, style.swing);
  if (beat >= form.endBeat - 0.1) return undefined;
  const { classes } = spanAt(spans, bar * 4 + one.step / 4);
  const root = nearestOfClass(classes[0] ?? 0, style.bass.centre);
  const pitch = one.letter === '8' ? root + 12 : one.letter === '5' ? root + 7 : root;
  const seconds = Math.min((stepsLong / 4) * style.bass.gate, form.endBeat - beat) * form.beatSeconds;
  const velocity = one.velocity * (0.7 + 0.3 * energyAt(form, beat));
  return { startSeconds: beat * form.beatSeconds, seconds, pitch, velocity, pan: 0, slideFrom: pitch };
}

function slid(note: BassNote, before: BassNote | undefined, random: Random, chance: number): BassNote {
  if (before === undefined || random.next() > chance || Math.abs(before.pitch - note.pitch) > 7) return note;
  return { ...note, slideFrom: before.pitch };
}

function lastNote({ form, style, spans }: Sheet): BassNote {
  const root = nearestOfClass(spanAt(spans, form.endBeat).classes[0] ?? 0, style.bass.centre);
  const start = form.endBeat * form.beatSeconds;
  return { startSeconds: start, seconds: form.seconds - start, pitch: root, velocity: 0.95, pan: 0, slideFrom: root };
}
