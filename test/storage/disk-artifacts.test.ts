import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { artifactsContract } from '../contracts/artifacts.ts';
import { runNodeWithFullDisk } from './run-program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-artifacts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('artefacts on disk', () => {
  artifactsContract(async () => ({ artifacts: await openDiskArtifacts(folder), close: async () => undefined }));

  test('lie where their keys say', async () => {
    const artifacts = await openDiskArtifacts(folder);
    await artifacts.putBytes('projects/p1/outputs/v1/final.mp4', Buffer.from('film'));
    expect(await readFile(join(folder, 'projects/p1/outputs/v1/final.mp4'), 'utf8')).toBe('film');
  });

  test('a full disk is said in one sentence, and nothing is half-written', async () => {
    const program = runNodeWithFullDisk(1000, join(import.meta.dirname, 'fill-disk-process.ts'), 'artefact', folder);
    expect(await program.line()).toBe(
      `storage: There is no room left in ${folder}. Free some space, or set ADGEN_HOME to a folder on a disk with room.`,
    );
    await program.ended;
    expect(await readdir(join(folder, 'projects/p1'))).toEqual(['small']);
    expect(await readdir(join(folder, 'work'))).toEqual([]);
  });

  test('what a dead process left in the middle is swept at the start; what lives is left alone', async () => {
    const work = join(folder, 'work');
    await mkdir(join(work, '4194305.17.AbCdEf'), { recursive: true });
    await writeFile(join(work, '4194305.17.AbCdEf/frames.mp4'), 'half');
    await writeFile(join(work, '4194305.17.draft'), 'half');
    const running = await openDiskArtifacts(folder);
    await running.workspace(async (own) => {
      await openDiskArtifacts(folder);
      expect(await readdir(work)).toEqual([own.slice(work.length + 1)]);
    });
    expect(await readdir(work)).toEqual([]);
  });

  test('a file where the folder should be is said in one sentence', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openDiskArtifacts(join(folder, 'file'))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('is not a folder'),
    });
  });
});
