/** What the changes come to, asked a moment after the last key. */
import { useEffect, useState } from 'react';
import type { Edit } from '../../../src/ad/edit.ts';
import type { Ad, Client, Edited } from './client.ts';
import type { Place } from './editor-edits.ts';
import { problemOf } from './result-problem.ts';

export type Price =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'priced'; readonly edited: Edited }
  /** `place`: the change that it is about; null: all of them. */
  | { readonly kind: 'refused'; readonly code: string; readonly place: Place | null; readonly say: string };

const PAUSE_MS = 350;

/** `onStale`: the ad is another by now. Where no answer came, it is asked again when the network is back. */
export function usePrice(
  client: Client,
  { project_id: id, version }: Pick<Ad, 'project_id' | 'version'>,
  places: readonly Place[],
  onStale: () => void,
): Price {
  const [price, setPrice] = useState<Price>({ kind: 'none' });
  const [round, setRound] = useState(0);
  const asked = JSON.stringify(places);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says the same as the places, and a new round asks again
  useEffect(() => {
    if (places.length === 0) return setPrice({ kind: 'none' });
    const asking = new AbortController();
    const { signal } = asking;
    setPrice({ kind: 'asking' });
    const timer = setTimeout(() => {
      client.edit(id, { base_version: version, edits: editsIn(places), preview: true }).then(
        (edited) => signal.aborted || setPrice({ kind: 'priced', edited }),
        (error: unknown) => {
          if (signal.aborted) return;
          const refused = refusalOf(error, places);
          setPrice(refused);
          if (refused.code === 'conflict') onStale();
          const again = () => setRound((before) => before + 1);
          if (refused.code === 'offline') window.addEventListener('online', again, { once: true, signal });
        },
      );
    }, PAUSE_MS);
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [client, id, version, asked, round]);
  return price;
}

export function editsIn(places: readonly Place[]): Edit[] {
  return places.map(({ edit }) => edit);
}

/** The server names the edit by its place in the list: `edits.1: …`, or `edits.1.text`. */
function refusalOf(error: unknown, places: readonly Place[]): Price & { readonly kind: 'refused' } {
  const { code, message, field } = problemOf(error);
  const [start = '', index] = /^edits\.(\d+)[\w.]*(?::\s*)?/.exec(field ?? message) ?? [];
  const say = field === null ? message.slice(start.length) : message;
  return { kind: 'refused', code, place: places[Number(index ?? -1)] ?? null, say };
}
