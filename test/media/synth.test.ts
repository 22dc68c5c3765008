import { describe, expect, it } from 'vitest';
import { type BedRequest, composeBed, type StereoAudio } from '../../src/media/synth/bed.ts';
import { planForm } from '../../src/media/synth/form.ts';
import { MOODS } from '../../src/media/synth/mood.ts';
import { pitchClass } from '../../src/media/synth/pitch.ts';
import { writeScore } from '../../src/media/synth/score.ts';
import { styleOf } from '../../src/media/synth/styles/style-of.ts';

const SAMPLES_PER_FRAME = 1600;
const request: BedRequest = { mood: 'upbeat', tempoBpm: 112, frames: 180, cutFrames: [60, 120], seed: 5 };
const scoreOf = (changes: Partial<BedRequest>) => {
  const asked = { ...request, ...changes };
  return writeScore(planForm(asked), styleOf(asked.mood), asked.seed);
};

describe('a composed bed', () => {
  it.each(MOODS)('in the mood %s fits the film, never clips, and is silent on the last frame', (mood) => {
    const audio = composeBed({ ...request, mood, tempoBpm: mood === 'calm' ? 78 : 104 });
    expect(audio.sampleRate).toBe(48_000);
    expect([audio.left.length, audio.right.length]).toEqual([180 * SAMPLES_PER_FRAME, 180 * SAMPLES_PER_FRAME]);
    const facts = measure(audio);
    expect(facts.peak).toBeLessThan(0.8);
    expect(facts.peak).toBeGreaterThan(0.2);
    expect(Math.abs(facts.offset)).toBeLessThan(0.001);
    expect(facts.correlation).toBeGreaterThan(0.3);
    expect(levelDb(audio, -0.02)).toBeLessThan(-80);
    expect(levelDb(audio, -1.5)).toBeGreaterThan(-36);
  });

  it('is the same for the same request, sample by sample', () => {
    const [first, second] = [composeBed(request), composeBed(request)];
    expect(Buffer.from(first.left.buffer).equals(Buffer.from(second.left.buffer))).toBe(true);
    expect(Buffer.from(first.right.buffer).equals(Buffer.from(second.right.buffer))).toBe(true);
  });
});

describe('a score', () => {
  it('has another melody for another seed, in the same key', () => {
    const tunes = [1, 2, 3, 4].map((seed) => scoreOf({ frames: 900, seed }).melody.map((note) => note.pitch));
    expect(new Set(tunes.map((tune) => tune.join())).size).toBe(4);
    const { tonic, scale } = styleOf('upbeat');
    const foreign = tunes.flat().filter((pitch) => !scale.includes(pitchClass(pitch - tonic)));
    expect(foreign).toEqual([]);
  });

  it.each(MOODS)('in the mood %s has no grating voicing and ends on the tonic', (mood) => {
    for (const seed of [1, 2, 3]) {
      const { spans } = scoreOf({ mood, frames: 900, seed });
      const gaps = spans.flatMap(({ voices }) => voices.slice(1).map((pitch, voice) => pitch - (voices[voice] ?? 0)));
      expect(Math.min(...gaps)).toBeGreaterThan(1);
      expect(spans.at(-1)?.classes[0]).toBe(styleOf(mood).tonic);
    }
  });

  it('keeps every note inside the film, and the last chord well before its end', () => {
    for (const frames of [180, 225, 450, 601, 900, 1800]) {
      for (const tempoBpm of [60, 84, 120, 170]) {
        const score = scoreOf({ frames, tempoBpm });
        const strike = score.form.endBeat * score.form.beatSeconds;
        expect(score.form.seconds - strike).toBeGreaterThan(1);
        expect(score.form.seconds - strike).toBeLessThan(3.7);
        const notes = [...score.keys, ...score.arpeggio, ...score.melody, ...score.bass];
        expect(Math.min(...notes.map((note) => note.startSeconds))).toBeGreaterThanOrEqual(0);
        expect(Math.max(...notes.map((note) => note.startSeconds))).toBeLessThan(score.form.seconds - 0.3);
      }
    }
  });
});

describe('the form', () => {
  it('bends the tempo by no more than six percent and fills whole bars', () => {
    for (let frames = 180; frames <= 1800; frames += 45) {
      const form = planForm({ frames, tempoBpm: 100, cutFrames: [] });
      expect(Math.abs(60 / form.beatSeconds / 100 - 1)).toBeLessThan(0.0601);
      expect(form.endBeat % 4).toBe(0);
      expect(form.sections.reduce((bars, section) => bars + section.bars, 0)).toBe(form.bars);
    }
  });

  it('puts the lift on the first or second cut when a bar line can meet it', () => {
    const form = planForm({ frames: 900, tempoBpm: 96, cutFrames: [225, 450, 675] });
    const lift = form.sections.find((section) => section.kind === 'lift');
    expect((lift?.startBar ?? 0) * 4 * form.beatSeconds).toBeCloseTo(7.5, 1);
  });
});

function measure({ left, right }: StereoAudio) {
  let [peak, sum, leftEnergy, rightEnergy, shared] = [0, 0, 0, 0, 0];
  left.forEach((value, index) => {
    const other = right[index] ?? 0;
    peak = Math.max(peak, Math.abs(value), Math.abs(other));
    sum += value + other;
    leftEnergy += value * value;
    rightEnergy += other * other;
    shared += value * other;
  });
  return { peak, offset: sum / (2 * left.length), correlation: shared / Math.sqrt(leftEnergy * rightEnergy) };
}

/** Level of the last seconds (given as a negative number) in dBFS. */
function levelDb({ left, right }: StereoAudio, fromEndSeconds: number): number {
  const from = Math.round(fromEndSeconds * 48_000);
  const values = [...left.subarray(from), ...right.subarray(from)];
  return 10 * Math.log10(values.reduce((sum, value) => sum + value * value, 0) / values.length + 1e-12);
}
