/** Socket mode: the connections an app has open, what is sent on them and what comes back. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import type { App } from './desk.ts';
import { acceptWebSocket, type WebSocketPeer } from './web-socket.ts';

export type Envelope = {
  readonly envelope_id: string;
  readonly type: 'events_api' | 'interactive' | 'slash_commands';
  readonly accepts_response_payload: boolean;
  readonly payload: unknown;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
};

export type Sockets = {
  /** For `apps.connections.open`: an address that one connection may use. */
  readonly offer: (origin: string) => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex) => void;
  /** False: nobody is connected. Slack takes any one of the connections: here they take turns. */
  readonly send: (envelope: Envelope) => boolean;
  readonly onAck: (took: (envelopeId: string, payload: unknown) => void) => void;
  readonly count: () => number;
  /** `disconnect` messages, after which a client comes again: `warning` (soon), `refresh_requested`, `link_disabled`. */
  readonly disconnect: (reason: string) => void;
  /** As networks do it: without a word. */
  readonly cut: () => void;
  readonly freeze: () => void;
  readonly close: () => void;
};

const Ack = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

export function createSockets(app: App, id: (prefix: string) => string, faults: string[]): Sockets {
  const offers = new Set<string>();
  let open: WebSocketPeer[] = [];
  let turn = 0;
  let acked: (envelopeId: string, payload: unknown) => void = () => {};
  const heard = (text: string) => {
    const parsed = Ack.safeParse(JSON.parse(text));
    if (parsed.success) acked(parsed.data.envelope_id, parsed.data.payload ?? null);
    else faults.push(`socket: not an acknowledgement: ${text.slice(0, 200)}`);
  };
  const hello = (peer: WebSocketPeer) => {
    peer.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        debug_info: { host: 'applink-stand-in', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: app.id },
      }),
    );
    peer.ping();
  };
  const each = (act: (peer: WebSocketPeer) => void) => {
    for (const peer of open) act(peer);
  };
  return {
    offer: (origin) => {
      const ticket = id('ticket');
      offers.add(ticket);
      return `${origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${app.id}`;
    },
    upgrade: (request, socket) => {
      const ticket = new URL(request.url ?? '', 'http://localhost').searchParams.get('ticket') ?? '';
      if (!offers.delete(ticket)) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      const peer = acceptWebSocket(request, socket, {
        text: heard,
        closed: () => {
          open = open.filter((other) => other !== peer);
        },
      });
      open.push(peer);
      hello(peer);
    },
    send: (envelope) => {
      const peer = open[turn % Math.max(1, open.length)];
      turn += 1;
      peer?.send(JSON.stringify(envelope));
      return peer !== undefined;
    },
    onAck: (took) => {
      acked = took;
    },
    count: () => open.length,
    disconnect: (reason) =>
      each((peer) =>
        peer.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-stand-in' } })),
      ),
    cut: () => each((peer) => peer.cut()),
    freeze: () => each((peer) => peer.freeze()),
    close: () => {
      each((peer) => peer.close(1001));
      each((peer) => peer.cut());
    },
  };
}
