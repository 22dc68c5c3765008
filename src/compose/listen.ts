/** An application on a port of this machine. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { AdgenError } from '../ad/errors.ts';
import type { Config } from '../config.ts';

export type Listening = { readonly port: number; readonly close: () => Promise<void> };

/** Without a public address only this machine reaches it. Throws `set-up` when the port is taken. */
export function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { port, publicUrl }: Pick<Config, 'port' | 'publicUrl'>,
): Promise<Listening> {
  const hostname = publicUrl === null ? '127.0.0.1' : '0.0.0.0';
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, (address: AddressInfo) =>
      resolve({
        port: address.port,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
    server.once('error', (cause: NodeJS.ErrnoException) => reject(whyNot(cause, port)));
  });
}

function whyNot(cause: NodeJS.ErrnoException, port: number): AdgenError {
  const taken = `Port ${port} is taken by another program. Stop that one, or set PORT to another number.`;
  const refused = `Port ${port} cannot be opened (${cause.code}). Set PORT to another number.`;
  return new AdgenError('set-up', cause.code === 'EADDRINUSE' ? taken : refused, { cause });
}
