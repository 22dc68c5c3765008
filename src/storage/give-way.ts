/** Lets chats and timers in between the statements of a database that runs in this very process. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';

/** Statements may follow each other without a pause for so long, in milliseconds. */
const LONGEST_MS = 15;

/**
 * PGlite answers before its caller can wait: dozens of statements in a row (the plan of an ad is looked up piece by piece) then
 * hold up the event loop for as long as all of them take, and job locks are lost. Here each of its messages first looks how
 * long the loop has not turned.
 */
export function giveWay(pglite: PGlite): void {
  const ask = pglite.execProtocolRaw.bind(pglite);
  const turn = createTurn();
  pglite.execProtocolRaw = async (...message) => {
    await turn();
    return ask(...message);
  };
}

function createTurn(): () => Promise<void> {
  let beganMs: number | null = null;
  return async () => {
    if (beganMs !== null && performance.now() - beganMs > LONGEST_MS) await nextTurn();
    if (beganMs !== null) return;
    beganMs = performance.now();
    setImmediate(() => {
      beganMs = null;
    });
  };
}
