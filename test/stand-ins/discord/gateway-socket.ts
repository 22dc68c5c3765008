/** One connection to the gateway: hello, who are you, heartbeats, and what each mistake is closed with. */
import { GatewayCloseCodes as Close, GatewayIntentBits, GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { applicationFlags, gatewayUrl, isMember } from './channel-routes.ts';
import type { Desk } from './desk.ts';
import { type Peer, push, replay, type Session } from './gateway-session.ts';
import { asMember, asNewGuild, asUser } from './guild-shapes.ts';

export type GatewayLog =
  | { readonly kind: 'opened'; readonly path: string }
  | { readonly kind: 'identified'; readonly session: string; readonly intents: number }
  | { readonly kind: 'resumed'; readonly session: string; readonly seq: number }
  | { readonly kind: 'refused'; readonly code: number }
  /** Code 1006: without a word. */
  | { readonly kind: 'closed'; readonly code: number };

export type SocketRules = {
  readonly heartbeatMs: number;
  readonly sessionMs: number;
  readonly sessions: Map<string, Session>;
  readonly peers: Set<Peer>;
  readonly log: GatewayLog[];
};

const payload = z.object({ op: z.number().int(), d: z.unknown() });

const identify = z.object({
  token: z.string(),
  intents: z.number().int().nonnegative(),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  shard: z.tuple([z.number().int(), z.number().int()]).optional(),
  large_threshold: z.number().int().min(50).max(250).optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int() });
const members = z.object({
  guild_id: z.string(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (bits, bit) => (typeof bit === 'number' ? bits | bit : bits),
  0,
);
const PRIVILEGED = { GuildMembers: 1 << 1, GuildPresences: 1 << 8, MessageContent: 1 << 15 } as const;

/** Closed for what no program should do; wrong tokens and intents are said by the one who set it up. */
const MISTAKES: ReadonlySet<Close> = new Set([
  Close.UnknownOpcode,
  Close.DecodeError,
  Close.NotAuthenticated,
  Close.AlreadyAuthenticated,
  Close.InvalidSeq,
  Close.RateLimited,
]);

export function serveSocket(desk: Desk, rules: SocketRules, socket: WebSocket): void {
  let session: Session | null = null;
  let isFrozen = false;
  let heard: number[] = [];
  let watch: NodeJS.Timeout | undefined;
  const peer: Peer = {
    send: (given) => {
      if (!isFrozen && socket.readyState === socket.OPEN) socket.send(JSON.stringify(given));
    },
    close: (code) => socket.close(code),
    cut: () => socket.terminate(),
    freeze: () => {
      isFrozen = true;
    },
    unbind: () => {
      if (session?.peer === peer) lose(session);
      session = null;
    },
  };
  const lose = (lost: Session) => {
    lost.peer = null;
    lost.lostMs = desk.now();
  };
  const refuse = (code: Close) => {
    rules.log.push({ kind: 'refused', code });
    if (MISTAKES.has(code)) desk.faults.push(`Gateway: closed with ${code}.`);
    socket.close(code);
  };
  const heartbeat = () => {
    clearTimeout(watch);
    // Discord gives up on who has not been heard for a while.
    watch = setTimeout(() => refuse(Close.SessionTimedOut), rules.heartbeatMs * 2).unref();
  };
  const take = (found: Session) => {
    // A session is at one place only: an older connection of it is dropped.
    found.peer?.cut();
    found.peer = peer;
    found.lostMs = null;
    session = found;
  };
  const begin = (given: unknown) => {
    if (session) return refuse(Close.AlreadyAuthenticated);
    const parsed = identify.safeParse(given);
    if (!parsed.success) return refuse(Close.DecodeError);
    const { token, intents, shard = [0, 1] } = parsed.data;
    if (token !== desk.app.token) return refuse(Close.AuthenticationFailed);
    if (shard[0] >= shard[1]) return refuse(Close.InvalidShard);
    if ((intents & ~ALL_INTENTS) !== 0) return refuse(Close.InvalidIntents);
    const names = ['GuildMembers', 'GuildPresences', 'MessageContent'] as const;
    if (names.some((name) => (intents & PRIVILEGED[name]) !== 0 && !desk.app.privileged.has(name)))
      return refuse(Close.DisallowedIntents);
    const made: Session = { id: desk.id(), intents, shard, dispatches: [], peer: null, lostMs: null };
    rules.sessions.set(made.id, made);
    rules.log.push({ kind: 'identified', session: made.id, intents });
    take(made);
    greet(desk, made);
    desk.changed();
  };
  const goOn = (given: unknown) => {
    if (session) return refuse(Close.AlreadyAuthenticated);
    const parsed = resume.safeParse(given);
    if (!parsed.success) return refuse(Close.DecodeError);
    const { token, session_id, seq } = parsed.data;
    if (token !== desk.app.token) return refuse(Close.AuthenticationFailed);
    const found = rules.sessions.get(session_id);
    const isOld = found?.lostMs != null && found.lostMs + rules.sessionMs < desk.now();
    if (!found || isOld) return peer.send({ op: Op.InvalidSession, d: false });
    if (seq > (found.dispatches.at(-1)?.s ?? 0)) return refuse(Close.InvalidSeq);
    rules.log.push({ kind: 'resumed', session: found.id, seq });
    take(found);
    replay(found, seq);
    desk.changed();
  };
  const hear = (text: string) => {
    const now = performance.now();
    heard = [...heard.filter((at) => at > now - 60_000), now];
    if (heard.length > 120) return refuse(Close.RateLimited);
    if (text.length > 4096) return refuse(Close.DecodeError);
    const parsed = payload.safeParse(jsonIn(text));
    if (!parsed.success) return refuse(Close.DecodeError);
    const { op, d } = parsed.data;
    if (op === Op.Identify) return begin(d);
    if (op === Op.Resume) return goOn(d);
    if (op === Op.Heartbeat) {
      heartbeat();
      return peer.send({ op: Op.HeartbeatAck });
    }
    if (!session) return refuse(Close.NotAuthenticated);
    if (op === Op.RequestGuildMembers) return tellMembers(desk, session, d);
    if (op !== Op.PresenceUpdate && op !== Op.VoiceStateUpdate) return refuse(Close.UnknownOpcode);
  };
  socket.on('message', (data) => {
    if (!isFrozen) hear(String(data));
  });
  socket.on('close', (code) => {
    clearTimeout(watch);
    rules.peers.delete(peer);
    rules.log.push({ kind: 'closed', code });
    if (session?.peer === peer) {
      lose(session);
      // Who says goodbye properly does not come back to the session.
      if (code === 1000 || code === 1001) rules.sessions.delete(session.id);
    }
    desk.changed();
  });
  socket.on('error', () => socket.terminate());
  rules.peers.add(peer);
  heartbeat();
  peer.send({ op: Op.Hello, s: null, t: null, d: { heartbeat_interval: rules.heartbeatMs } });
}

/** First only the names of the servers, then each with what is in it. */
function greet(desk: Desk, session: Session): void {
  const [index, count] = session.shard;
  const guilds = [...desk.guilds.values()].filter(
    (guild) => isMember(desk, guild) && Number((BigInt(guild.id) >> 22n) % BigInt(count)) === index,
  );
  push(session, 'READY', {
    v: 10,
    user: { ...asUser(desk, desk.app.botId), verified: true, mfa_enabled: true, flags: 0 },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: `${gatewayUrl(desk)}/resume`,
    shard: session.shard,
    application: { id: desk.app.id, flags: applicationFlags(desk.app) },
  });
  if ((session.intents & GatewayIntentBits.Guilds) === 0) return;
  for (const guild of guilds) push(session, 'GUILD_CREATE', asNewGuild(desk, guild));
}

function tellMembers(desk: Desk, session: Session, given: unknown): void {
  const parsed = members.safeParse(given);
  const guild = parsed.success ? desk.guilds.get(parsed.data.guild_id) : undefined;
  if (!parsed.success || !guild) return;
  const { user_ids, nonce } = parsed.data;
  const asked = user_ids === undefined ? [...guild.members.keys()] : [user_ids].flat();
  push(session, 'GUILD_MEMBERS_CHUNK', {
    guild_id: guild.id,
    members: asked.flatMap((id) => {
      const member = guild.members.get(id);
      return member ? [{ ...asMember(member), user: asUser(desk, id) }] : [];
    }),
    chunk_index: 0,
    chunk_count: 1,
    not_found: asked.filter((id) => !guild.members.has(id)),
    ...(nonce === undefined ? {} : { nonce }),
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
