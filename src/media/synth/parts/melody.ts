/** The hook: one two-bar idea, answered, repeated and varied, always at home in the chord beneath it. */
import { sectionAt } from '../form.ts';
import { type ChordSpan, spanAt } from '../harmony.ts';
import { pitchClass } from '../pitch.ts';
import type { Random } from '../random.ts';
import { type Step, steps, swungBeat } from '../rhythm.ts';
import type { Note } from '../score.ts';
import type { Sheet } from './sheet.ts';

type Motif = readonly (Step & { readonly degree: number; readonly length: number })[];

export function writeMelody(sheet: Sheet, random: Random): readonly Note[] {
  const { form, style } = sheet;
  const idea = invent(random, random.pick(style.melody.rhythms));
  const phrases = [idea, answer(idea, random), idea, invent(random, random.pick(style.melody.rhythms))];
  const notes: Note[] = [];
  for (const section of form.sections) {
    if (section.kind === 'intro') continue;
    for (let bar = 0; bar < section.bars; bar += 2) {
      const motif = phrases[(bar / 2) % phrases.length] ?? idea;
      const barsLeft = Math.min(2, section.bars - bar);
      const played = motif.filter((one) => one.step < barsLeft * 16);
      notes.push(...sing(sheet, played, section.startBar + bar, random));
    }
  }
  return [...notes.flatMap((note) => doubled(sheet, note)), lastNote(sheet)];
}

/** A contour in scale steps: mostly neighbours, sometimes a leap that turns back, and an end that comes home. */
function invent(random: Random, pattern: string): Motif {
  const hits = steps(pattern);
  let degree = random.pick([0, 2, 4]);
  let last = 0;
  return hits.map((one, index) => {
    const length = (hits[index + 1]?.step ?? 32) - one.step;
    if (index > 0) {
      const move = Math.abs(last) > 2 ? -Math.sign(last) : random.pick([-2, -1, -1, 0, 1, 1, 2, 3, -3]);
      degree = Math.max(-4, Math.min(6, degree + move));
      last = move;
    }
    return { ...one, degree: index === hits.length - 1 ? Math.round(degree / 2) : degree, length };
  });
}

/** The same rhythm, shifted, with another ending: question and answer. */
function answer(motif: Motif, random: Random): Motif {
  const shift = random.pick([-2, -1, 1]);
  return motif.map((one, index) => ({
    ...one,
    degree:
      index >= motif.length - 2 ? Math.round((one.degree + shift) / 2) : one.degree + (index % 3 === 0 ? shift : 0),
  }));
}

function sing({ form, style, spans }: Sheet, motif: Motif, startBar: number, random: Random): readonly Note[] {
  return motif.flatMap((one) => {
    const beat = swungBeat(startBar, one.step, style.swing);
    // The phrase breathes before the last chord.
    if (beat >= form.endBeat - 0.4) return [];
    const strong = one.step % 4 === 0 || one.length >= 4;
    const span = spanAt(spans, startBar * 4 + one.step / 4);
    const beats = Math.min((one.length / 4) * 0.94, 3, form.endBeat - beat);
    return {
      startSeconds: beat * form.beatSeconds + random.between(0, 0.008),
      seconds: beats * form.beatSeconds,
      pitch: fit(style, span, one.degree, strong),
      velocity: one.velocity * random.between(0.85, 1),
      pan: 0.08,
    };
  });
}

/** The nearest pitch to the contour that agrees with the chord: chord tones on strong steps, harmless scale tones elsewhere. */
function fit(style: Sheet['style'], span: ChordSpan, degree: number, strong: boolean): number {
  const target = style.melody.centre + degree * 1.75;
  let best = Math.round(target);
  let bestCost = Number.POSITIVE_INFINITY;
  for (let pitch = best - 8; pitch <= target + 8; pitch += 1) {
    const one = pitchClass(pitch);
    const allowed = strong ? span.classes.includes(one) : harmless(style, span, one);
    const cost = Math.abs(pitch - target);
    if (allowed && cost < bestCost) {
      best = pitch;
      bestCost = cost;
    }
  }
  return best;
}

function harmless({ tonic, scale }: Sheet['style'], span: ChordSpan, one: number): boolean {
  const inScale = scale.includes(pitchClass(one - tonic));
  const rubs = span.classes.some((tone) => tone !== one && [1, 11].includes(pitchClass(one - tone)));
  return span.classes.includes(one) || (inScale && !rubs);
}

/** Above this (MIDI) an octave more would pierce. */
const HIGHEST_DOUBLED = 83;

/** At the peak the hook is heard an octave up as well. */
function doubled({ form }: Sheet, note: Note): readonly Note[] {
  const bar = Math.floor(note.startSeconds / (form.beatSeconds * 4));
  if (sectionAt(form, bar).kind !== 'peak' || note.pitch > HIGHEST_DOUBLED) return [note];
  return [note, { ...note, pitch: note.pitch + 12, velocity: note.velocity * 0.55, pan: -0.25 }];
}

function lastNote({ form, style, spans }: Sheet): Note {
  const span = spanAt(spans, form.endBeat);
  const home = { ...span, classes: [pitchClass(style.tonic)] };
  const start = form.endBeat * form.beatSeconds;
  const pitch = fit(style, home, 0, true);
  return { startSeconds: start, seconds: form.seconds - start, pitch, velocity: 0.8, pan: 0 };
}
