/** The seven characters a music bed can have. */
export const MOODS = ['upbeat', 'calm', 'elegant', 'playful', 'bold', 'tech', 'natural'] as const;

export type MusicMood = (typeof MOODS)[number];
