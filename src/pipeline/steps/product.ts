/** Cuts the product out of its photo, once per photo. */
import { basename, join } from 'node:path';
import type { Cutout } from '../../ad/cutout.ts';
import { AdgenError } from '../../ad/errors.ts';
import { fingerprint } from '../../ad/fingerprint.ts';
import type { Degradation } from '../../ad/project.ts';
import { productKey } from '../keys.ts';
import type { Ports, Run } from '../run.ts';
import { ensure } from './ensure.ts';

export type Product = { readonly key: string; readonly cutout: Cutout; readonly degraded: readonly Degradation[] };

const PICTURES = ['original.png', 'masked.png', 'mask.png'];

export async function extractProduct(
  photoKey: string,
  ports: Pick<Ports, 'artifacts' | 'records' | 'cutter' | 'clock' | 'log'>,
  run: Run,
): Promise<Product> {
  const key = productKey(run.projectId, fingerprint({ photo: basename(photoKey), cutter: ports.cutter.id }));
  const record = await ensure(key, ports, run, async (folder) => {
    const cutout = await ports.cutter.cut(await ports.artifacts.open(photoKey), folder, run.signal);
    const files = Object.fromEntries(PICTURES.map((name) => [`${key}/${name}`, join(folder, name)]));
    return { files, facts: { cutout }, degraded: degradationOf(cutout) };
  });
  const { cutout } = record.facts;
  if (!cutout) throw new AdgenError('step-failed', 'The stored cutout has lost its measurements.');
  return { key, cutout, degraded: record.degraded };
}

/** The trimmed cutout as a local file. */
export function openMasked(product: Product, ports: Pick<Ports, 'artifacts'>): Promise<string> {
  return ports.artifacts.open(`${product.key}/masked.png`);
}

function degradationOf(cutout: Cutout): readonly Degradation[] {
  if (cutout.kind === 'cut') return [];
  const say = cutout.reason ?? 'The product could not be cut out, so the whole photo is shown in a frame.';
  return [{ step: 'product', sceneId: null, say, redoMicroUsd: 0 }];
}
