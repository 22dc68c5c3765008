/** Local copies of stored files, lying as their keys do, bounded in bytes: what was used longest ago goes first, and after a day. */
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type Copy = {
  readonly path: string;
  /** What the store calls this content. */
  readonly etag: string;
  readonly sizeBytes: number;
  usedAt: number;
  /** Null: only written so far, so nobody reads it. */
  openedAt: number | null;
  /** When the store was last known to have the same. */
  confirmedAt: number;
};

export type LocalCopies = {
  readonly find: (key: string) => Copy | null;
  /** Says that somebody reads it from now on: it stays for a while. */
  readonly opened: (copy: Copy) => void;
  /**
   * Moves `draft` in, instead of `instead`: when something newer came between, that stays and the draft goes. Resolves to
   * what is there then. `reading`: it counts as opened at once, before anything can remove it.
   */
  readonly keep: (key: string, draft: string, about: Kept, instead: Copy | null) => Promise<Copy>;
  readonly forget: (key: string) => Promise<void>;
  readonly forgetProject: (projectId: string) => Promise<void>;
};

type Kept = Pick<Copy, 'etag' | 'sizeBytes'> & { readonly reading: boolean };

const KEEP_UNUSED_MS = 24 * 60 * 60 * 1000;

type Bounds = { readonly cacheBytes: number; readonly keepOpenedMs: number; readonly now: () => number };

/** `folder` is this process's own: the index is in memory, and nobody else removes anything below it. */
export function createLocalCopies(folder: string, { cacheBytes, keepOpenedMs, now }: Bounds): LocalCopies {
  const copies = new Map<string, Copy>();
  const inTurn = createTurns();
  const pathOf = (key: string) => join(folder, ...key.split('/'));

  /** Only inside a turn: else a copy that comes back at that moment would be removed with the old one. */
  async function makeRoom(): Promise<void> {
    let total = sum([...copies.values()].map((copy) => copy.sizeBytes));
    const oldestFirst = [...copies].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, copy] of oldestFirst) {
      // What nobody has used for so long may be of an ad that another process has swept away.
      if (total <= cacheBytes && now() - copy.usedAt < KEEP_UNUSED_MS) return;
      // Asked now and not before: it may have been opened while another one was removed.
      if (copy.openedAt !== null && now() - copy.openedAt < keepOpenedMs) continue;
      copies.delete(key);
      total -= copy.sizeBytes;
      await rm(copy.path, { force: true });
    }
  }

  function opened(copy: Copy): void {
    copy.usedAt = now();
    copy.openedAt = copy.usedAt;
  }

  return {
    find: (key) => copies.get(key) ?? null,
    opened,
    keep: (key, draft, { reading, ...about }, instead) =>
      inTurn(async () => {
        const there = copies.get(key) ?? null;
        if (there !== null && there !== instead) {
          await rm(draft, { force: true });
          if (reading) opened(there);
          return there;
        }
        await moveIn(draft, pathOf(key));
        const at = now();
        // Whoever reads the copy before still reads by the same path.
        const openedAt = there?.openedAt ?? null;
        const copy: Copy = { ...about, path: pathOf(key), usedAt: at, openedAt, confirmedAt: at };
        if (reading) opened(copy);
        copies.set(key, copy);
        await makeRoom();
        return copy;
      }),
    forget: (key) =>
      inTurn(async () => {
        copies.delete(key);
        await rm(pathOf(key), { force: true });
      }),
    forgetProject: (projectId) =>
      inTurn(async () => {
        for (const key of copies.keys()) if (key.startsWith(`projects/${projectId}/`)) copies.delete(key);
        await rm(join(folder, 'projects', projectId), { recursive: true, force: true });
      }),
  };
}

/** False as well when something else removed it, such as a tidy-up of temporary files. */
export async function isStillThere(copy: Copy): Promise<boolean> {
  return stat(copy.path).then(
    (entry) => entry.size === copy.sizeBytes,
    () => false,
  );
}

async function moveIn(file: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(file, path);
}

/** From another disk by a copy, because only a rename within one disk is atomic. */
export async function takeOver(file: string, draft: string): Promise<void> {
  try {
    await rename(file, draft);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    try {
      await copyFile(file, draft);
    } catch (failed) {
      await rm(draft, { force: true });
      throw failed;
    }
    await rm(file, { force: true });
  }
}

/** One after the other, whatever comes of the one before. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
