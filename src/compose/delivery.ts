/** Artefacts on their way to chat windows. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Files } from '../bots/platform.ts';
import type { Artifacts } from '../pipeline/ports.ts';

type Needs = { readonly artifacts: Pick<Artifacts, 'open'> };

export function createFiles({ artifacts }: Needs): Files {
  return {
    open: async (key) => {
      const path = await artifacts.open(key);
      const { size } = await stat(path);
      return { bytes: size, stream: createReadStream(path) };
    },
    link: async () => null,
    fit: async (key, maxBytes) => {
      const { size } = await stat(await artifacts.open(key));
      return size <= maxBytes ? { key, bytes: size } : null;
    },
  };
}
