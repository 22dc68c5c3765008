/** Which names may be artefact keys: only those of our own layout, on every store alike. */
import { AdgenError } from '../../ad/errors.ts';

/** The key itself; throws `bad-input` for anything but `projects/{id}/…` in plain names. */
export function checkedKey(key: string): string {
  const names = key.split('/');
  if (names.length < 3 || names[0] !== 'projects') throw notOurs(key);
  return names.map(checkedName).join('/');
}

/** One step of a key, such as a project's id; throws `bad-input`. */
export function checkedName(name: string): string {
  if (/^[A-Za-z0-9._-]{1,120}$/.test(name) && !/^\.+$/.test(name)) return name;
  throw notOurs(name);
}

function notOurs(name: string): AdgenError {
  return new AdgenError('bad-input', `"${name.slice(0, 80)}" is not the name of a file of an ad.`);
}
