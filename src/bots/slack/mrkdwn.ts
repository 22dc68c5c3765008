/** Slack's markup: out of what people wrote, and kept out of what is said to them. Pure. */

/** Nobody's words become a mention, a link or markup (https://docs.slack.dev/messaging/formatting-message-text, read 2026-11). */
export function escapeText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What was written, as people read it; `botUserId`: mentions of the app itself are no words. */
export function readText(markup: string, botUserId: string | null): string {
  const words = markup.replace(/<([^<>]*)>/gu, (_, inside: string) => readLink(inside, botUserId));
  return unescapeText(words)
    .replace(/[ \t]+/gu, ' ')
    .trim();
}

function readLink(inside: string, botUserId: string | null): string {
  const [target = '', label] = inside.split('|', 2);
  if (target === `@${botUserId}`) return ' ';
  if (target.startsWith('@') || target.startsWith('#') || target.startsWith('!')) return label ?? target;
  // `<http://example.com|example.com>` and `<mailto:a@b|a@b>`: what people see.
  return label ?? target;
}

function unescapeText(words: string): string {
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The first `max` characters, never in the middle of one; a cut is shown. */
export function cut(words: string, max: number): string {
  return words.length <= max
    ? words
    : `${words
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/�$/u, '')}…`;
}
