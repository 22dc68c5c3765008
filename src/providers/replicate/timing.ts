/** How long everything around a paid call may take. */

export type Timing = {
  /** Calls begun within any window, by all processes together. */
  readonly createsPerMinute: number;
  readonly createWindowMs: number;
  /** Between calls once the account was told that it is too fast. */
  readonly spacingMs: number;
  /** A wait that nobody named. */
  readonly busyMs: number;
  /** A call that could not be placed for so long is given up. */
  readonly patienceMs: number;
  /** A call is sent so soon after it was written down, or written down again. */
  readonly sendWithinMs: number;
  readonly sendTimeoutMs: number;
  /** So long after a call was written down nothing of it can be on its way any more. More than the two before together. */
  readonly graceMs: number;
  readonly readTimeoutMs: number;
  /** First and longest pause between two looks at a running call. */
  readonly pollMs: number;
  readonly slowestPollMs: number;
  /** A call still not over after this is ended. */
  readonly runLimitMs: number;
  /** Everything that a stop still does is done within this. */
  readonly stopMs: number;
  readonly downloadTimeoutMs: number;
};

/**
 * Without a payment method an account begins 6 calls a minute and one a second, with one 600 a minute; a refusal names "~30s"
 * (replicate.com/docs/topics/predictions/rate-limits, read 2026-11-22). A clip takes one to three minutes, a cold start some more.
 */
export const TIMING: Timing = {
  createsPerMinute: 6,
  // A little more than a minute: calls do not reach the provider as evenly as they leave.
  createWindowMs: 61_000,
  spacingMs: 1_100,
  busyMs: 30_000,
  patienceMs: 10 * 60_000,
  sendWithinMs: 5_000,
  sendTimeoutMs: 30_000,
  graceMs: 45_000,
  readTimeoutMs: 15_000,
  pollMs: 1_000,
  slowestPollMs: 4_000,
  runLimitMs: 12 * 60_000,
  stopMs: 1_500,
  downloadTimeoutMs: 120_000,
};

/** Longer than `runLimitMs` in minutes: the provider's own brake, should nobody be there to pull ours. */
export const CANCEL_AFTER = '15m';
