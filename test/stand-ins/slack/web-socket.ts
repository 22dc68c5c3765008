/** A WebSocket server for text messages, as small as RFC 6455 allows: enough for Slack's socket mode. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export type WebSocketPeer = {
  readonly send: (text: string) => void;
  readonly ping: () => void;
  /** Says goodbye first, as a server should. */
  readonly close: (code: number) => void;
  /** As when a network dies: nothing is said. */
  readonly cut: () => void;
  /** From now on nothing is answered, not even a ping. */
  readonly freeze: () => void;
};

export type WebSocketEvents = {
  readonly text: (text: string) => void;
  readonly closed: () => void;
};

const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** Answers the upgrade; what the peer says comes to `events` until it is closed. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex, events: WebSocketEvents): WebSocketPeer {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let isFrozen = false;
  let isOver = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    events.closed();
  };
  const write = (opcode: number, payload: Uint8Array) => {
    if (!socket.destroyed && socket.writable && !isFrozen) socket.write(frameOf(opcode, payload));
  };
  const read = createReader((opcode, payload) => {
    if (isFrozen) return;
    if (opcode === OPCODE.text) events.text(payload.toString('utf8'));
    if (opcode === OPCODE.ping) write(OPCODE.pong, payload);
    if (opcode === OPCODE.close) {
      write(OPCODE.close, payload.subarray(0, 2));
      socket.end();
      over();
    }
  });
  socket.on('data', (chunk: Buffer) => read(chunk));
  socket.on('error', () => socket.destroy());
  socket.on('close', over);
  return {
    send: (text) => write(OPCODE.text, Buffer.from(text)),
    ping: () => write(OPCODE.ping, Buffer.from('Ping from stand-in')),
    close: (code) => {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(code);
      write(OPCODE.close, payload);
    },
    cut: () => socket.destroy(),
    freeze: () => {
      isFrozen = true;
    },
  };
}

function frameOf(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** Puts chunks together to frames, and fragments to messages. */
function createReader(took: (opcode: number, payload: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let parts: { readonly opcode: number; readonly payloads: Buffer[] } | null = null;
  const whole = (isLast: boolean, opcode: number, payload: Buffer) => {
    if (opcode >= 8) return took(opcode, payload);
    const begun: { readonly opcode: number; readonly payloads: Buffer[] } = parts ?? { opcode, payloads: [] };
    begun.payloads.push(payload);
    parts = isLast ? null : begun;
    if (isLast) took(begun.opcode, Buffer.concat(begun.payloads));
  };
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = frameIn(rest); frame !== null; frame = frameIn(rest)) {
      rest = rest.subarray(frame.size);
      whole(frame.isLast, frame.opcode, frame.payload);
    }
  };
}

/** The first frame of these bytes, unmasked; null while it is not all there. */
function frameIn(bytes: Buffer) {
  if (bytes.length < 2) return null;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const short = second & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const isMasked = (second & 0x80) !== 0;
  const from = start + (isMasked ? 4 : 0);
  if (bytes.length < from + length) return null;
  const payload = Buffer.from(bytes.subarray(from, from + length));
  const mask = bytes.subarray(start, from);
  if (isMasked) for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
  return { isLast: (first & 0x80) !== 0, opcode: first & 0x0f, payload, size: from + length };
}
