/** What a helper process does for the composer: a second or two of pure reckoning that would block everything else. */
import { writeFile } from 'node:fs/promises';
import { type BedRequest, composeBed } from './bed.ts';
import { encodeWav } from './wav.ts';

export const COMPOSING = {
  bed: async ({ request, outFile }: { readonly request: BedRequest; readonly outFile: string }, _signal: AbortSignal) =>
    writeFile(outFile, encodeWav(composeBed(request))),
};
export type Composing = typeof COMPOSING;
