/** Discord's gateway in small: sessions over real sockets, and what a test does to them. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { Desk, Happening } from './desk.ts';
import { dispatch, type Peer, type Session } from './gateway-session.ts';
import { type GatewayLog, serveSocket } from './gateway-socket.ts';

export type GatewayControl = {
  /** Connected and able to hear of something. */
  readonly online: () => number;
  readonly log: readonly GatewayLog[];
  /** Every event that happened, told or not: its name and where. */
  readonly told: readonly Pick<Happening, 'event' | 'guild'>[];
  /** From now on these events (all, when nothing is said) wait. */
  readonly hold: (isMeant?: (event: Happening['event']) => boolean) => void;
  /** They come now, in the order of this function; what happens next comes by itself again. */
  readonly release: (order?: (waiting: readonly Happening[]) => readonly Happening[]) => void;
  /** The last event of this name comes once more, with a number of its own. */
  readonly again: (event: Happening['event']) => void;
  /** All connections die without a word; sessions can be resumed. */
  readonly cut: () => void;
  /** All connections are closed with this code. */
  readonly close: (code: number) => void;
  /** Connections stay open, but nothing is said or answered any more, not even a heartbeat. */
  readonly freeze: () => void;
  /** Discord asks its clients to come back on another connection. */
  readonly reconnect: () => void;
  readonly invalidate: (isResumable: boolean) => void;
  /** Sessions that are not connected are lost, and with them whatever they were not told. */
  readonly forget: () => void;
  /** While true, nobody gets a connection. */
  readonly refuse: (isRefused: boolean) => void;
};

export type Gateway = {
  readonly control: GatewayControl;
  readonly tell: (happening: Happening) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

export function createGateway(
  desk: Desk,
  rules: { readonly heartbeatMs: number; readonly sessionMs: number },
): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const peers = new Set<Peer>();
  const log: GatewayLog[] = [];
  const told: Happening[] = [];
  let held: { readonly isMeant: (event: Happening['event']) => boolean; readonly waiting: Happening[] } | null = null;
  let isRefused = false;
  const everywhere = (happening: Happening) => {
    for (const session of sessions.values()) dispatch(session, happening);
  };
  const each = (act: (peer: Peer) => void) => {
    for (const peer of [...peers]) act(peer);
  };
  return {
    tell: (happening) => {
      told.push(happening);
      if (held?.isMeant(happening.event)) held.waiting.push(happening);
      else everywhere(happening);
    },
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const isRight = url.searchParams.get('v') === '10' && (url.searchParams.get('encoding') ?? 'json') === 'json';
      if (isRefused || !isRight || url.searchParams.has('compress')) {
        if (!isRefused) desk.faults.push(`Gateway: only v=10, encoding=json and no compression, not ${url.search}`);
        socket.end(
          `HTTP/1.1 ${isRefused ? '503 Service Unavailable' : '400 Bad Request'}\r\nConnection: close\r\n\r\n`,
        );
        return;
      }
      log.push({ kind: 'opened', path: url.pathname });
      server.handleUpgrade(request, socket, head, (accepted) =>
        serveSocket(desk, { ...rules, sessions, peers, log }, accepted),
      );
    },
    close: () => {
      each((peer) => peer.cut());
      server.close();
    },
    control: {
      online: () => [...sessions.values()].filter(({ peer }) => peer !== null).length,
      log,
      told,
      hold: (isMeant = () => true) => {
        held = { isMeant, waiting: held?.waiting ?? [] };
      },
      release: (order = (all) => all) => {
        const waiting = held?.waiting ?? [];
        held = null;
        for (const happening of order(waiting)) everywhere(happening);
      },
      again: (event) => {
        const last = told.findLast((one) => one.event === event);
        if (!last) throw new Error(`No ${event} has happened yet.`);
        everywhere(last);
      },
      cut: () => each((peer) => peer.cut()),
      close: (code) => each((peer) => peer.close(code)),
      freeze: () => each((peer) => peer.freeze()),
      reconnect: () => each((peer) => peer.send({ op: GatewayOpcodes.Reconnect, s: null, t: null, d: null })),
      invalidate: (isResumable) => {
        // A session that cannot be resumed ends here: nothing is told to it while its bot comes back.
        if (!isResumable) for (const [id, session] of sessions) if (session.peer) sessions.delete(id);
        each((peer) => {
          peer.unbind();
          peer.send({ op: GatewayOpcodes.InvalidSession, s: null, t: null, d: isResumable });
        });
      },
      forget: () => {
        for (const [id, session] of sessions) if (session.peer === null) sessions.delete(id);
      },
      refuse: (given) => {
        isRefused = given;
      },
    },
  };
}
