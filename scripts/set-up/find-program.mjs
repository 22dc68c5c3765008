/** Where a program lives, looked up the way a shell does. */

import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The full path of `name` in the first folder of PATH that has it as an executable file, else undefined. */
export function findProgram(name, { env, platform }) {
  const file = platform === 'win32' ? `${name}.exe` : name;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, file)).find((path) => isExecutable(path, platform));
}

/** Windows has no executable bit. */
export function isExecutable(path, platform) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return false;
  return platform === 'win32' || (stats.mode & 0o111) !== 0;
}
