/** Checks AWS signature version 4, in headers and in presigned links, as the reference describes it (2026-11). */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const S3_CREDENTIALS = { accessKeyId: 'AKIDSTANDIN', secretAccessKey: 'a secret of the stand-in' };

type Parts = {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payload: string;
};

/** What S3 calls the fault, such as `SignatureDoesNotMatch`; null when it is right. `region` is where the bucket lies. */
export function signatureFault(request: IncomingMessage, url: URL, region: string, nowMs: number): string | null {
  const parts = url.searchParams.has('X-Amz-Signature') ? fromLink(url) : fromHeaders(request);
  if (parts === null) return 'AccessDenied';
  if (parts.accessKeyId !== S3_CREDENTIALS.accessKeyId) return 'InvalidAccessKeyId';
  const [day, place, service, end] = parts.scope.split('/');
  if (service !== 's3' || end !== 'aws4_request' || day !== parts.date.slice(0, 8))
    return 'AuthorizationHeaderMalformed';
  if (place !== region) return 'AuthorizationHeaderMalformed';
  const lasts = url.searchParams.get('X-Amz-Expires');
  const age = nowMs - timeOf(parts.date);
  if (lasts === null && Math.abs(age) > 15 * 60_000) return 'RequestTimeTooSkewed';
  if (lasts !== null && age > Number(lasts) * 1000) return 'AccessDenied';
  if (!parts.signedHeaders.includes('host')) return 'AccessDenied';
  const right = Buffer.from(sign(canonical(request, url, parts), parts));
  const given = Buffer.from(parts.signature);
  return right.length === given.length && timingSafeEqual(right, given) ? null : 'SignatureDoesNotMatch';
}

function fromHeaders({ headers }: IncomingMessage): Parts | null {
  const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, accessKeyId, scope, signed, signature] = form.exec(headers.authorization ?? '') ?? [];
  const [date, payload] = [headers['x-amz-date'], headers['x-amz-content-sha256']];
  if (!accessKeyId || !scope || !signed || !signature) return null;
  if (typeof date !== 'string' || typeof payload !== 'string') return null;
  return { accessKeyId, scope, date, signature, payload, signedHeaders: signed.split(';') };
}

function fromLink({ searchParams }: URL): Parts | null {
  const [accessKeyId = '', ...scope] = (searchParams.get('X-Amz-Credential') ?? '').split('/');
  return {
    accessKeyId,
    scope: scope.join('/'),
    date: searchParams.get('X-Amz-Date') ?? '',
    signature: searchParams.get('X-Amz-Signature') ?? '',
    payload: 'UNSIGNED-PAYLOAD',
    signedHeaders: (searchParams.get('X-Amz-SignedHeaders') ?? '').split(';'),
  };
}

function canonical(request: IncomingMessage, url: URL, parts: Parts): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const headers = parts.signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const path = url.pathname.split('/').map((step) => encode(decodeURIComponent(step)));
  return [
    request.method,
    path.join('/'),
    query.join('&'),
    headers.join(''),
    parts.signedHeaders.join(';'),
    parts.payload,
  ].join('\n');
}

function sign(canonicalRequest: string, { date, scope }: Parts): string {
  const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonicalRequest).digest('hex')].join(
    '\n',
  );
  const steps = scope.split('/');
  const key = steps.reduce<string | Buffer>((last, step) => hmac(last, step), `AWS4${S3_CREDENTIALS.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `20261123T014500Z` */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
