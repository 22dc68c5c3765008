/** The built page: its document, and its files, whose names change with their content. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import { AdgenError } from '../ad/errors.ts';
import { Refusal } from './problem.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

const FOREVER = 'public, max-age=31536000, immutable';

type Asset = { readonly type: string; readonly plain: Buffer; readonly packed: Buffer };

export type Page = {
  /** Throws `set-up` when the page has not been built. */
  readonly document: (c: Context) => Promise<Response>;
  /** A file by the last step of the address. */
  readonly asset: (c: Context) => Promise<Response>;
  readonly icon: (c: Context) => Promise<Response>;
};

export function createPage(folder: string): Page {
  const assets = new Map<string, Promise<Asset | null>>();
  const find = (path: string) => {
    const known = assets.get(path) ?? load(join(folder, path));
    assets.set(path, known);
    return known;
  };
  return {
    document: async (c) => {
      // Read each time: a page built while this runs is the next one shown.
      const html = await readFile(join(folder, 'index.html')).catch(() => null);
      if (!html) throw new AdgenError('set-up', 'The page has not been built. Start adgen with: npm start');
      return c.body(html, 200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
    },
    asset: async (c) => {
      const name = c.req.param('name') ?? '';
      const known = /^[\w-]+(\.[\w-]+)+$/.test(name) ? await find(join('assets', name)) : null;
      if (!known) {
        assets.delete(join('assets', name));
        throw new Refusal(404, 'not-found', 'There is no such file. Reload the page.');
      }
      return send(c, known, FOREVER);
    },
    icon: async (c) => {
      const icon = await find('favicon.svg');
      if (!icon) throw new AdgenError('not-found', 'There is no icon.');
      return send(c, icon, 'public, max-age=86400');
    },
  };
}

function send(c: Context, { type, plain, packed }: Asset, caching: string): Response {
  const takesPacked = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  const headers = { 'Content-Type': type, 'Cache-Control': caching, Vary: 'Accept-Encoding' };
  if (!takesPacked) return c.body(new Uint8Array(plain), 200, headers);
  return c.body(new Uint8Array(packed), 200, { ...headers, 'Content-Encoding': 'gzip' });
}

async function load(path: string): Promise<Asset | null> {
  const type = TYPES[extname(path)];
  const plain = await readFile(path).catch(() => null);
  if (!type || !plain) return null;
  return { type, plain, packed: await promisify(gzip)(plain) };
}
