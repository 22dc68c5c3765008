/** A session of the gateway: what a bot has been told in which order, kept so that it can go on where it was. */
import type { Happening } from './desk.ts';

export type Dispatch = { readonly op: 0; readonly s: number; readonly t: string; readonly d: unknown };

export type Session = {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly dispatches: Dispatch[];
  /** Where it is connected; null while it is not. */
  peer: Peer | null;
  /** Since when it is not connected. */
  lostMs: number | null;
};

export type Peer = {
  readonly send: (payload: unknown) => void;
  readonly close: (code: number) => void;
  /** As when a network dies: nothing is said. */
  readonly cut: () => void;
  /** From now on nothing is said or answered. */
  readonly freeze: () => void;
  /** It belongs to no session any more, and has to say again who it is. */
  readonly unbind: () => void;
};

/** What the session hears of it, if anything: kept, and sent when somebody is there. */
export function dispatch(session: Session, { event, guild, data }: Happening): void {
  const [index, count] = session.shard;
  // Conversations of two belong to the first shard (docs.discord.com, sharding).
  const shard = guild === null ? 0 : Number((BigInt(guild) >> 22n) % BigInt(count));
  const d = shard === index ? data(session.intents) : null;
  if (d !== null) push(session, event, d);
}

export function push(session: Session, event: string, d: unknown): void {
  const last = session.dispatches.at(-1)?.s ?? 0;
  const dispatched: Dispatch = { op: 0, s: last + 1, t: event, d };
  session.dispatches.push(dispatched);
  session.peer?.send(dispatched);
}

/** Everything after `seq`, in order. */
export function replay(session: Session, seq: number): void {
  for (const one of session.dispatches.filter(({ s }) => s > seq)) session.peer?.send(one);
  push(session, 'RESUMED', {});
}
