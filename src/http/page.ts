/** The built page: its document, and its files, whose names change with their content. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Context } from 'hono';
import { AdgenError } from '../ad/errors.ts';
import { type Packed, packed, sendPacked } from './packed.ts';
import { Refusal } from './problem.ts';
import { sendFile } from './send-file.ts';

/** Where people can be, each shown by the same document; `nowhere` is said by the page itself. */
export const PAGES = ['/', '/new', '/ads', '/ads/:id', '/brand', '/account', '/sign-in', '/chat'] as const;

/** They get smaller when they are packed. */
const TEXTS: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Sent as they are, and in parts: packed already. */
const MEDIA: Readonly<Record<string, string>> = {
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
  '.webp': 'image/webp',
  '.png': 'image/png',
};

const HTML = 'text/html; charset=utf-8';
const FOREVER = 'public, max-age=31536000, immutable';

type Text = { readonly type: string; readonly content: Packed };

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
  let shown: { readonly html: string; readonly content: Packed } | null = null;
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
      if (shown?.html !== html) shown = { html, content: packed(Buffer.from(withAccounts(html, accounts))) };
      return sendPacked(c, { content: shown.content, type: HTML, caching: 'no-store' }, status);
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
      return sendPacked(c, { ...text, caching: FOREVER });
    },
    icon: async (c) => {
      const icon = await find('favicon.svg');
      if (!icon) throw new AdgenError('not-found', 'There is no icon.');
      return sendPacked(c, { ...icon, caching: 'public, max-age=86400' });
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

async function load(path: string): Promise<Text | null> {
  const type = TEXTS[extname(path)];
  const plain = await readFile(path).catch(() => null);
  if (type === undefined || !plain) return null;
  return { type, content: packed(plain) };
}

function noFile(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
