/** Keeps a claim while work goes on, and ends the work when the claim is lost. */

export type Lease = {
  readonly leaseMs: number;
  /** False when the claim is lost. */
  readonly renew: () => Promise<boolean>;
};

/** `work` gets a signal that aborts with `signal`, or when somebody else has the claim by now. */
export async function holding<T>(
  lease: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  // A renewal that fails is tried again; if none succeeds, the lease runs out and the stores refuse us.
  const renewal = setInterval(() => {
    lease.renew().then(
      (held) => held || lost.abort(),
      () => undefined,
    );
  }, lease.leaseMs / 3);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewal);
  }
}
