/** Words to one person alone: Discord lets an app say them only in answer to what that person has just pressed. */
import { MessageFlags, type REST, Routes } from 'discord.js';
import { escapeText } from './markdown.ts';

/** An answer is taken for fifteen minutes (https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11). */
const ANSWERABLE_MS = 14 * 60_000;
const MOST = 1000;

export type Pressed = { readonly applicationId: string; readonly token: string };

export type Hints = {
  readonly remember: (threadId: string, userId: string, pressed: Pressed) => void;
  /** False: they have pressed nothing here lately. */
  readonly whisper: (threadId: string, userId: string, text: string) => Promise<boolean>;
};

export function createHints(rest: REST, now: () => number = () => performance.now()): Hints {
  const known = new Map<string, Pressed & { readonly atMs: number }>();
  const keyOf = (threadId: string, userId: string) => `${threadId} ${userId}`;
  return {
    remember: (threadId, userId, pressed) => {
      const key = keyOf(threadId, userId);
      known.delete(key);
      known.set(key, { ...pressed, atMs: now() });
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
    whisper: async (threadId, userId, text) => {
      const found = known.get(keyOf(threadId, userId));
      if (!found || now() - found.atMs > ANSWERABLE_MS) return false;
      const body = {
        content: escapeText(text).slice(0, 2000),
        flags: MessageFlags.Ephemeral,
        allowed_mentions: { parse: [] },
      };
      try {
        await rest.post(Routes.webhook(found.applicationId, found.token), { body, auth: false });
        return true;
      } catch {
        // Too late, or it cannot be told: then the thread says it.
        return false;
      }
    },
  };
}
