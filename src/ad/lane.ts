/** The kinds of work that a machine may be good for. */

/**
 * Planning, storyboards and what holds an ad together · backgrounds that are bought · music · rendering. Music and rendering
 * need ffmpeg.
 */
export const LANES = ['plans', 'clips', 'music', 'films'] as const;
export type Lane = (typeof LANES)[number];
