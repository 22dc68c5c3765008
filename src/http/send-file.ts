/** Sends a file of the disk, whole or the one part that was asked for: players seek by asking for parts. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';

export type FileAnswer = {
  readonly path: string;
  readonly type: string;
  /** The name to save it under; null: it is shown. */
  readonly saveAs: string | null;
  /** `Cache-Control`; left out: kept by the reader's own browser only, and asked about each time. */
  readonly caching?: string;
};

type Part = { readonly start: number; readonly end: number };

/** 200, 206 with the part, 304 when the reader has it, or 416 when there is no such part. */
export async function sendFile(
  c: Context,
  { path, type, saveAs, caching = 'private, no-cache' }: FileAnswer,
): Promise<Response> {
  const { size, mtimeMs } = await stat(path);
  const tag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
  const headers = {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    ETag: tag,
    'Cache-Control': caching,
    'Content-Disposition': saveAs === null ? 'inline' : `attachment; filename="${saveAs.replace(/[^\w.-]/g, '_')}"`,
  };
  if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers);
  const stillThat = (c.req.header('if-range') ?? tag) === tag;
  const part = stillThat ? partOf(c.req.header('range'), size) : 'whole';
  if (part === 'none') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` });
  if (part === 'whole') {
    return c.newResponse(bodyOf(c, path, 0, size - 1), 200, { ...headers, 'Content-Length': `${size}` });
  }
  const { start, end } = part;
  return c.newResponse(bodyOf(c, path, start, end), 206, {
    ...headers,
    'Content-Length': `${end - start + 1}`,
    'Content-Range': `bytes ${start}-${end}/${size}`,
  });
}

/** Several parts at once, and what cannot be read, get the whole: RFC 9110 14.2 allows it. */
function partOf(range: string | undefined, size: number): Part | 'whole' | 'none' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? 'none' : { start, end };
}

/** Opens nothing where nobody reads it. */
function bodyOf(c: Context, path: string, start: number, end: number): ReadableStream | null {
  if (c.req.method === 'HEAD' || end < start) return null;
  // Node types its own stream apart from the web's; it is the same class.
  return Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream;
}
