/** Artefacts as files under one folder: each appears whole, by a rename, or not at all. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AdgenError } from '../ad/errors.ts';
import type { Artifacts } from '../pipeline/ports.ts';
import { isAlive, ownIdentity } from './process-identity.ts';
import { storing } from './storage-error.ts';

/**
 * Keys lie under `folder` as they are; work in progress lies in `folder/work`, on the same file system, so that a rename is
 * all it takes. What dead processes left there is swept now. Throws `storage` when the folder cannot be written.
 */
export async function openDiskArtifacts(folder: string): Promise<Artifacts> {
  const work = join(folder, 'work');
  await storing(folder, async () => {
    await mkdir(work, { recursive: true });
    await sweep(work);
  });
  const pathOf = (key: string) => join(folder, checkedKey(key));
  // What is named after this process is swept once the process is gone.
  const owner = `${ownIdentity().pid}.${ownIdentity().since}.`;
  const draftPath = () => join(work, `${owner}${randomUUID()}`);
  return {
    has: async (key) => isFile(pathOf(key)),
    open: async (key) => {
      const path = pathOf(key);
      if (await isFile(path)) return path;
      throw new AdgenError('not-found', `The file ${key} does not exist any more. Make the ad again.`);
    },
    putFile: (key, file) => storing(folder, async () => moveIn(file, pathOf(key), draftPath())),
    putBytes: (key, bytes) => storing(folder, async () => writeIn(bytes, pathOf(key), draftPath())),
    removeProject: (projectId) =>
      storing(folder, async () => {
        const path = join(folder, 'projects', checkedName(projectId));
        await rm(path, { recursive: true, force: true });
      }),
    workspace: async (use) => {
      const own = await storing(folder, () => mkdtemp(join(work, owner)));
      try {
        return await use(own);
      } finally {
        await rm(own, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}

/** Keys come from our own layout; anything else must not reach the file system. */
function checkedKey(key: string): string {
  const names = key.split('/');
  if (names.length < 3 || names[0] !== 'projects') throw notOurs(key);
  return names.map(checkedName).join('/');
}

function checkedName(name: string): string {
  if (/^[A-Za-z0-9._-]{1,120}$/.test(name) && !/^\.+$/.test(name)) return name;
  throw notOurs(name);
}

function notOurs(name: string): AdgenError {
  return new AdgenError('bad-input', `"${name.slice(0, 80)}" is not the name of a file of an ad.`);
}

async function moveIn(file: string, path: string, draft: string): Promise<void> {
  try {
    await settle(file);
    await intoPlace(file, path);
  } catch (error) {
    // From another disk: a copy first, because only a rename within one disk is atomic.
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await orNothing(draft, async () => {
      await copyFile(file, draft);
      await settle(draft);
      await intoPlace(draft, path);
    });
    await rm(file, { force: true });
  }
}

async function writeIn(bytes: Uint8Array, path: string, draft: string): Promise<void> {
  await orNothing(draft, async () => {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await intoPlace(draft, path);
  });
}

/** A draft that did not make it must not fill the disk further. */
async function orNothing(draft: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** On the disk itself before the name points to it; else a power cut leaves an empty file that looks finished. */
async function settle(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function intoPlace(file: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(file, path);
}

async function sweep(work: string): Promise<void> {
  const names = await readdir(work);
  const left = names.filter((name) => {
    const [pid, since] = name.split('.');
    return !isAlive({ pid: Number(pid), since: since ?? '' });
  });
  await Promise.all(left.map((name) => rm(join(work, name), { recursive: true, force: true })));
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
