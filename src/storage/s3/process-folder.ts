/** A folder of this process alone, beside those of others; what dead processes left is removed. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, ownIdentity } from '../process-identity.ts';

/** Of the form `{pid}.{since}.{anything}`; nothing else in the folder is ever touched. */
const OURS = /^(\d+)\.(\d*)\.[0-9a-f-]+$/;

export async function openProcessFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const left = (await readdir(folder)).filter(isOfTheDead);
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  const { pid, since } = ownIdentity();
  const own = join(folder, `${pid}.${since}.${randomUUID()}`);
  await mkdir(own);
  return own;
}

function isOfTheDead(name: string): boolean {
  const [, pid, since] = OURS.exec(name) ?? [];
  return pid !== undefined && !isAlive({ pid: Number(pid), since: since ?? '' });
}
