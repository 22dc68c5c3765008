/** The brand kit for what cannot wait: it fills in two fields or a proposal, and no more. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Overview, Window } from '../window.ts';
import { serverOf } from './names.ts';

/** Of the three seconds that Discord waits, on the way there and back, too. */
const KIT_MS = 1000;

/** Null: none is kept, it cannot be had in time, or it was asked for outside of a server. Never throws. */
export async function kitInTime(guildId: string | null, { kit }: Pick<Window, 'kit'>): Promise<Overview['kit']> {
  if (guildId === null) return null;
  const over = new AbortController();
  const late = pause(KIT_MS, null, { signal: over.signal }).catch(() => null);
  const found = kit(serverOf(guildId)).catch(() => null);
  return Promise.race([found, late]).finally(() => over.abort());
}
