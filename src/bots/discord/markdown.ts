/** Discord's markup: out of what people wrote, and kept out of what is said to them. Pure. */
import { escapeMarkdown } from 'discord.js';
import { z } from 'zod';

/** Nobody's words become a mention, a link or markup. */
export function escapeText(words: string): string {
  const all = { heading: true, bulletedList: true, numberedList: true, maskedLink: true };
  // A mention or an emoji by its number begins with this.
  return escapeMarkdown(words, all).replaceAll('<', '\\<');
}

const Named = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });
export type Named = z.infer<typeof Named>;

/** Whom a message mentions. */
export const Mentions = z.array(Named).catch([]);

type Reading = {
  readonly mentions: readonly Named[];
  readonly botId: string;
  /** Channels and roles by id; null where nobody knows. */
  readonly nameOf: (id: string) => string | null;
};

/** What was written, as people read it; mentions of the bot itself are no words. */
export function readText(content: string, { mentions, botId, nameOf }: Reading): string {
  return content
    .replace(/<@!?(\d+)>/gu, (_, id: string) => (id === botId ? ' ' : personOf(id, mentions)))
    .replace(/<(@&|#)(\d+)>/gu, (_, kind: string, id: string) => `${kind.charAt(0)}${nameOf(id) ?? 'somebody'}`)
    .replace(/<a?(:\w+:)\d+>/gu, '$1')
    .replace(/<\/([\w -]+):\d+>/gu, '/$1')
    .replace(/[ \t]+/gu, ' ')
    .trim();
}

function personOf(id: string, mentions: readonly Named[]): string {
  const found = mentions.find((one) => one.id === id);
  return `@${found?.global_name ?? found?.username ?? 'somebody'}`;
}

/** The first `max` characters, never in the middle of one; a cut is shown. */
export function cut(words: string, max: number): string {
  if (words.length <= max) return words;
  return `${words
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')}…`;
}
