/** The secret that signs this installation's cookies: made once, kept beside the database. */
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storing } from './storage-error.ts';

/** 64 hex digits from `folder/web-secret`, readable by this user alone. Throws `storage` when it cannot be written. */
export async function openLocalSecret(folder: string): Promise<string> {
  const file = join(folder, 'web-secret');
  return storing(folder, async () => {
    await mkdir(folder, { recursive: true });
    const known = await readFile(file, 'utf8').catch(() => null);
    return known ?? makeSecret(file);
  });
}

/** Of two processes that start at once, the first one's stays: a link appears whole, and only once. */
async function makeSecret(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
    await link(draft, file).catch(ignoreExisting);
    return await readFile(file, 'utf8');
  } finally {
    await rm(draft, { force: true });
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
