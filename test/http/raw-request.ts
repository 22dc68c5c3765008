/** A request as bytes on a socket: cut off, too slow, too much, or not what it says. */
import { connect } from 'node:net';

export type RawAnswer = {
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
};

type Raw = {
  readonly head: readonly string[];
  /** Sent one after the other, each when the one before has left. */
  readonly body?: Iterable<Uint8Array | string>;
  /** Sends nothing more, and waits. */
  readonly hangs?: boolean;
};

/** Resolves when the server has said everything, or the connection has ended. */
export function rawRequest(address: string, { head, body = [], hangs = false }: Raw): Promise<RawAnswer> {
  const { hostname, port } = new URL(address);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname);
    const done = () => {
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, text, tookMs: performance.now() - startedAt });
    };
    socket.setEncoding('utf8');
    socket.on('data', (piece) => {
      text += piece;
      if (isWhole(text)) done();
    });
    socket.on('error', done);
    socket.on('close', done);
    socket.on('connect', async () => {
      socket.write(`${head.join('\r\n')}\r\nHost: ${hostname}:${port}\r\n\r\n`);
      for (const piece of body) {
        if (socket.destroyed || text !== '') return;
        if (!socket.write(piece)) await new Promise((drained) => socket.once('drain', drained).once('close', drained));
      }
      if (!hangs) socket.end();
    });
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1];
  return end !== -1 && length !== undefined && Buffer.byteLength(text.slice(end + 4)) >= Number(length);
}
