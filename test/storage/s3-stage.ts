/** A store that stands in for S3 and the artefacts opened on it, for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Options } from '../../src/storage/s3/options.ts';
import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { type S3Behaviour, startS3Server } from '../stand-ins/s3-server.ts';
import { S3_CREDENTIALS } from '../stand-ins/s3-signature.ts';
import { S3_BUCKET } from '../stand-ins/s3-store.ts';

/** What every option is unless a test says otherwise: patient enough for a machine that is busy with other tests. */
export function optionsFor(endpoint: string, cacheFolder: string): S3Options {
  return {
    ...{ bucket: S3_BUCKET, region: 'eu-test-1', endpoint, credentials: S3_CREDENTIALS, cacheFolder },
    ...{ patienceMs: 10_000, stillMs: 5000 },
  };
}

export async function stage(behaviour: S3Behaviour = {}, own: Partial<S3Options> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-s3-'));
  const server = await startS3Server(behaviour);
  const options = { ...optionsFor(server.url, join(folder, 'cache')), ...own };
  const artifacts = await openS3Artifacts(options);
  return {
    folder,
    server,
    options,
    artifacts,
    close: async () => {
      await artifacts.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
