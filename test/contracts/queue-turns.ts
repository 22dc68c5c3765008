/** For tests that are not about turns. */
import type { Turns } from '../../src/pipeline/ports/turns.ts';

/** Whoever comes first. */
export const IN_TURN: Turns = { take: async () => 1, begin: async () => undefined };
