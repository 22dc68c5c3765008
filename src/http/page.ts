/** The built page: its document, and its files, whose names change with their content. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { AdgenError } from '../ad/errors.ts';
import { Refusal } from './problem.ts';
import { sendFile } from './send-file.ts';

/** Where people can be, each shown by the same document; `nowhere` is said by the page itself. */
export const PAGES = ['/', '/new', '/ads', '/ads/:id', '/brand', '/account', '/sign-in', '/chat'] as const;

const TEXTS: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Sent as they are, and in parts: compressed already. */
const MEDIA: Readonly<Record<string, string>> = {
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
  '.webp': 'image/webp',
  '.png': 'image/png',
};

const FOREVER = 'public, max-age=31536000, immutable';

type Packing = 'br' | 'gzip' | 'identity';
type Text = { readonly type: string; readonly packed: Readonly<Record<Packing, Uint8Array<ArrayBuffer>>> };

/** Where people sign in, as the page is told: Supabase's address, and the key of it that everybody may know. */
export type PageAccounts = { readonly url: string; readonly key: string };

export type Page = {
  /** Throws `set-up` when the page has not been built. */
  readonly document: (c: Context, status?: 200 | 404) => Promise<Response>;
  /** A file by the last step of the address. */
  readonly asset: (c: Context) => Promise<Response>;
  readonly icon: (c: Context) => Promise<Response>;
};

/** `accounts` null: nobody signs in on the page. */
export function createPage(folder: string, accounts: PageAccounts | null): Page {
  const texts = new Map<string, Promise<Text | null>>();
  const find = (path: string) => {
    const known = texts.get(path) ?? load(join(folder, path));
    texts.set(path, known);
    return known;
  };
  return {
    document: async (c, status = 200) => {
      // Read each time: a page built while this runs is the next one shown.
      const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
      if (html === null) throw new AdgenError('set-up', 'The page has not been built. Start adgen with: npm start');
      return c.html(withAccounts(html, accounts), status, { 'Cache-Control': 'no-store' });
    },
    asset: async (c) => {
      const name = c.req.param('name') ?? '';
      const path = /^[\w-]+(\.[\w-]+)+$/.test(name) ? join('assets', name) : null;
      const type = MEDIA[extname(name)];
      if (path !== null && type !== undefined) {
        const sent = await sendFile(c, { path: join(folder, path), type, saveAs: null, caching: FOREVER }).catch(
          noFile,
        );
        if (sent) return sent;
      }
      const text = path === null ? null : await find(path);
      if (!text) {
        texts.delete(join('assets', name));
        throw new Refusal(404, 'not-found', 'There is no such file. Reload the page.');
      }
      return send(c, text, FOREVER);
    },
    icon: async (c) => {
      const icon = await find('favicon.svg');
      if (!icon) throw new AdgenError('not-found', 'There is no icon.');
      return send(c, icon, 'public, max-age=86400');
    },
  };
}

function withAccounts(html: string, accounts: PageAccounts | null): string {
  if (accounts === null) return html;
  const meta = (name: string, content: string) => `<meta name="adgen-accounts-${name}" content="${quoted(content)}">`;
  return html.replace('</head>', () => `${meta('url', accounts.url)}${meta('key', accounts.key)}</head>`);
}

function quoted(text: string): string {
  return text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function send(c: Context, { type, packed }: Text, caching: string): Response {
  const packing = accepts(c, {
    header: 'Accept-Encoding',
    supports: ['br', 'gzip', 'identity'],
    default: 'identity',
    match: bestPacking,
  });
  const headers = { 'Content-Type': type, 'Cache-Control': caching, Vary: 'Accept-Encoding' };
  const as = packing === 'br' || packing === 'gzip' ? packing : 'identity';
  return c.body(packed[as], 200, as === 'identity' ? headers : { ...headers, 'Content-Encoding': as });
}

/** The smallest of those the reader takes; RFC 9110 12.5.3. */
function bestPacking(asked: readonly { readonly type: string; readonly q: number }[]): string {
  const takes = (name: string) =>
    (asked.find(({ type }) => type === name) ?? asked.find(({ type }) => type === '*'))?.q;
  return ['br', 'gzip'].find((name) => (takes(name) ?? 0) > 0) ?? 'identity';
}

async function load(path: string): Promise<Text | null> {
  const type = TEXTS[extname(path)];
  const plain = await readFile(path).catch(() => null);
  if (type === undefined || !plain) return null;
  const [br, gz] = await Promise.all([promisify(brotliCompress)(plain), promisify(gzip)(plain)]);
  return { type, packed: { identity: new Uint8Array(plain), br: new Uint8Array(br), gzip: new Uint8Array(gz) } };
}

function noFile(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
