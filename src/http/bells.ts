/** Tells the open streams of a thread that something happened there; listens to the database once for all of them. */
import type { WebMessages } from '../bots/web/messages.ts';

export type Rung = { readonly changed: boolean; readonly typing: boolean };

export type StreamBell = {
  /** Resolves at the next thing that happens, or after `timeoutMs` with neither. What happened meanwhile counts. */
  readonly next: (timeoutMs: number) => Promise<Rung>;
  /** Ends a wait at once. */
  readonly ring: () => void;
  readonly close: () => void;
};

export type Bells = {
  /** Hears everything from the moment this resolves. */
  readonly open: (threadId: string) => Promise<StreamBell>;
};

type Hear = (what: 'changed' | 'typing') => void;

/** Stops listening when `signal` aborts. */
export function createBells(messages: Pick<WebMessages, 'listen'>, signal: AbortSignal): Bells {
  const hearers = new Map<string, Set<Hear>>();
  let listening: Promise<void> | null = null;
  const listen = async () => {
    const stop = await messages.listen((threadId, what) => {
      const meant = threadId === '' ? [...hearers.values()] : [hearers.get(threadId) ?? []];
      for (const hears of meant) for (const hear of hears) hear(what);
    });
    if (signal.aborted) return stop();
    signal.addEventListener('abort', () => void stop().catch(() => undefined), { once: true });
  };
  return {
    open: async (threadId) => {
      const { bell, hear } = createStreamBell(() => remove(hearers, threadId, hear));
      hearers.set(threadId, (hearers.get(threadId) ?? new Set()).add(hear));
      listening ??= listen();
      try {
        await listening;
      } catch (error) {
        listening = null; // the next stream tries again
        bell.close();
        throw error;
      }
      return bell;
    },
  };
}

function remove(hearers: Map<string, Set<Hear>>, threadId: string, hear: Hear): void {
  const left = hearers.get(threadId);
  left?.delete(hear);
  if (left?.size === 0) hearers.delete(threadId);
}

function createStreamBell(close: () => void) {
  let heard = { changed: false, typing: false };
  let wake: (() => void) | null = null;
  const ring = () => wake?.();
  const hear: Hear = (what) => {
    heard = { ...heard, [what]: true };
    ring();
  };
  const take = (): Rung => {
    const rung = heard;
    heard = { changed: false, typing: false };
    return rung;
  };
  const next = async (timeoutMs: number) => {
    if (!heard.changed && !heard.typing) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      wake = resolve;
      await promise;
      clearTimeout(timer);
      wake = null;
    }
    return take();
  };
  return { bell: { next, ring, close }, hear };
}
