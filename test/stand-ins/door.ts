/** A door in front of a server: while it is shut, callers are refused; while it is held, nothing passes either way. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Door = {
  readonly port: number;
  /** Whoever comes, or is inside, is turned away. */
  readonly shut: () => void;
  /** As behind a dead network: connections stay open, and nothing is lost. */
  readonly hold: () => void;
  readonly open: () => void;
  readonly close: () => Promise<void>;
};

export async function openDoor(target: number): Promise<Door> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'shut' | 'held' = 'open';
  const server = createServer((outside) => {
    if (state === 'shut') return outside.resetAndDestroy();
    const inside = connect(target, '127.0.0.1');
    const pair = [outside, inside] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [inside, outside] as const]) {
      one.on('data', (chunk) => void other.write(chunk));
      one.on('end', () => other.end());
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
    if (state === 'held') for (const socket of pair) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const each = (act: (socket: Socket) => void) => {
    for (const pair of pairs) for (const socket of pair) act(socket);
  };
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port
    shut: () => {
      state = 'shut';
      each((socket) => socket.resetAndDestroy());
    },
    hold: () => {
      state = 'held';
      each((socket) => socket.pause());
    },
    open: () => {
      state = 'open';
      each((socket) => socket.resume());
    },
    close: async () => {
      each((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
