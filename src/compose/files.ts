/** Where artefacts are kept: a folder of this machine, or S3 and what speaks like it. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Artifacts } from '../pipeline/ports.ts';
import { openDiskArtifacts } from '../storage/disk-artifacts.ts';
import type { S3Artifacts } from '../storage/s3-artifacts.ts';

export type Files = {
  readonly artifacts: Artifacts;
  /** What only a bucket can do; null on disk. */
  readonly bucket: Pick<S3Artifacts, 'check' | 'lifecycle' | 'share'> | null;
  /** To be called when nobody reads an artefact any more. */
  readonly close: () => Promise<void>;
};

/** `patienceMs`: so long a store that does not answer is tried again; usually the store's own patience. */
export async function openFiles(
  { home, files }: Pick<Config, 'home' | 'files'>,
  { patienceMs }: { readonly patienceMs?: number } = {},
): Promise<Files> {
  if (files.kind === 'disk')
    return { artifacts: await openDiskArtifacts(join(home, 'artifacts')), bucket: null, close: async () => {} };
  // The SDK is large, and without a bucket nobody waits for it.
  const { openS3Artifacts } = await import('../storage/s3-artifacts.ts');
  const { bucket, region, endpoint, publicEndpoint } = files;
  const artifacts = await openS3Artifacts({
    ...{ bucket, region, endpoint, publicEndpoint },
    cacheFolder: join(home, 'cache', 's3'),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  return { artifacts, bucket: artifacts, close: artifacts.close };
}
