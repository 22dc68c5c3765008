/** Turns a full disk or a missing permission into one sentence; leaves every other error as it is. */
import { AdgenError } from '../ad/errors.ts';

/** Codes of the system (ENOSPC …) and of Postgres (53100 disk_full). EFBIG is a file-size limit of the process. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
const FORBIDDEN = new Set(['EROFS', 'EACCES', 'EPERM']);
const NO_FOLDER = new Set(['ENOTDIR', 'EEXIST']);

/** `storage` with a plain sentence naming `folder`, or `error` itself. */
export function storageError(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  if (FULL.has(code)) {
    return sentence(
      `There is no room left in ${folder}. Free some space, or set ADGEN_HOME to a folder on a disk with room.`,
    );
  }
  if (FORBIDDEN.has(code)) {
    return sentence(`${folder} cannot be written to. Allow it, or set ADGEN_HOME to a folder that can be.`);
  }
  return sentence(`${folder} is not a folder. Move what is in its place, or set ADGEN_HOME to another folder.`);

  function sentence(say: string): AdgenError {
    return new AdgenError('storage', say, { cause: error });
  }
}

/** Runs `work` and speaks of `folder` when the disk is what failed. */
export async function storing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, folder);
  }
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = FULL.has(code) || FORBIDDEN.has(code) || NO_FOLDER.has(code);
  return known ? code : codeInWords(error.message);
}

/** Postgres gives most of these no code of their own, only the system's words after its own. */
function codeInWords(message: string): string | null {
  if (/no space left|disk quota|file too large/i.test(message)) return 'ENOSPC';
  if (/read-only file system|permission denied: could not|could not .*: permission denied/i.test(message))
    return 'EROFS';
  return null;
}
