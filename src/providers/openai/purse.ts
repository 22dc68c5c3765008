/** Pays for words: the most they can cost is held under the caps before they are asked for, what they did cost is paid after. */
import type { Ledger, Log, NewWords, Reservation } from '../../pipeline/ports.ts';
import { type Tokens, wordsPrice } from '../prices.ts';
import type { Usage } from './failure.ts';

export type Over = Extract<Reservation, { kind: 'over' }>;

export type OpenPurse = {
  readonly kind: 'open';
  /** Counts what an answer used; nothing is written yet. */
  readonly add: (usage: Usage) => void;
  /** Pays for all that was counted, also when that is nothing. To be called however the asking ended. */
  readonly close: () => Promise<void>;
};

export type Purse = {
  /** `what` names the asking; asked for again, it is counted as another one. */
  readonly open: (
    what: string,
    payer: { readonly payer: NewWords['payer']; readonly userId: string },
    most: Tokens,
  ) => Promise<OpenPurse | Over>;
};

type PurseOptions = {
  readonly ledger: Pick<Ledger, 'reserveWords' | 'settle'>;
  readonly modelId: string;
  readonly log: Log;
};

/** Whether receipts and budgets can count what this model says. */
export function hasPrice(modelId: string): boolean {
  return wordsPrice(modelId, { input: 0, cached: 0, output: 0 }) !== null;
}

/** Without a price in the list nothing is counted: nobody here knows what another host charges. */
export function createPurse({ ledger, modelId, log }: PurseOptions): Purse {
  return {
    open: async (what, { payer, userId }, most) => {
      const microUsd = wordsPrice(modelId, most);
      if (microUsd === null) return { kind: 'open', add: () => {}, close: async () => {} };
      const reserved = await reserveNext(what, { payer, userId, model: modelId, microUsd }, ledger);
      if (reserved.kind === 'over') {
        const { cap, capMicroUsd, heldMicroUsd } = reserved;
        log.warn({ alert: 'budget', what, cap, capMicroUsd, heldMicroUsd }, 'a budget is used up; no model was asked');
        return reserved;
      }
      return openPurse(reserved.fingerprint, modelId, ledger);
    },
  };
}

/** One that a process left behind when it was killed stays held: nobody knows what it came to. */
async function reserveNext(
  what: string,
  words: Omit<NewWords, 'fingerprint'>,
  ledger: PurseOptions['ledger'],
): Promise<{ readonly kind: 'reserved'; readonly fingerprint: string } | Over> {
  for (let number = 1; ; number++) {
    const fingerprint = `${what}#${number}`;
    const reservation = await ledger.reserveWords({ ...words, fingerprint });
    if (reservation.kind === 'over') return reservation;
    if (reservation.kind === 'reserved') return { kind: 'reserved', fingerprint };
  }
}

function openPurse(fingerprint: string, modelId: string, ledger: PurseOptions['ledger']): OpenPurse {
  let used: Tokens = { input: 0, cached: 0, output: 0 };
  return {
    kind: 'open',
    add: ({ inputTokens, cachedTokens, outputTokens }) => {
      used = {
        input: used.input + inputTokens - cachedTokens,
        cached: used.cached + cachedTokens,
        output: used.output + outputTokens,
      };
    },
    close: async () => {
      await ledger.settle(fingerprint, { state: 'succeeded', microUsd: wordsPrice(modelId, used) ?? 0 });
    },
  };
}
