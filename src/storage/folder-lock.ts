/** One process at a time in a folder: PGlite opens a folder twice without a word, and one of the two loses its rows. */
import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AdgenError } from '../ad/errors.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts';

const NAME = /^lock\.([0-9]{1,9})$/;

/**
 * Takes the folder for this process and returns the function that gives it back. Throws `conflict` while another living
 * process has it; takes over from a dead one. The folder exists.
 *
 * The owner is who holds the file `lock.N` with the highest N. A dead owner's file is never replaced but outbid, by linking
 * `lock.N+1`, which the file system grants to one process only; so two that find the same dead owner cannot both win.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const draft = join(folder, `lock-${randomUUID()}`);
  try {
    // Linked into place when written, so that nobody reads half of it.
    await writeFile(draft, JSON.stringify(ownIdentity()), { flush: true });
    for (;;) {
      const own = await outbid(folder, draft);
      if (own !== null) return () => rm(join(folder, `lock.${own}`), { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** The number that this process now holds, or null when another was faster and the question has to be asked again. */
async function outbid(folder: string, draft: string): Promise<number | null> {
  const newest = (await numbers(folder)).at(-1) ?? 0;
  await refuseWhenAlive(folder, newest);
  const own = newest + 1;
  if (!(await linked(draft, join(folder, `lock.${own}`)))) return null;
  const all = await numbers(folder);
  // A higher number appeared while this process slept between looking and linking: that one won.
  const beaten = all.some((number) => number > own);
  const remove = beaten ? [own] : all.filter((number) => number < own);
  await Promise.all(remove.map((number) => rm(join(folder, `lock.${number}`), { force: true })));
  return beaten ? null : own;
}

async function numbers(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function refuseWhenAlive(folder: string, number: number): Promise<void> {
  const holder = await readHolder(join(folder, `lock.${number}`));
  if (holder === null || !isAlive(holder)) return;
  throw new AdgenError(
    'conflict',
    `Another adgen (process ${holder.pid}) is using ${folder}. Stop it, or set ADGEN_HOME to another folder for this one.`,
  );
}

async function readHolder(file: string): Promise<ProcessIdentity | null> {
  try {
    const written: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof written !== 'object' || written === null || !('pid' in written) || !('since' in written)) return null;
    return typeof written.pid === 'number' && typeof written.since === 'string'
      ? { pid: written.pid, since: written.since }
      : null;
  } catch {
    // Gone, or not ours: nobody that could be alive.
    return null;
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
