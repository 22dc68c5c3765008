/** Where services say that something is done: outside the page's own rules, because they are no browser, and believed only when signed. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** False when it is not from whom it says. Never throws. */
export type Hook = (letter: { readonly headers: Headers; readonly body: string }) => Promise<boolean>;

/** Where Replicate is told to say it. */
export const REPLICATE_HOOK_PATH = '/hooks/replicate';

/** A prediction with its logs; more than this is none. */
const MAX_BYTES = 1024 * 1024;

export function hookRoutes({ replicate }: { readonly replicate: Hook | null }): Hono {
  const routes = new Hono();
  routes.use(
    '/hooks/*',
    bodyLimit({ maxSize: MAX_BYTES, onError: (c) => c.json(refusal('The message is too large.'), 413) }),
  );
  if (replicate)
    routes.post(REPLICATE_HOOK_PATH, async (c) => {
      const genuine = await replicate({ headers: c.req.raw.headers, body: await c.req.text() });
      return genuine ? c.json({ status: 'ok' }) : c.json(refusal('This is not signed by Replicate.'), 401);
    });
  return routes;
}

function refusal(message: string) {
  return { error: { code: 'bad-input', message } };
}
