/** Reads the file a person names as the product photo; whatever is wrong with the path is one sentence. */
import { open } from 'node:fs/promises';
import { AdgenError } from '../ad/errors.ts';

/** Bytes: larger files are no product photos, and would fill the memory. */
const MAX_BYTES = 40 * 1024 * 1024;

export async function readPhotoFile(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new AdgenError('bad-input', `There is no readable file ${path}. Give the path of the product photo.`, {
      cause: error,
    });
  });
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new AdgenError('bad-input', `${path} is not a file. Give the path of the product photo.`);
    if (info.size > MAX_BYTES) throw new AdgenError('bad-input', `${path} is over 40 MB. Save the photo smaller.`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}
