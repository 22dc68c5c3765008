/** The secret that signs this installation's cookies: made once, kept beside the database. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storing } from './storage-error.ts';

/** 64 hex digits from `folder/web-secret`, readable by this user alone. Throws `storage` when it cannot be written. */
export async function openLocalSecret(folder: string): Promise<string> {
  const file = join(folder, 'web-secret');
  return storing(folder, async () => {
    await mkdir(folder, { recursive: true });
    // Of two processes that start at once, the first one's stays.
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(ignoreExisting);
    return (await readFile(file, 'utf8')).trim();
  });
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
