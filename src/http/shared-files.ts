/** Films for whoever has a link to them; who has none, or one that has ended, gets a page that says what to do. */
import { type Context, Hono } from 'hono';
import { AdgenError } from '../ad/errors.ts';
import type { Artifacts, Log } from '../pipeline/ports.ts';
import { sendFile } from './send-file.ts';
import { SHARED, type SharedLinks, safeName } from './shared-link.ts';

type Needs = {
  /** Null where links lead elsewhere, or nobody outside reaches this machine: then there is nothing here. */
  readonly links: Pick<SharedLinks, 'read'> | null;
  readonly artifacts: Pick<Artifacts, 'open'>;
  readonly log: Log;
};

export function sharedFiles({ links, artifacts, log }: Needs): Hono {
  const routes = new Hono();
  if (links === null) return routes;
  return routes.get(`${SHARED}:token/:name`, async (c) => {
    // Those who look at links before people do (chats, search engines) are to show them, and not to keep them.
    c.header('X-Robots-Tag', 'noindex, noarchive');
    const file = links.read(c.req.param('token'));
    if (file.kind !== 'open') return page(c, 404, file.kind === 'ended' ? ENDED : UNKNOWN);
    try {
      const path = await artifacts.open(file.key);
      return await sendFile(c, { path, type: 'video/mp4', saveAs: safeName(c.req.param('name'), file.key) });
    } catch (err) {
      if (isGone(err)) return page(c, 404, ENDED);
      // Here and not where all errors are caught: that log line names the address, and this one is a key.
      log.error({ err }, 'a shared film could not be sent');
      c.header('Retry-After', '30');
      return page(c, 503, LATER);
    }
  });
}

type Words = { readonly title: string; readonly text: string };

const ENDED: Words = {
  title: 'This link has ended.',
  text: 'Say “show me the films” in the thread where you found it, and you get a new one, as long as the films are kept.',
};
const UNKNOWN: Words = {
  title: 'This link does not work.',
  text: 'Perhaps a part of it is missing. Say “show me the films” in the thread where you found it, and you get a new one.',
};
const LATER: Words = { title: 'The film cannot be read just now.', text: 'Please try again in a minute.' };

function page(c: Context, status: 404 | 503, { title, text }: Words): Response {
  c.header('Cache-Control', 'no-store');
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>`;
  return c.html(
    `<!doctype html><html lang="en"><head>${head}</head><body><h1>${title}</h1><p>${text}</p></body></html>`,
    status,
  );
}

/** Swept away, also in the moment between finding and reading it. */
function isGone(error: unknown): boolean {
  if (error instanceof AdgenError) return error.code === 'not-found';
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
