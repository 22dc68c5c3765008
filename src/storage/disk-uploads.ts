/** Files that people sent, under one folder, named by the hash of their bytes: each is there whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AdgenError } from '../ad/errors.ts';
import type { Uploads } from '../bots/web/messages.ts';
import { storing } from './storage-error.ts';

export type DiskUploads = Uploads & {
  /** Removes what nobody has sent again since `beforeMs` (of the clock of the disk). */
  readonly sweep: (beforeMs: number) => Promise<void>;
};

export async function openDiskUploads(folder: string, maxBytes: number): Promise<DiskUploads> {
  await storing(folder, () => mkdir(folder, { recursive: true }));
  return {
    maxBytes,
    put: async (bytes) => {
      if (bytes.length > maxBytes) throw tooLarge(maxBytes);
      const name = createHash('sha256').update(bytes).digest('hex');
      await storing(folder, () => write(join(folder, name), bytes));
      return name;
    },
    read: async (upload, max) => {
      const path = join(folder, checkedName(upload));
      const entry = await stat(path).catch(() => null);
      if (!entry) throw new AdgenError('not-found', 'This file is not there any more. Please send it again.');
      if (entry.size > max) throw tooLarge(max);
      return readFile(path);
    },
    sweep: (beforeMs) => storing(folder, () => sweep(folder, beforeMs)),
  };
}

/** The same bytes again only count as new for the sweep. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const now = new Date();
  if (
    await utimes(path, now, now).then(
      () => true,
      () => false,
    )
  )
    return;
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, bytes, { flush: true });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function sweep(folder: string, beforeMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const entry = await stat(path).catch(() => null);
    if (entry && entry.mtimeMs < beforeMs) await rm(path, { force: true });
  }
}

function checkedName(upload: string): string {
  if (/^[0-9a-f]{64}$/.test(upload)) return upload;
  throw new AdgenError('bad-input', 'That is not the name of a file you sent.');
}

function tooLarge(maxBytes: number): AdgenError {
  return new AdgenError(
    'bad-input',
    `This file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB. Please send a smaller one.`,
  );
}
