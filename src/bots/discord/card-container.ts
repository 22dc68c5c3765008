/** A card as Components V2. Pure. Limits of https://docs.discord.com/developers/components/reference (read 2026-11). */
import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Card } from '../card.ts';
import { customIdOf } from './custom-id.ts';
import { cut, escapeText } from './markdown.ts';

/** Of all texts of a message together. */
const MAX_TEXT = 4000;
const MAX_LABEL = 80;
const MAX_ALT = 1024;
const BUTTONS_IN_ROW = 5;
const MOST_ROWS = 5;

/** The stripe at its side: what it is about, before it is read. */
const COLOURS: Readonly<Record<Card['kind'], number | null>> = {
  reply: null,
  storyboard: 0x5865f2,
  progress: 0xf0b232,
  result: 0x23a55a,
  notice: null,
  failure: 0xf23f43,
};

export type ShownFile = { readonly name: string; readonly alt: string };

export type Shown = {
  /** The card's own number. */
  readonly mark: number;
  /** What the message carries: the picture, or the films in their order. */
  readonly files: readonly ShownFile[];
  /** Markup under the files: where to fetch what is not in them. */
  readonly notes: readonly string[];
};

export function cardContainer(card: Card, { mark, files, notes }: Shown): APIContainerComponent {
  const rows = buttonRows(card.buttons);
  const above = texts([heading(card), escapeText(card.text), progressLines(card)]);
  const below = texts([fieldLines(card.fields), notes.join('\n'), small(card.disclosure)]);
  const [first, second] = fitting(above, below);
  const components: APIComponentInContainer[] = [
    ...display(first),
    ...(files.length === 0 ? [] : [gallery(files)]),
    ...display(second),
    ...rows,
  ];
  const colour = COLOURS[card.kind];
  return {
    type: ComponentType.Container,
    id: mark,
    ...(colour === null ? {} : { accent_color: colour }),
    // A message is never empty.
    components: components.length === 0 ? display('adgen') : components,
  };
}

function texts(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part.trim() !== '').join('\n\n');
}

/** What does not fit is cut at the end, where it says what matters least. */
function fitting(above: string, below: string): readonly [string, string] {
  const first = cut(above, MAX_TEXT);
  const left = MAX_TEXT - first.length;
  return [first, left < 20 ? '' : cut(below, left)];
}

function display(content: string): APIComponentInContainer[] {
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

function heading({ title }: Card): string | null {
  return title === null ? null : `### ${escapeText(title)}`;
}

function small(line: string | null): string | null {
  return line === null ? null : `-# ${escapeText(line)}`;
}

function fieldLines(fields: Card['fields']): string {
  return fields.map(({ label, value }) => `**${escapeText(label)}**\n${escapeText(value)}`).join('\n');
}

function progressLines({ progress }: Card): string | null {
  if (progress === null) return null;
  const { percent, activity, tasks = [] } = progress;
  const full = Math.round(percent / 10);
  const bar = `${'█'.repeat(full)}${'░'.repeat(10 - full)}  ${Math.round(percent)} %`;
  const lines = tasks.map(({ title, status }) => `${SIGNS[status]} ${escapeText(title)}`);
  return [bar, escapeText(activity), '', ...lines].join('\n').trimEnd();
}

const SIGNS = { 'to-come': '○', 'in-work': '◐', done: '●' } as const;

function gallery(files: readonly ShownFile[]): APIComponentInContainer {
  return {
    type: ComponentType.MediaGallery,
    items: files.map(({ name, alt }) => ({
      media: { url: `attachment://${name}` },
      description: cut(alt, MAX_ALT),
    })),
  };
}

function buttonRows(buttons: Card['buttons']): APIComponentInContainer[] {
  const all = buttons.slice(0, BUTTONS_IN_ROW * MOST_ROWS).map(button);
  const rows: APIComponentInContainer[] = [];
  for (let first = 0; first < all.length; first += BUTTONS_IN_ROW)
    rows.push({ type: ComponentType.ActionRow, components: all.slice(first, first + BUTTONS_IN_ROW) });
  return rows;
}

const STYLES = { primary: ButtonStyle.Primary, default: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const;

function button(
  { action, label, style, value }: Card['buttons'][number],
  index: number,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[style],
    label: cut(label, MAX_LABEL),
    custom_id: customIdOf({ action, value }, index),
  };
}
