/** Whose turn it is when more is asked for than can be made at once. */

/** `version` null: its storyboard. */
export type Turn = { readonly projectId: string; readonly version: number | null };

/**
 * Each piece of work draws a number when it is asked for, and the lowest goes first. A refinement draws a low one, so that it
 * overtakes a first film; who asks for much draws ever higher ones, so that nobody else waits behind all of it.
 */
export interface Turns {
  /** 1 to 2,097,151. The same work draws the same number until it begins. */
  take(turn: Turn): Promise<number>;
  /** From now on nobody draws a number below this work's. */
  begin(turn: Turn): Promise<void>;
}
