/** The product of the chosen photo without what stands behind it, asked for as soon as there is a photo. */
import { useEffect, useState } from 'react';
import type { Client } from './client.ts';
import { problemOf } from './result-problem.ts';

export type Cutout =
  | { readonly kind: 'none' | 'waiting' }
  | { readonly kind: 'ready'; readonly address: string }
  /** It hinders nobody: the ad can be ordered all the same, though not with what is no picture at all. */
  | { readonly kind: 'failed'; readonly say: string; readonly isNoPicture: boolean };

const NONE: Cutout = { kind: 'none' };
const LATER = 'The cutout cannot be shown right now. You can order all the same.';

/** Another photo ends what was asked for the one before; where the network was gone, it is asked for again. */
export function useCutout(client: Pick<Client, 'cutout'>, picture: File | null): Cutout {
  const [cutout, setCutout] = useState(NONE);
  const [round, setRound] = useState(0);
  useEffect(() => {
    setCutout(picture ? { kind: 'waiting' } : NONE);
    if (!picture) return;
    const asking = new AbortController();
    const kept: { address: string | null } = { address: null };
    client.cutout(picture, asking.signal).then(
      (image) => {
        if (asking.signal.aborted) return;
        kept.address = URL.createObjectURL(image);
        setCutout({ kind: 'ready', address: kept.address });
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        setCutout(failed(error));
        if (problemOf(error).code === 'offline')
          window.addEventListener('online', () => setRound(round + 1), { once: true, signal: asking.signal });
      },
    );
    return () => {
      asking.abort();
      if (kept.address !== null) URL.revokeObjectURL(kept.address);
    };
  }, [client, picture, round]);
  return cutout;
}

/** Codes of src/http/api/denial.ts. Where the server is only busy, that says nothing about the picture. */
const NO_PICTURE: ReadonlySet<string> = new Set(['bad-input', 'too-large', 'wrong-type']);

function failed(error: unknown): Cutout {
  const { code, message } = problemOf(error);
  const isNoPicture = NO_PICTURE.has(code);
  return { kind: 'failed', say: isNoPicture || code === 'no-product' ? message : LATER, isNoPicture };
}
