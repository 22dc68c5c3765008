/** Requests for somebody who answers them on the socket itself: a package that brings a server's half of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';

/** False: it is for somebody else, and untouched. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Outside the page's own rules: whoever sends it is no page, and is believed only when its requests are signed. */
export function mounted(handle: Handle): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async ({ env }, next) => {
    if (env?.incoming && handle(env.incoming, env.outgoing as ServerResponse)) return RESPONSE_ALREADY_SENT; // HTTP/1 is what we serve
    return next();
  };
}
