/** What a store's or the network's refusal means for the person who set it up: one sentence naming the variable. Pure. */
import { AdgenError } from '../../ad/errors.ts';
import type { StoreName } from './options.ts';

/** What the store calls its refusal; the HTTP status stands for it where an answer has no body (HEAD). */
type Refusal = { readonly code: string; readonly status: number; readonly region: string | null };

/** An answer that reads well and yet is none: what an ordinary web server at that address says to everything. */
export class NoStore extends Error {}

const CHECK = 'Check S3_ENDPOINT and S3_BUCKET.';
const RETRY_AFTER_MS = 15_000;

/** `storage` with a sentence, or `error` itself when neither the store nor the network is to blame. */
export function s3Error(error: unknown, store: StoreName): unknown {
  if (error instanceof AdgenError || !(error instanceof Error)) return error;
  if (error instanceof NoStore) return said(`${where(store)} did not answer as an S3 store does. ${CHECK}`, error);
  const refusal = refusalOf(error);
  if (refusal !== null) return refused(refusal, store, error);
  if (/credential|token/i.test(error.name) && /Provider/.test(error.name)) return said(noCredentials(), error);
  if (!isNetwork(error)) return error;
  return said(
    `${where(store)} cannot be reached. Check the network${store.endpoint === null ? ' and S3_REGION' : ' and S3_ENDPOINT'}.`,
    error,
    RETRY_AFTER_MS,
  );
}

/** The store's own name of the refusal, such as `NoSuchKey`; the status where it gives none; null: no answer of a store. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error && '$metadata' in error)) return null;
  const status = numberIn(error.$metadata, 'httpStatusCode');
  if (status === null) return null;
  const answer = '$response' in error ? error.$response : null;
  const headers = isRecord(answer) && isRecord(answer.headers) ? answer.headers : {};
  const told = 'Region' in error ? error.Region : headers['x-amz-bucket-region'];
  return { code: error.name, status, region: typeof told === 'string' ? told : null };
}

function refused({ code, status, region }: Refusal, store: StoreName, cause: Error): AdgenError {
  const bucket = `the bucket ${store.bucket} (S3_BUCKET)`;
  switch (code) {
    case 'NoSuchBucket':
      return said(
        `There is no bucket ${store.bucket} at ${where(store)}. Create it, or set S3_BUCKET to one that exists.`,
        cause,
      );
    case 'InvalidBucketName':
      return said(
        `${store.bucket} cannot be the name of a bucket. Set S3_BUCKET to the name of one that exists.`,
        cause,
      );
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
    case 'InvalidSecurity':
      return said(
        `${where(store)} does not accept the credentials. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
        cause,
      );
    case 'ExpiredToken':
    case 'InvalidToken':
    case 'TokenRefreshRequired':
      return said('The credentials for S3_BUCKET have expired. Renew them, AWS_SESSION_TOKEN included.', cause);
    case 'RequestTimeTooSkewed':
    case 'RequestExpired':
      return said(
        `The clock of this machine differs from that of ${where(store)}. Set it right (NTP), then try again.`,
        cause,
      );
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return wrongRegion();
    case 'QuotaExceeded':
    case 'XMinioStorageFull':
      return said(`There is no room left in ${bucket}. Free some, or raise its quota.`, cause);
    case 'NotImplemented':
      return said(`${where(store)} does not know this call. Set S3_ENDPOINT to a store that does.`, cause);
  }
  if (status === 301 || status === 307) return wrongRegion();
  if (status === 401 || status === 403)
    return said(
      `The credentials may not use ${bucket}. Allow them s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload and s3:ListBucket.`,
      cause,
    );
  if (status === 507) return said(`There is no room left in ${bucket}. Free some, or raise its quota.`, cause);
  if (status === 429 || status >= 500)
    return said(
      `${where(store)} is too busy or out of order (${code}, ${status}). Try again in a moment.`,
      cause,
      RETRY_AFTER_MS,
    );
  return said(`${where(store)} did not answer as an S3 store does (${code}, ${status}). ${CHECK}`, cause);

  function wrongRegion(): AdgenError {
    const right = region === null ? 'the region it was created in' : region;
    return said(`The bucket ${store.bucket} is not in the region ${store.region}. Set S3_REGION to ${right}.`, cause);
  }
}

function noCredentials(): string {
  return 'There are no credentials for S3_BUCKET. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
}

function where({ endpoint, region }: StoreName): string {
  return endpoint === null ? `Amazon S3 in ${region}` : `the store at ${shown(endpoint)} (S3_ENDPOINT)`;
}

/** Without a password that somebody may have written into the address. */
function shown(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : 'that address';
}

/** Node's names for a network that fails; the SDK calls a timeout of its own `TimeoutError`. */
function isNetwork(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (
    /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EPROTO|ERR_TLS|ERR_SSL|CERT_|HPE_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(
      code,
    )
  )
    return true;
  return error.name === 'TimeoutError' || /socket hang up|^aborted$/.test(error.message);
}

function said(say: string, cause: unknown, retryAfterMs?: number): AdgenError {
  return new AdgenError('storage', `${say.charAt(0).toUpperCase()}${say.slice(1)}`, {
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numberIn(value: unknown, name: string): number | null {
  return isRecord(value) && typeof value[name] === 'number' ? value[name] : null;
}
