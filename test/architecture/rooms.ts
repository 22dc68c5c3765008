/** The table of rooms in ARCHITECTURE.md, and what it says about one import. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Import } from './source.ts';

export type Room = {
  /** A path under src/, as in `ad` or `bots/<platform>`. */
  readonly name: string;
  readonly mayImport: readonly string[] | 'everything';
  readonly packages: readonly string[] | 'anything';
};

/** Reads the rows of the first table whose first column names rooms. Throws when there is none. */
export function roomsIn(markdown: string): readonly Room[] {
  const rooms = markdown.split('\n').flatMap((line) => {
    const [, room = '', imports = '', packages = ''] = line.split('|');
    const [name] = quoted(room);
    if (!line.startsWith('| `') || name === undefined) return [];
    const mayImport = imports.trim() === 'everything' ? 'everything' : quoted(imports);
    return [{ name, mayImport, packages: packages.trim() === 'anything' ? 'anything' : quoted(packages) } as const];
  });
  if (rooms.length === 0) throw new Error('ARCHITECTURE.md has no table of rooms.');
  return rooms;
}

/** One sentence when `file` (as in `src/ad/plan.ts`) may not import that, else undefined. */
export function objection(rooms: readonly Room[], file: string, { specifier, line }: Import): string | undefined {
  const from = roomOf(rooms, placeOf(file));
  if (!from) return `${file} is in no room. Give its room a row in ARCHITECTURE.md.`;
  const refusal = specifier.startsWith('.')
    ? refusedPlace(rooms, from, placeOf(posix.join(posix.dirname(file), specifier)))
    : refusedPackage(from.room, specifier);
  return refusal && `${file}:${line} imports ${specifier}. ${refusal} (ARCHITECTURE.md)`;
}

type Found = { readonly room: Room; readonly folder: string };

function refusedPlace(rooms: readonly Room[], from: Found, target: string): string | undefined {
  const { mayImport, name } = from.room;
  if (target.startsWith('..')) return 'That lies outside src/.';
  if (mayImport === 'everything' || roomOf(rooms, target)?.folder === from.folder) return undefined;
  if (mayImport.some((open) => target === open || target.startsWith(`${open}/`))) return undefined;
  return `The room ${name} may import ${list(mayImport)} and itself.`;
}

function refusedPackage({ name, packages }: Room, specifier: string): string | undefined {
  if (packages === 'anything' || packages.includes(packageOf(specifier))) return undefined;
  const limitsNode = packages.some((one) => one.startsWith('node:'));
  if (isBuiltin(specifier) && !limitsNode) return undefined;
  return `The room ${name} may use ${list(packages)}${limitsNode ? '' : " and Node's own modules"}.`;
}

/** The most exact row: more steps first, then a name before a placeholder. */
function roomOf(rooms: readonly Room[], place: string): Found | undefined {
  const steps = place.split('/');
  const [room] = rooms
    .filter((one) => fits(one.name.split('/'), steps))
    .sort((a, b) => depth(b) - depth(a) || Number(a.name.includes('<')) - Number(b.name.includes('<')));
  return room && { room, folder: steps.slice(0, depth(room)).join('/') };
}

/** A placeholder stands for a folder, never for a file. */
function fits(pattern: readonly string[], steps: readonly string[]): boolean {
  return pattern.every((step, index) => (step.startsWith('<') ? steps.length > pattern.length : step === steps[index]));
}

function depth(room: Room): number {
  return room.name.split('/').length;
}

/** `src/ad/plan.ts` is the place `ad/plan`; a place outside src/ begins with `..`. */
function placeOf(file: string): string {
  return posix.relative('src', file).replace(/\.ts$/, '');
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, inside]) => inside ?? []);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
