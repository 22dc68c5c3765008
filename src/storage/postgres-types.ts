/** Columns arrive from any Postgres as they do from PGlite (0.5.16), so that a store reads the same from both. */
import { types } from 'pg';

/** The object id of bigint in pg_type, the same in every Postgres. */
const BIGINT = 20;

/**
 * What stores see: bigint as a number (a BigInt beyond 2^53), timestamptz as a Date, jsonb parsed, numeric as text, arrays as
 * lists. pg by itself would give every bigint as text, because of the few that are too large.
 */
export function typesAsOnPglite(): { readonly getTypeParser: typeof types.getTypeParser } {
  // The declared type has a form for each kind of column; this covers them all.
  const getTypeParser = ((id: number, format?: 'text' | 'binary') =>
    id === BIGINT && format !== 'binary' ? wholeNumber : types.getTypeParser(id, format)) as typeof types.getTypeParser;
  return { getTypeParser };
}

function wholeNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
