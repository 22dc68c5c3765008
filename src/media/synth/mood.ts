/** The seven characters a music bed can have: those of the plan. */
import type { Mood } from '../../ad/plan.ts';

export type MusicMood = Mood;

export const MOODS: readonly MusicMood[] = ['upbeat', 'calm', 'elegant', 'playful', 'bold', 'tech', 'natural'];
