/** JSON that says by its ETag whether it has changed: who asks again with it gets 304 and nothing else. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** Kept by the reader alone, and asked about each time: RFC 9111 5.2.2. */
const CACHING = 'private, no-cache';

export function taggedJson(c: Context, value: unknown): Response {
  const body = JSON.stringify(value);
  return taggedBody(c, { body, tag: tagOf(body) });
}

/** JSON that is written already, and its tag. */
export function taggedBody(c: Context, { body, tag }: { readonly body: string; readonly tag: string }): Response {
  const headers = { ETag: tag, 'Cache-Control': CACHING, Vary: 'Authorization, Cookie' };
  if (isKnown(c.req.header('if-none-match'), tag)) return c.body(null, 304, headers);
  return c.body(body, 200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' });
}

/** In quotes, as it stands in the header. */
export function tagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** A cache on the way may have weakened it: RFC 9110 13.1.2 compares weakly. */
function isKnown(said: string | undefined, tag: string): boolean {
  if (said === undefined) return false;
  return said.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}
