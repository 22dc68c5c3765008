/** A card as Block Kit. Pure. Limits of https://docs.slack.dev/reference/block-kit/blocks (read 2026-11). */
import type { types } from '@slack/bolt';
import type { Card } from '../card.ts';
import { cut, escapeText } from './mrkdwn.ts';
import { planBlock } from './plan-block.ts';

type Block = types.KnownBlock;

const MAX_HEADER = 150;
const MAX_SECTION = 3000;
const MAX_FIELD = 2000;
const FIELDS_IN_SECTION = 10;
const MAX_BLOCKS = 50;
const MAX_ALT = 2000;
const MAX_LABEL = 75;

export type Shown = {
  /** Slack's id of the card's picture, once it is there. */
  readonly pictureId: string | null;
  /** Where the films can be fetched instead, one line each. */
  readonly links: readonly string[];
  /** Whether this workspace knows `plan` blocks. */
  readonly hasPlans: boolean;
};

export function cardBlocks(card: Card, { pictureId, links, hasPlans }: Shown): Block[] {
  const blocks = [
    ...(card.title === null ? [] : [header(card.title)]),
    ...paragraphs(card.text),
    ...progressBlocks(card, hasPlans),
    ...(card.picture !== null && pictureId !== null ? [picture(card.picture, pictureId)] : []),
    ...fieldSections(card.fields),
    ...links.map((line) => section(line)),
    ...(card.disclosure === null ? [] : [context(card.disclosure)]),
  ];
  const buttons = card.buttons.length === 0 ? [] : [actions(card.buttons)];
  return [...fitting(blocks, MAX_CHARACTERS - sizeOf(buttons)), ...buttons];
}

/** Of all blocks of a message together (bolt-js#2509, 2026-11: 13,200). */
const MAX_CHARACTERS = 12_500;

/** What does not fit is left out at the end, and that is said. */
function fitting(blocks: readonly Block[], max: number): readonly Block[] {
  let kept = blocks.slice(0, MAX_BLOCKS - 2);
  if (kept.length === blocks.length && sizeOf(kept) <= max) return kept;
  while (kept.length > 1 && sizeOf(kept) > max) kept = kept.slice(0, -1);
  return [...kept, context('There is more than fits into one message.')];
}

function sizeOf(blocks: readonly Block[]): number {
  return JSON.stringify(blocks).length;
}

/** For notifications, and for those who have it read to them. Never empty. */
export function cardWords({ title, text, progress, fields }: Card): string {
  const bar = progress === null ? null : `${progress.percent} %, ${progress.activity}`;
  const lines = [title, text === '' ? null : text, bar, ...fields.map(({ label, value }) => `${label}: ${value}`)];
  return cut(escapeText(lines.filter((line) => line !== null).join('\n')), 3900) || 'adgen';
}

function header(title: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: cut(title, MAX_HEADER), emoji: false } };
}

/** A paragraph is a section; one that is too long goes on in the next. */
function paragraphs(text: string): Block[] {
  return text
    .split(/\n{2,}/u)
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => pieces(escapeText(paragraph), MAX_SECTION).map((piece) => section(piece)));
}

/** Never inside `&amp;` and its like. */
function pieces(markup: string, max: number): readonly string[] {
  const all: string[] = [];
  let rest = markup;
  while (rest.length > max) {
    const space = rest.lastIndexOf(' ', max);
    const end = space > max / 2 ? space : max - 8 + Math.max(0, rest.slice(max - 8, max).search(/[&]|$/u));
    all.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...all, rest];
}

function section(markup: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: markup, verbatim: true } };
}

function context(words: string): Block {
  return { type: 'context', elements: [{ type: 'plain_text', text: cut(words, MAX_FIELD), emoji: false }] };
}

function picture({ alt }: NonNullable<Card['picture']>, id: string): Block {
  return { type: 'image', slack_file: { id }, alt_text: cut(alt, MAX_ALT) };
}

function progressBlocks(card: Card, hasPlans: boolean): Block[] {
  if (card.progress === null) return [];
  const { percent, activity, tasks = [] } = card.progress;
  if (hasPlans && tasks.length > 0) return [planBlock(card.progress, tasks)];
  const full = Math.round(percent / 10);
  const bar = `${'█'.repeat(full)}${'░'.repeat(10 - full)}  ${Math.round(percent)} %`;
  const lines = tasks.map(({ title, status }) => `${SIGNS[status]} ${escapeText(title)}`);
  return [section(cut([bar, escapeText(activity), ...lines].join('\n'), MAX_SECTION))];
}

const SIGNS = { 'to-come': '○', 'in-work': '◐', done: '●' } as const;

function fieldSections(fields: Card['fields']): Block[] {
  const texts = fields.map(({ label, value }) => ({
    type: 'mrkdwn' as const,
    text: cut(`*${escapeText(label)}*\n${escapeText(value)}`, MAX_FIELD),
    verbatim: true,
  }));
  const sections: Block[] = [];
  for (let first = 0; first < texts.length; first += FIELDS_IN_SECTION)
    sections.push({ type: 'section', fields: texts.slice(first, first + FIELDS_IN_SECTION) });
  return sections;
}

function actions(buttons: Card['buttons']): Block {
  return { type: 'actions', elements: buttons.slice(0, 25).map(button) };
}

/** What every `action_id` of ours begins with. */
export const CLICK = 'adgen:';

function button({ action, label, style, value }: Card['buttons'][number], index: number): types.Button {
  const confirm = action === 'make-it' ? confirmOf(value) : null;
  return {
    type: 'button',
    // Unique in its message: several can do the same.
    action_id: `${CLICK}${action}:${index}`,
    text: { type: 'plain_text', text: cut(label, MAX_LABEL), emoji: false },
    value,
    ...(style === 'default' ? {} : { style }),
    ...(confirm === null ? {} : { confirm }),
  };
}

/** Money is asked about once more; what costs nothing is not. */
function confirmOf(value: string): types.ConfirmationDialog | null {
  const price = /"maxMicroUsd":(\d+)/u.exec(value)?.[1];
  if (price === undefined || Number(price) === 0) return null;
  const dollars = `$${(Number(price) / 1_000_000).toFixed(2)}`;
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  return {
    title: plain('Make this ad?'),
    text: plain(`It costs about ${dollars}, and never more than that.`),
    confirm: plain('Make it'),
    deny: plain('Not yet'),
  };
}
