/** A product cut out for looking at, before anything is ordered: nothing is stored. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ApiPorts } from '../http/api/ports.ts';
import type { Artifacts, ProductCutter } from '../pipeline/ports.ts';

/** Pixels of the longer side. */
const MOST_SIDE = 1024;

type Needs = { readonly artifacts: Pick<Artifacts, 'workspace'>; readonly cutter: ProductCutter };

export function createCutoutPreview({ artifacts, cutter }: Needs): ApiPorts['previewCutout'] {
  return ({ bytes }, signal) =>
    artifacts.workspace(async (folder) => {
      const file = join(folder, 'photo');
      await writeFile(file, bytes);
      await cutter.check(file, signal);
      const { kind, reason } = await cutter.cut(file, folder, signal);
      if (kind === 'card') return { kind, say: reason ?? 'The product could not be cut out of the photo.' };
      const size = { width: MOST_SIDE, height: MOST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
      const webp = await sharp(join(folder, 'masked.png')).resize(size).webp({ quality: 85 }).toBuffer();
      return { kind, webp: new Uint8Array(webp) };
    });
}
