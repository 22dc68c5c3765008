/** How what happens comes to the app: by socket or by signed requests, with three seconds to say so, and again if not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import { postSigned } from './signed-post.ts';
import type { Envelope, Sockets } from './sockets.ts';

/** One try to hand something over. */
export type Try = {
  readonly atMs: number;
  readonly via: 'socket' | 'http';
  /** Milliseconds until the app said it had it; null: it has not, or not in time. */
  ackMs: number | null;
  /** False: nobody was there to take it. */
  isSent: boolean;
  readonly retry: number;
};

export type Parcel = {
  readonly id: string;
  readonly kind: Envelope['type'];
  readonly payload: Readonly<Record<string, unknown>>;
  readonly tries: Try[];
  state: 'waiting' | 'done' | 'lost';
  answer: unknown;
};

export type DeliveryOptions = {
  /** Where requests go; null: by sockets. */
  readonly requestUrl: string | null;
  /** Three seconds at Slack. */
  readonly ackMs: number;
  /** Before the second, third and fourth try of an event: about at once, one minute and five minutes at Slack. */
  readonly retriesMs: readonly number[];
};

export type Delivery = {
  readonly parcels: readonly Parcel[];
  /** Resolves when the app has it, or when Slack gives up. Events are tried again; presses and commands are not. */
  readonly hand: (kind: Parcel['kind'], payload: Parcel['payload']) => Promise<Parcel>;
  /** Once more, as Slack does when it is not sure: the same event id, marked as a retry. */
  readonly again: (parcel: Parcel, retry?: number) => Promise<void>;
  readonly goTo: (requestUrl: string | null) => void;
  /** Keeps what happens until `release`, which may change the order. */
  readonly hold: () => void;
  readonly release: (order?: (held: readonly Parcel[]) => readonly Parcel[]) => void;
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

/** The slowest acknowledgement; Infinity where there was none in time. Who was not there is not slow. */
export function slowestAckMs(parcels: readonly Parcel[], mostMs: number, now: number): number {
  const tries = parcels.flatMap((parcel) => parcel.tries).filter(({ isSent }) => isSent);
  const took = tries.map(({ ackMs, atMs }) => ackMs ?? (now - atMs < mostMs ? now - atMs : Number.POSITIVE_INFINITY));
  return Math.max(0, ...took);
}

export function createDelivery(desk: Desk, sockets: Sockets, options: DeliveryOptions): Delivery {
  const parcels: Parcel[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  const running = new Set<Promise<unknown>>();
  const closing = new AbortController();
  let { requestUrl } = options;
  let held: { readonly parcel: Parcel; readonly go: () => void }[] | null = null;
  sockets.onAck((id, payload) => waiting.get(id)?.(payload));

  /** One try; true when it was taken in time. */
  const attempt = async (parcel: Parcel, retry: number, reason: string): Promise<boolean> => {
    const atMs = desk.now();
    const one: Try = { atMs, via: requestUrl ? 'http' : 'socket', ackMs: null, isSent: true, retry };
    parcel.tries.push(one);
    const answer = await (requestUrl
      ? postSigned(requestUrl, parcel, { desk, retry, reason, timeoutMs: options.ackMs, signal: closing.signal })
      : bySocket(parcel, retry, reason));
    one.isSent = answer !== 'nobody';
    if (answer === null || answer === 'nobody') return false;
    one.ackMs = desk.now() - atMs;
    parcel.answer = answer.body;
    return true;
  };

  const bySocket = async (
    parcel: Parcel,
    retry: number,
    reason: string,
  ): Promise<{ body: unknown } | 'nobody' | null> => {
    const id = `${parcel.id}-${parcel.tries.length}`;
    const isEvent = parcel.kind === 'events_api';
    const stop = new AbortController();
    const acked = new Promise<{ body: unknown }>((resolve) => {
      waiting.set(id, (body) => resolve({ body }));
    });
    const sent = sockets.send({
      envelope_id: id,
      type: parcel.kind,
      accepts_response_payload: !isEvent,
      payload: parcel.payload,
      ...(isEvent ? { retry_attempt: retry, retry_reason: retry === 0 ? '' : reason } : {}),
    });
    const late = pause(options.ackMs, null, { signal: AbortSignal.any([stop.signal, closing.signal]) }).catch(
      () => null,
    );
    const answer = sent ? await Promise.race([acked, late]) : ('nobody' as const);
    stop.abort();
    waiting.delete(id);
    return answer;
  };

  const tries = async (parcel: Parcel): Promise<void> => {
    const most = parcel.kind === 'events_api' ? options.retriesMs.length : 0;
    for (let retry = 0; retry <= most && !closing.signal.aborted; retry += 1) {
      if (retry > 0) await pause(options.retriesMs[retry - 1], null, { signal: closing.signal }).catch(() => null);
      if (await attempt(parcel, retry, requestUrl ? 'http_timeout' : 'timeout')) {
        parcel.state = 'done';
        return;
      }
    }
    parcel.state = 'lost';
  };

  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    const kept = work.finally(() => running.delete(kept));
    running.add(kept);
    return kept;
  };

  return {
    parcels,
    hand: (kind, payload) => {
      const parcel: Parcel = {
        id: desk.id('E').toLowerCase(),
        kind,
        payload,
        tries: [],
        state: 'waiting',
        answer: null,
      };
      parcels.push(parcel);
      const begun = new Promise<void>((resolve) => {
        if (held) held.push({ parcel, go: resolve });
        else resolve();
      });
      return track(begun.then(() => tries(parcel)).then(() => parcel));
    },
    again: (parcel, retry = parcel.tries.length) => track(attempt(parcel, retry, 'timeout').then(() => {})),
    goTo: (url) => {
      requestUrl = url;
    },
    hold: () => {
      held ??= [];
    },
    release: (order = (all) => all) => {
      const kept = held ?? [];
      held = null;
      for (const parcel of order(kept.map((one) => one.parcel))) kept.find((one) => one.parcel === parcel)?.go();
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    close: () => closing.abort(),
  };
}
