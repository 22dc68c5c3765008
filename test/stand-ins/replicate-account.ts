/** One account of the Replicate stand-in: its predictions as time passes, and what they would be billed. */
import { randomBytes } from 'node:crypto';
import { modelFacts } from './replicate-inputs.ts';

/** How a prediction goes: `never` ends only when it is cancelled. */
export type Course = 'succeed' | 'fail' | 'abort' | 'never' | 'cancel-itself';

export type Kept = {
  readonly id: string;
  readonly model: string;
  readonly version: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly course: Course;
  readonly createdMs: number;
  readonly startedMs: number;
  readonly endsMs: number;
  cancelledMs: number | null;
};

export type Account = {
  readonly all: readonly Kept[];
  readonly create: (model: string, version: string, input: Kept['input'], course: Course) => Kept;
  readonly cancel: (kept: Kept) => void;
  readonly find: (id: string) => Kept | undefined;
  readonly statusOf: (kept: Kept) => string;
  readonly isExpired: (kept: Kept) => boolean;
  /** Seconds of work, as its metrics say. */
  readonly secondsOf: (kept: Kept) => number;
  /** Micro-dollars as of now. */
  readonly chargeOf: (kept: Kept) => number;
};

type Options = { readonly startMs: number; readonly runMs: number; readonly expireMs: number };

export function createAccount({ startMs, runMs, expireMs }: Options, now: () => number): Account {
  const all: Kept[] = [];
  const endOf = (kept: Kept) => kept.cancelledMs ?? (kept.course === 'never' ? Number.POSITIVE_INFINITY : kept.endsMs);
  const statusOf = (kept: Kept) => {
    if (kept.cancelledMs !== null) return 'canceled';
    if (now() < kept.startedMs) return 'starting';
    if (kept.course === 'abort') return 'aborted';
    if (now() < endOf(kept)) return 'processing';
    return { succeed: 'succeeded', fail: 'failed', never: 'processing', 'cancel-itself': 'canceled' }[kept.course];
  };
  const secondsOf = (kept: Kept) => Math.max(0, Math.min(now(), endOf(kept)) - kept.startedMs) / 1000;
  return {
    all,
    create: (model, version, input, course) => {
      const createdMs = now();
      const startedMs = createdMs + startMs;
      const id = randomBytes(13).toString('hex');
      const kept = {
        id,
        model,
        version,
        input,
        course,
        createdMs,
        startedMs,
        endsMs: startedMs + runMs,
        cancelledMs: null,
      };
      all.push(kept);
      return kept;
    },
    cancel: (kept) => {
      if (['starting', 'processing'].includes(statusOf(kept))) kept.cancelledMs = now();
    },
    find: (id) => all.find((kept) => kept.id === id),
    statusOf,
    secondsOf,
    isExpired: (kept) => now() > endOf(kept) + expireMs,
    chargeOf: (kept) => {
      const facts = modelFacts(kept.model);
      const status = statusOf(kept);
      if (!facts || ['starting', 'processing', 'aborted'].includes(status)) return 0;
      if (status === 'failed' && !facts.byTime) return 0;
      return facts.price(kept.input, secondsOf(kept));
    },
  };
}
