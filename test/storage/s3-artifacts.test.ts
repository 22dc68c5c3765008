import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { artifactsContract } from '../contracts/artifacts.ts';
import { S3RVER_CREDENTIALS, startS3rver } from '../stand-ins/s3-rver.ts';
import { optionsFor, stage } from './s3-stage.ts';

const MIB = 1024 ** 2;
const KEY = 'projects/p1/outputs/v1/final_9x16.mp4';

describe('artefacts on s3rver', () => {
  artifactsContract(() => onS3rver());

  test('a file of many parts comes back unchanged to another machine', async () => {
    const { artifacts, elsewhere, folder, close } = await onS3rver();
    onTestFinished(close);
    const bytes = patterned(12 * MIB + 1);
    await writeFile(join(folder, 'film.mp4'), bytes);
    await artifacts.putFile(KEY, join(folder, 'film.mp4'));
    const there = await elsewhere();
    expect((await readFile(await there.open(KEY))).equals(bytes)).toBe(true);
  });
});

describe('artefacts on a strict store', () => {
  artifactsContract(async () => {
    const { artifacts, server, close } = await stage({}, { trustCopyMs: 0 });
    const quietly = async () => {
      await close();
      expect(server.faults).toEqual([]);
    };
    return { artifacts, close: quietly };
  });

  test('are sent with their type and length, in parts above a size, and never as chunks of a form of their own', async () => {
    const { artifacts, server, folder, close } = await stage({}, { partBytes: 5 * MIB });
    onTestFinished(close);
    const bytes = patterned(11 * MIB);
    await writeFile(join(folder, 'film'), bytes);
    await artifacts.putFile(KEY, join(folder, 'film'));
    await writeFile(join(folder, 'bed'), 'small');
    await artifacts.putFile('projects/p1/audio/bed.m4a', join(folder, 'bed'));
    const film = server.objects.get(KEY);
    expect([film?.type, film?.bytes.equals(bytes)]).toEqual(['video/mp4', true]);
    expect(server.objects.get('projects/p1/audio/bed.m4a')?.type).toBe('audio/mp4');
    expect(server.received.filter((call) => call.includes('?partNumber'))).toHaveLength(3);
    expect(server.received.at(-1)).toBe('PUT projects/p1/audio/bed.m4a');
    expect([server.faults, server.uploads.size]).toEqual([[], 0]);
  });

  test('a project of more files than one page is removed whole, and nothing else', async () => {
    const { artifacts, server, close } = await stage();
    onTestFinished(close);
    const one = { bytes: Buffer.from('x'), type: '', etag: '"x"' };
    for (let number = 0; number < 2345; number++) server.objects.set(`projects/p1/shots/${number}`, one);
    server.objects.set('projects/p10/shots/1', one);
    await artifacts.removeProject('p1');
    expect([...server.objects.keys()]).toEqual(['projects/p10/shots/1']);
    expect(server.received.filter((call) => call.includes('?delete'))).toHaveLength(3);
  });

  test('what the store will not remove is said, and is not asked for without end', async () => {
    const { artifacts, close } = await stage({ locked: (key) => key.endsWith('kept') });
    onTestFinished(close);
    await artifacts.putBytes('projects/p1/a/kept', Buffer.from('x'));
    await expect(artifacts.removeProject('p1')).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('keeps projects/p1/a/kept (AccessDenied)'),
    });
  });

  test('a local copy is swept at the start once its process is dead', async () => {
    const { options, artifacts, close } = await stage();
    onTestFinished(close);
    await artifacts.putBytes(KEY, Buffer.from('film'));
    const dead = join(options.cacheFolder, '4194305.17.0a1b');
    await writeFile(dead, 'left');
    const other = await openS3Artifacts(options);
    expect(await readdir(options.cacheFolder)).toHaveLength(2);
    await other.close();
    expect(await readFile(await artifacts.open(KEY), 'utf8')).toBe('film');
  });
});

async function onS3rver() {
  const folder = await mkdtemp(join(tmpdir(), 'adgen-s3rver-'));
  const server = await startS3rver(join(folder, 'store'));
  const options = {
    ...optionsFor(server.url, join(folder, 'cache')),
    ...{ credentials: S3RVER_CREDENTIALS, partBytes: 5 * MIB, trustCopyMs: 0 },
  };
  const opened = [await openS3Artifacts(options)];
  return {
    folder,
    artifacts: opened[0] ?? (await openS3Artifacts(options)),
    elsewhere: async () => {
      const other = await openS3Artifacts(options);
      opened.push(other);
      return other;
    },
    close: async () => {
      for (const artifacts of opened) await artifacts.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function patterned(length: number): Buffer {
  return Buffer.alloc(length, Buffer.from(Array.from({ length: 251 }, (_, index) => index)));
}
