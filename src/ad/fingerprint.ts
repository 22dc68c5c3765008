/** The fingerprint: a stable name for exactly the inputs that shape an artefact. */
import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** 16 hex characters of SHA-256 over the inputs with their keys sorted; equal inputs, equal name, on every machine. */
export function fingerprint(inputs: Json): string {
  return createHash('sha256').update(canonical(inputs)).digest('hex').slice(0, 16);
}

/** SHA-256 of bytes, 16 hex characters: the name of a file that came from outside. */
export function fingerprintBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** JSON with sorted keys; an absent key and one that is undefined are the same. */
export function canonical(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('A fingerprint needs finite numbers.');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
