/** Hears NOTIFY on one connection for all channels. When that is lost it comes back by itself and says that there was a gap. */
import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { mayConnectLater } from './postgres-error.ts';
import { type Patience, retrying } from './postgres-retry.ts';

type Hearer = { readonly hear: (payload: string) => void; readonly onGap: () => void };

export type Listener = {
  /** Resolves once it hears; the returned function stops it. Throws when there is no connection within the patience. */
  listen(channel: string, hearer: Hearer): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

type Options = {
  readonly config: ClientConfig;
  readonly patience: Patience;
  /** How often the connection is asked whether it is still there: a router that forgot it says nothing. */
  readonly heartbeatMs: number;
};

/** Connects with the first channel. Gaps are told after LISTEN, so that who reads again then misses nothing. */
export function createListener({ config, patience, heartbeatMs }: Options): Listener {
  const channels = new Map<string, Set<Hearer>>();
  let live: Line | null = null;
  let connecting: Promise<Line> | null = null;
  let wasLost = false;
  const closed = () => patience.signal.aborted;

  const connect = async () => {
    const line = await openLine(config, heartbeatMs, (channel, payload) => {
      for (const { hear } of channels.get(channel) ?? []) hear(payload);
    });
    // No wait between the last channel and this: what is added from now on finds the line.
    for (const channel of channels.keys()) await line.ask(`LISTEN ${quoted(channel)}`).catch(line.failed);
    if (closed()) line.destroy();
    live = line;
    void line.ended.then(() => lost(line));
    if (wasLost) for (const hearers of channels.values()) for (const { onGap } of hearers) onGap();
    wasLost = false;
    return line;
  };
  const ensure = async () => {
    if (closed()) throw new Error('This database was closed.');
    if (live) return live;
    connecting ??= connect().finally(() => {
      connecting = null;
    });
    return connecting;
  };
  const lost = (line: Line) => {
    if (live !== line) return;
    live = null;
    wasLost = true;
    if (closed()) return;
    // For as long as it takes; nobody waits for it.
    retrying(ensure, () => true, { ...patience, forMs: Number.POSITIVE_INFINITY }).catch(() => undefined);
  };
  const settle = async (channel: string) => {
    const line = await ensure();
    await line.ask(`${channels.has(channel) ? 'LISTEN' : 'UNLISTEN'} ${quoted(channel)}`);
  };

  return {
    listen: async (channel, hearer) => {
      const hearers = channels.get(channel) ?? new Set();
      channels.set(channel, hearers.add(hearer));
      const stop = () => {
        hearers.delete(hearer);
        if (hearers.size === 0 && channels.get(channel) === hearers) channels.delete(channel);
      };
      try {
        await retrying(() => settle(channel), mayConnectLater, patience);
      } catch (error) {
        stop();
        throw error;
      }
      return async () => {
        stop();
        if (live && !channels.has(channel)) await settle(channel).catch(() => undefined);
      };
    },
    close: async () => {
      const line = live ?? (await connecting?.catch(() => null)) ?? null;
      line?.destroy();
      await line?.ended;
    },
  };
}

type Line = {
  /** One after the other. */
  readonly ask: (text: string) => Promise<void>;
  readonly failed: (error: unknown) => never;
  readonly ended: Promise<void>;
  readonly destroy: () => void;
};

async function openLine(
  config: ClientConfig,
  heartbeatMs: number,
  hear: (channel: string, payload: string) => void,
): Promise<Line> {
  // Our own, because a client only ever ends politely, and the other side may no longer answer.
  const socket = new Socket();
  const client = new Client({ ...config, stream: () => socket });
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  client.on('error', () => socket.destroy());
  client.on('notification', ({ channel, payload }) => hear(channel, payload ?? ''));
  await client.connect().catch((error) => {
    socket.destroy();
    throw error;
  });
  const ask = oneAtATime((text) => client.query(text));
  const beat = setInterval(() => void ask('select 1').catch(() => socket.destroy()), heartbeatMs);
  beat.unref();
  return {
    ask,
    failed: (error) => {
      socket.destroy();
      throw error;
    },
    ended: ended.finally(() => clearInterval(beat)),
    destroy: () => socket.destroy(),
  };
}

function oneAtATime(run: (text: string) => Promise<unknown>): (text: string) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return async (text) => {
    const next = last.catch(() => undefined).then(() => run(text));
    last = next;
    await next;
  };
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
