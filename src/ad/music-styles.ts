/** What music of each mood is: how fast, and its words for a hosted model. */
import type { Mood } from './plan.ts';

/** Slowest and fastest, in beats per minute. */
export const TEMPO_BPM: Readonly<Record<Mood, readonly [number, number]>> = {
  upbeat: [112, 122],
  calm: [72, 84],
  elegant: [76, 90],
  playful: [104, 118],
  bold: [100, 126],
  tech: [108, 120],
  natural: [80, 94],
};

const MUSIC: Readonly<Record<Mood, string>> = {
  upbeat: 'bright, optimistic pop instrumental, claps, plucked synth, light bass',
  calm: 'warm, unhurried instrumental, felt piano, soft pads, brushed percussion',
  elegant: 'refined, spacious instrumental, piano and strings, subtle pulse',
  playful: 'bouncy, light-hearted instrumental, marimba, pizzicato, finger snaps',
  bold: 'driving, confident instrumental, deep drums, gritty bass, wide brass hits',
  tech: 'clean, precise electronic instrumental, arpeggiated synth, tight kick',
  natural: 'organic acoustic instrumental, fingerpicked guitar, soft shaker, airy pads',
};

export function tempoOf(mood: Mood, seed: number): number {
  const [slowest, fastest] = TEMPO_BPM[mood];
  return slowest + (seed % (fastest - slowest + 1));
}

export function musicPrompt(mood: Mood, tempoBpm: number): string {
  return `${MUSIC[mood]}, ${tempoBpm} bpm, no vocals, clear ending`;
}
