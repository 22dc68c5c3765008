/** Words for one person alone, where their platform can. */
import type { Platform } from './platform.ts';
import type { Claim } from './ports.ts';

/** False where the platform cannot say it to one person alone, or could not just now. */
export async function hint({ event }: Claim, say: string, { hint }: Platform, signal: AbortSignal): Promise<boolean> {
  if (!hint) return false;
  return hint(event.threadId, event.userId, say, signal, event.key).catch(() => false);
}
