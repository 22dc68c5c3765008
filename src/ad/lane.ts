/** The three kinds of work that a machine may be good for. */

/** Planning, storyboards and what holds an ad together · bought backgrounds and music · rendering. */
export const LANES = ['plans', 'clips', 'films'] as const;
export type Lane = (typeof LANES)[number];
