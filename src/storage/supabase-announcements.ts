/** Hears announcements by asking for them: PostgREST has no LISTEN. One question for all channels of a process. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from './database.ts';

/** What the function `announcements_since` says. Without a cursor it has only just begun to keep them: ask again. */
const Answer = z.object({
  cursor: z.record(z.string(), z.unknown()).nullable(),
  gap: z.boolean(),
  heard: z.tuple([z.string(), z.string()]).array(),
});
type Answer = z.infer<typeof Answer>;
type Cursor = Answer['cursor'];

type Options = {
  readonly ask: (cursor: Cursor) => Promise<unknown>;
  readonly signal: AbortSignal;
  /** Between two questions: `quickMs` after something was heard, longer and longer up to `quietMs` after nothing was. */
  readonly quickMs: number;
  readonly quietMs: number;
};

type Hearer = { readonly channel: string; readonly hear: (payload: string) => void; readonly onGap: () => void };
type Round = { readonly begun: Promise<void>; readonly stop: () => void };

/** Asks while anybody listens. Whoever comes first waits until announcements are kept, so that none is missed from then on. */
export function createAnnouncements(options: Options): Database['listen'] {
  const hearers = new Set<Hearer>();
  let round: Round | null = null;
  const leave = (hearer: Hearer) => {
    hearers.delete(hearer);
    if (hearers.size > 0) return;
    round?.stop();
    round = null;
  };
  return async (channel, hear, onGap = () => undefined) => {
    if (options.signal.aborted) throw closed();
    const hearer = { channel, hear, onGap };
    hearers.add(hearer);
    round ??= beginRound(hearers, options);
    try {
      await round.begun;
    } catch (error) {
      leave(hearer);
      throw error;
    }
    return async () => leave(hearer);
  };
}

function beginRound(hearers: ReadonlySet<Hearer>, options: Options): Round {
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const begun = Promise.withResolvers<void>();
  // Whoever waits for it hears of a failure; when nobody does any more, nobody needs to.
  begun.promise.catch(() => undefined);
  void askOnAndOn({ ...options, signal }, { begun: begun.resolve, failed: begun.reject }, (answer, isFirst) => {
    // Who has only just come reads everything after this anyway.
    if (answer.gap && !isFirst) for (const { onGap } of [...hearers]) onGap();
    for (const [channel, payload] of answer.heard) {
      for (const hearer of [...hearers]) if (hearer.channel === channel) hearer.hear(payload);
    }
  });
  return { begun: begun.promise, stop: () => stopping.abort() };
}

type Start = { readonly begun: () => void; readonly failed: (error: unknown) => void };

async function askOnAndOn(
  { ask, signal, quickMs, quietMs }: Options,
  { begun, failed }: Start,
  tell: (answer: Answer, isFirst: boolean) => void,
): Promise<void> {
  let cursor: Cursor = null;
  let isFirst = true;
  for (let pauseMs = quickMs; !signal.aborted; ) {
    try {
      const answer = Answer.parse(await ask(cursor));
      if (signal.aborted) break;
      cursor = answer.cursor;
      if (cursor === null) continue;
      tell(answer, isFirst);
      begun();
      isFirst = false;
      pauseMs = answer.heard.length > 0 ? quickMs : Math.min(1.5 * pauseMs, quietMs);
    } catch (error) {
      if (isFirst) return failed(error);
      // It is away for a while. What was not kept meanwhile is told as a gap.
      pauseMs = quietMs;
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  failed(closed());
}

function closed(): Error {
  return new Error('This database was closed.');
}
