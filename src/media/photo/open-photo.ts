/** Opens a photo's file: says plainly when there is none, and never reads one that is too heavy. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AdgenError, cancelled } from '../../ad/errors.ts';

/** Cameras write up to about 30 MB as JPEG; a chat lets people send far more. */
const MAX_BYTES = 40_000_000;

/** Throws `bad-input` when there is no such file, it is not a file, it may not be read, or it is too heavy. */
export async function openPhoto(file: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new AdgenError('bad-input', `${basename(file)} is not a file. Please name a photo.`);
    checkWeight(facts.size);
    return new Uint8Array(await readFile(file, { signal }));
  } catch (error) {
    if (signal.aborted) throw cancelled();
    throw error instanceof AdgenError ? error : unreadable(file, error);
  }
}

export function checkWeight(bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  const megabytes = Math.ceil(bytes / 1e6);
  throw new AdgenError(
    'bad-input',
    `This photo is too large (${megabytes} MB). Please send one of at most ${MAX_BYTES / 1e6} MB.`,
  );
}

function unreadable(file: string, cause: unknown): AdgenError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const say = missing
    ? `There is no photo named ${basename(file)}. Please check the path.`
    : `The photo ${basename(file)} cannot be read. Please check that it may be opened.`;
  return new AdgenError('bad-input', say, { cause });
}
