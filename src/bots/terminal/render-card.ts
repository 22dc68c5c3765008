/** A card as plain lines for a terminal. Pure. */
import type { Card } from '../platform.ts';

/** What a person types for a button. */
const TYPED: Readonly<Record<Card['buttons'][number]['action'], ((label: string) => string) | string>> = {
  'make-it': 'make it',
  'make-free': 'make it for free',
  // "Redo scene 3, about $0.05": the price is for reading.
  redo: (label) => label.replace(/,.*$/, '').toLowerCase(),
  change: 'what to change, in your own words',
  cancel: 'cancel',
  stop: 'stop',
  keep: 'keep it',
  versions: 'versions',
  // "Back to version 2"
  restore: (label) => `go ${label.toLowerCase()}`,
};

/** `paths` are the local files of the card's picture and films by artefact key. */
export function renderCard(card: Card, paths: ReadonlyMap<string, string>): string {
  const blocks = [
    [card.title, card.text].filter((line) => line !== null && line !== '').join('\n'),
    card.fields.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    filesOf(card, paths),
    card.progress ? `${card.progress.percent} %, ${card.progress.activity}` : '',
    typedFor(card),
    card.disclosure ?? '',
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function filesOf({ picture, films }: Card, paths: ReadonlyMap<string, string>): string {
  const lines = films.map(({ aspect, key, name }) => `${aspect.padEnd(5)} ${paths.get(key) ?? name}`);
  return [...(picture ? [`Picture: ${paths.get(picture.key) ?? picture.name}`] : []), ...lines].join('\n');
}

function typedFor({ buttons }: Card): string {
  const words = buttons.map(({ action, label }) => {
    const typed = TYPED[action];
    if (action === 'change') return typed;
    return `“${typeof typed === 'string' ? typed : typed(label)}”`;
  });
  if (words.length === 0) return '';
  const last = words.at(-1) ?? '';
  return `Type ${words.length === 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`}.`;
}
