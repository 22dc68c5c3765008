/** Where services say that something is done: outside the page's own rules, because they are no browser, and believed only when signed. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../pipeline/ports.ts';

/** `unsigned`: it is not from whom it says · `unreadable`: it is, and says nothing that we know. Never throws. */
export type Hook = (letter: {
  readonly headers: Headers;
  readonly body: string;
}) => Promise<'heard' | 'unsigned' | 'unreadable'>;

/** Where Replicate is told to say it. */
export const REPLICATE_HOOK_PATH = '/hooks/replicate';

/** A prediction with its logs; more than this is none. */
const MAX_BYTES = 1024 * 1024;

/** `replicate`: null where nothing is bought; then there is nothing here. */
export function hookRoutes({ replicate, log }: { readonly replicate: Hook | null; readonly log: Log }): Hono {
  const routes = new Hono();
  if (replicate === null) return routes;
  const tooLarge = (c: Context) => {
    log.warn({ event: 'webhook-refused', reason: 'too large' }, 'a webhook was too large to be one');
    return refuse(c, 413, 'The message is too large.');
  };
  return routes.post(REPLICATE_HOOK_PATH, bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge }), async (c) => {
    const body = await c.req.text().catch(() => null);
    if (body === null) return refuse(c, 400, 'The message was cut off.');
    const answer = await replicate({ headers: c.req.raw.headers, body });
    switch (answer) {
      case 'heard':
        return c.json({ status: 'ok' });
      case 'unsigned':
        return refuse(c, 401, 'This is not signed by Replicate.');
      case 'unreadable':
        return refuse(c, 400, 'This is about no prediction.');
    }
  });
}

function refuse(c: Context, status: 400 | 401 | 413, message: string): Response {
  return c.json({ error: { code: 'bad-input', message } }, status);
}
