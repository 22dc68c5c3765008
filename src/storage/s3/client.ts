/** The SDK's client, set up for Amazon's S3 and for stores that speak like it. */
import { S3Client } from '@aws-sdk/client-s3';
import type { S3Options } from './options.ts';
import { createPatience } from './patience.ts';

/** `signal` ends what waits for another try. Nothing is called yet; credentials are looked up with the first call. */
export function createClient(options: S3Options, endpoint: string | null, signal: AbortSignal): S3Client {
  const { region, credentials, patienceMs = 45_000, stillMs = 15_000, now = Date.now, random = Math.random } = options;
  return new S3Client({
    region,
    ...(credentials ? { credentials } : {}),
    ...(endpoint === null ? {} : compatible(endpoint)),
    retryStrategy: createPatience(patienceMs, { signal, random, now }),
    // Without these, a connection that died unheard would be waited for without end.
    requestHandler: { connectionTimeout: 5000, socketTimeout: stillMs },
  });
}

/**
 * Most compatible stores know neither the bucket as a host name nor the checksums that the SDK adds by itself since 3.729;
 * some even store them as part of the file (s3rver 3.7.1, seen 2026-11-22).
 */
function compatible(endpoint: string) {
  return {
    endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const;
}
