/** What paid calls need from the world: a ledger, what is known about every call, and fitting what came back. */
import type { Left } from '../../ad/budget.ts';
import type { MicroUsd } from '../../ad/money.ts';

/** What a paid call is to make. */
export type Artefact = { readonly projectId: string; readonly key: string };

/** Brings what a model made into the shape the films need. Both throw `step-failed` when the file is not what it should be. */
export interface Fitter {
  /** Writes the clip as it is, of whatever length. */
  clip(file: string, outFile: string): Promise<void>;
  /** Writes AAC in .m4a, 48 kHz stereo, −14 LUFS, exactly `frames` / 30 seconds, fading out at the end. */
  music(file: string, frames: number, outFile: string, signal: AbortSignal): Promise<void>;
}

/**
 * One paid call as it was written down. `intent`: about to be asked for · `running`: the provider has it · `failed`: it
 * ended without a result · `cancelled`: a person's stop ended it · `unclear`: asked for, and nobody knows whether it was heard.
 */
export type PaidCall = {
  /** The artefact's key and the number of the try. */
  readonly fingerprint: string;
  readonly projectId: string;
  readonly model: string;
  /** What the model was, or is to be, given. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Who was about to ask. */
  readonly owner: string;
  readonly providerId: string | null;
  readonly state: 'intent' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'unclear';
  /** Milliseconds since it was last about to be asked for, by the database's clock. */
  readonly ageMs: number;
  readonly reservedMicroUsd: MicroUsd;
  /** What was really charged; null until known. */
  readonly settledMicroUsd: MicroUsd | null;
};

export type NewCall = Pick<PaidCall, 'fingerprint' | 'model' | 'input' | 'owner'> & {
  readonly artefact: Artefact;
  readonly provider: string;
  /** The most it can cost. */
  readonly microUsd: MicroUsd;
};

/** Words of a hosted model, which are paid by what was said: settled with `settle` when that is known. */
export type NewWords = {
  readonly fingerprint: string;
  /** An ad, or a thread that has none yet. */
  readonly payer: { readonly projectId: string } | { readonly threadId: string };
  readonly userId: string;
  readonly model: string;
  /** The most they can cost. */
  readonly microUsd: MicroUsd;
};

export type Reservation =
  | { readonly kind: 'reserved' }
  /** Somebody has written down this very call before. */
  | { readonly kind: 'exists' }
  /** It would pass a cap; nothing was written. `heldMicroUsd` is what counts against it already, spent or reserved. */
  | {
      readonly kind: 'over';
      readonly cap: 'ad' | 'month';
      readonly capMicroUsd: MicroUsd;
      readonly heldMicroUsd: MicroUsd;
    };

/** Money: reserved under the caps before a call, settled at what was charged after it. A project's cost is the sum of what is settled. */
export interface Ledger {
  /** Reserves the money and writes the intent of the call, both or neither, however many ask at once. Throws `not-found`. */
  reserve(call: NewCall): Promise<Reservation>;
  /** Writes down how a call ended and what it cost; the first settlement stays. */
  settle(
    fingerprint: string,
    end: { readonly state: 'succeeded' | 'failed' | 'cancelled'; readonly microUsd: MicroUsd },
  ): Promise<void>;
  /** Takes back the intent of a call that was certainly never heard, and its money. False when it is not `owner`'s, or was heard. */
  release(fingerprint: string, owner: string): Promise<boolean>;
  /** As `reserve`, for words: no call is written down, because asking for words again makes no second clip. */
  reserveWords(words: NewWords): Promise<Reservation>;
  /** What a thread has paid before it had an ad goes over to its ad. A repeat is a no-op. */
  adopt(threadId: string, projectId: string): Promise<void>;
  /** What an ad may still spend: the smaller rest of the two caps, reservations counted; null without caps. */
  room(projectId: string): Promise<MicroUsd | null>;
  /** The same, with the cap it is the rest of. */
  left(projectId: string): Promise<Left | null>;
}

/** Every paid call ever made, so that none is made twice. */
export interface Predictions {
  /** All tries for an artefact, first to last. */
  ofArtefact(artefact: Artefact): Promise<readonly PaidCall[]>;
  /** Calls that are neither settled nor unclear, and whether their ad is over or was stopped. */
  open(provider: string): Promise<readonly (PaidCall & { readonly over: boolean; readonly stopped: boolean })[]>;
  /** The provider has it. False when this call has another id by now, or another call has this id. */
  started(fingerprint: string, providerId: string): Promise<boolean>;
  /** `owner` asks again now. False when the call was heard or is somebody else's by now. */
  renew(fingerprint: string, owner: string): Promise<boolean>;
  /** `owner` takes over a call that nobody has an answer to after `graceMs`. False when it is not so. */
  takeOver(fingerprint: string, owner: string, graceMs: number): Promise<boolean>;
  /** Nobody knows; the reservation stays. */
  unclear(fingerprint: string): Promise<void>;
  /** Those of `ids` that belong to a call of ours. */
  known(provider: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a person has stopped this ad: then what runs for it is not wanted any more. */
  stopped(projectId: string): Promise<boolean>;
}

/** How fast calls of a provider are begun, by everybody who shares its account. */
export interface Paces {
  /**
   * 0: one more call is begun now, and counted. Else the milliseconds after which to ask again: no more than `calls` are begun
   * within `windowMs`. `taker` waits for one call at a time, and keeps its place in line while it asks every few seconds.
   */
  take(asked: {
    readonly provider: string;
    readonly taker: string;
    readonly calls: number;
    readonly windowMs: number;
  }): Promise<number>;
  /** Nobody begins a call for `ms`, and afterwards, for an hour, none sooner than `spacingMs` after another. */
  hold(provider: string, hold: { readonly ms: number; readonly spacingMs: number }): Promise<void>;
}
