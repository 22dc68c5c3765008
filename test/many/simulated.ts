/** Makers that make nothing: for measuring what everything around them costs. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Ports } from '../../src/pipeline/run.ts';
import { createSketches } from '../hosted/sketches.ts';

/** How long a provider that is not there works. */
const PROVIDER_MS = 500;

export function simulated(): Pick<Ports, 'cutter' | 'renderer' | 'clips' | 'music'> {
  const make = async (outFile: string, signal: AbortSignal) => {
    await setTimeout(PROVIDER_MS, undefined, { signal });
    await writeFile(outFile, 'made by nobody');
  };
  return {
    renderer: createSketches(),
    cutter: {
      id: 'simulated-1',
      check: async () => undefined,
      cut: async (photoFile, folder) => {
        await mkdir(folder, { recursive: true });
        for (const name of ['original.png', 'masked.png', 'mask.png']) await copyFile(photoFile, join(folder, name));
        const colors = ['#2c6e49'];
        return { kind: 'cut', reason: null, width: 300, height: 700, colors, lightness: 0.5 };
      },
    },
    clips: { id: 'simulated-1', estimate: () => 0, clip: (_, outFile, signal) => make(outFile, signal) },
    music: { id: 'simulated-1', estimate: () => 0, make: (_, __, outFile, signal) => make(outFile, signal) },
  };
}
