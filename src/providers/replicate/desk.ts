/** What a paid call is worked on with. */
import type { Artefact, Ledger, Log, Predictions } from '../../pipeline/ports.ts';
import type { Api, Call } from './api.ts';
import type { Download } from './download.ts';
import type { Pace } from './pace.ts';
import type { Timing } from './timing.ts';
import type { Wake } from './wake.ts';

export const PROVIDER = 'replicate';

export type Desk = {
  readonly api: Api;
  readonly ledger: Ledger;
  readonly predictions: Predictions;
  readonly pace: Pace;
  readonly timing: Timing;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A name that nobody else has. */
  readonly newName: () => string;
  readonly download: Download;
  /** Ends the pause between two looks at a call early. */
  readonly wake: Wake;
};

/** What is to be had for money, whatever it takes: one paid call, or the second when the first came to nothing for free. */
export type Order = {
  readonly artefact: Artefact;
  readonly call: Call;
  /** In plain words: "background", "music". */
  readonly what: string;
  readonly file: 'video' | 'audio';
};
