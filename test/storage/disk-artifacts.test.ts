import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { artifactsContract } from '../contracts/artifacts.ts';

describe('artefacts on disk', () => {
  artifactsContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adgen-artifacts-'));
    return {
      artifacts: await openDiskArtifacts(folder),
      close: () => rm(folder, { recursive: true, force: true }),
    };
  });
});
