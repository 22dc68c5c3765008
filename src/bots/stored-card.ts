/** Cards as they are stored: with the hash of what they say. Pure. */
import { fingerprint } from '../ad/fingerprint.ts';
import { type Button, type Card, type KeyedCard, plainCard } from './card.ts';
import { splitText } from './fit-text.ts';
import type { StoredCard } from './ports.ts';

export function storedCard({ key, card }: KeyedCard): StoredCard {
  return { key, card, hash: fingerprint(card) };
}

/** The answer to an event: more than one card where it is too long for the platform. */
export function replyCards(
  eventKey: string,
  text: string,
  maxCharacters: number,
  buttons: readonly Button[] = [],
): readonly StoredCard[] {
  const key = `reply:${fingerprint(eventKey)}`;
  const pieces = splitText(text, maxCharacters);
  return pieces.map((piece, index) => {
    const card = { ...plainCard('reply', piece), buttons: index === pieces.length - 1 ? [...buttons] : [] };
    return storedCard({ key: index === 0 ? key : `${key}:${index + 1}`, card });
  });
}

/** Something the person did not ask for but has to know. `cause` names what it comes from: the same gives the same card. */
export function noticeCard(cause: string, text: string, kind: Card['kind'] = 'notice'): StoredCard {
  return storedCard({ key: `notice:${fingerprint(cause)}`, card: plainCard(kind, text) });
}
