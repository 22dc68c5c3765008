/** Everything the editor knows and does: the wish, its price, what is chosen, and what is done with the scenes. */
import { useState } from 'react';
import type { Ad, Client } from './client.ts';
import { type Clash, clashesOf } from './editor-clash.ts';
import { orderOf, withAdded, withMove, withoutScene } from './editor-draft.ts';
import { type Wanted, wantedOf } from './editor-edits.ts';
import { type Applying, useApply } from './editor-use-apply.ts';
import { type Drafting, useDraft } from './editor-use-draft.ts';
import { type Price, usePrice } from './editor-use-price.ts';

export type EditorInput = {
  readonly client: Client;
  readonly ad: Ad;
  readonly plan: NonNullable<Ad['plan']>;
  /** A scene by its id, one that is to be added by its name, or `film`; what is not there is the first scene. */
  readonly sceneId: string;
  readonly onChoose: (sceneId: string) => void;
  /** The ad stands at another version now. */
  readonly onApplied: () => void;
  /** What is shown is old. */
  readonly onStale: () => void;
};

export type Editor = Wanted & {
  readonly drafting: Drafting;
  readonly price: Price;
  readonly applying: Applying;
  readonly isFilm: boolean;
  /** Of the chosen scene, or of the one that was chosen before the whole film; 0 is the first. */
  readonly place: number;
  readonly key: string;
  /** Both changed them; null: the ad stands where the changes were begun. */
  readonly clashes: readonly Clash[] | null;
  readonly move: (from: number, to: number) => void;
  readonly add: () => void;
  readonly remove: () => void;
  readonly leaf: (toFilm: boolean) => void;
};

const FILM = 'film';

export function useEditor({ client, ad, plan, sceneId, onChoose, onApplied, onStale }: EditorInput): Editor {
  const drafting = useDraft(ad.project_id, { version: ad.version, plan }, onApplied);
  const { draft, basis, change } = drafting;
  const wanted = wantedOf(plan, draft);
  const { places, slots } = wanted;
  const price = usePrice(client, ad, places, onStale);
  const applying = useApply({ client, ad, drafting, wanted, price, onStale, onApplied });
  const isFilm = sceneId === FILM;
  const [last, setLast] = useState(sceneId);
  const found = slots.findIndex((slot) => slot.key === (isFilm ? last : sceneId));
  const place = Math.max(0, found);
  const key = slots[place]?.key ?? '';
  const order = orderOf(plan, draft);
  const isOld = places.length > 0 && basis !== null && basis.version !== ad.version;
  return {
    ...wanted,
    ...{ drafting, price, applying, isFilm, place, key },
    clashes: isOld ? clashesOf(basis.plan, plan, draft) : null,
    move: (from, to) => change('order', (before) => withMove(before, order, from, to)),
    add: () => {
      const name = freeName(Object.keys(draft.added));
      change(`add ${name}`, (before) => withAdded(before, order, name, place));
      onChoose(name);
    },
    remove: () => {
      change(`remove ${key}`, (before) => withoutScene(before, order, key));
      onChoose(slots[place + 1]?.key ?? slots[place - 1]?.key ?? FILM);
    },
    leaf: (toFilm) => {
      setLast(key);
      onChoose(toFilm ? FILM : key);
    },
  };
}

function freeName(taken: readonly string[]): string {
  return [1, 2, 3, 4, 5].map((number) => `new${number}`).find((name) => !taken.includes(name)) ?? 'new';
}
