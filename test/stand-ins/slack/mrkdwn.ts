/** Slack's `mrkdwn` as a reader sees it, and whom it would ping. */
import type { Team } from './world.ts';

export type Read = {
  readonly text: string;
  /** `@channel`, `@here`, `@everyone`, or `@` and a name: everybody who gets a notification. */
  readonly pings: readonly string[];
  readonly links: readonly string[];
};

export function readMrkdwn(source: string, team: Team): Read {
  const pings: string[] = [];
  const links: string[] = [];
  const text = source
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part) => {
      if (part.startsWith('`')) return unescaped(part.replaceAll(/^`+|`+$/g, ''));
      return styled(part).replaceAll(/<([^<>\n]+)>/g, (_, inside: string) => {
        const shown = token(inside, team);
        if (shown.ping) pings.push(shown.ping);
        if (shown.link) links.push(shown.link);
        return shown.text;
      });
    })
    .map((part) => unescaped(part))
    .join('');
  return { text, pings, links };
}

/** Text objects of the kind `plain_text`: nothing in it is markup, and nobody is pinged. */
export function readPlain(source: string): Read {
  return { text: unescaped(source), pings: [], links: [] };
}

function token(inside: string, team: Team): { readonly text: string; readonly ping?: string; readonly link?: string } {
  const [target = '', label] = inside.split('|', 2);
  if (target.startsWith('@')) {
    const id = target.slice(1);
    const name = id === team.bot.userId ? '@ad' : `@${team.users.get(id)?.name ?? label ?? id}`;
    return { text: name, ping: name };
  }
  if (/^!(channel|here|everyone)$/.test(target)) return { text: `@${target.slice(1)}`, ping: `@${target.slice(1)}` };
  if (target.startsWith('!subteam^')) {
    const name = `@${team.groups.find(({ id }) => id === target.slice(9))?.handle ?? target.slice(9)}`;
    return { text: name, ping: name };
  }
  if (target.startsWith('!')) return { text: label ?? '' };
  if (target.startsWith('#'))
    return { text: `#${team.channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}` };
  const link = unescaped(target);
  return { text: label ?? target.replace(/^mailto:/, ''), link };
}

/** Marks around words disappear: `*bold*`, `_italic_`, `~gone~`. Inside tokens and words they are letters. */
function styled(part: string): string {
  return part
    .split(/(<[^<>\n]+>)/)
    .map((piece) =>
      piece.startsWith('<') && piece.endsWith('>')
        ? piece
        : piece.replaceAll(/(^|[\s(.,:;!?*_~-])([*_~])(?=\S)([^*_~\n]*?\S)\2(?=$|[\s).,:;!?*_~-])/g, '$1$3'),
    )
    .join('');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
