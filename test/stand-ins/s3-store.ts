/** What the strict stand-in for S3 remembers and how it answers each call, as the API reference says (2026-11). */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export const S3_BUCKET = 'adgen-test';
const SMALLEST_PART = 5 * 1024 ** 2;
const PAGE = 1000;

export type Call = {
  readonly method: string;
  /** Null for calls about the bucket. */
  readonly key: string | null;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};
export type Stored = { readonly bytes: Buffer; readonly type: string; readonly etag: string };

export function createS3Store(locked: (key: string) => boolean) {
  const objects = new Map<string, Stored>();
  const uploads = new Map<
    string,
    { readonly key: string; readonly type: string; readonly parts: Map<number, Stored> }
  >();
  let lifecycle: string | null = null;

  function answer(call: Call): Answer {
    const { method, key, query } = call;
    if (key === null) return aboutBucket(call);
    const uploadId = query.get('uploadId');
    if (method === 'POST' && query.has('uploads')) return begin(call, key);
    if (uploadId !== null) return aboutUpload(call, uploadId);
    if (method === 'PUT') return put(call, key);
    if (method === 'GET' || method === 'HEAD') return get(call, key);
    return refusal(501, 'NotImplemented');
  }

  function aboutBucket({ method, query, body, headers }: Call): Answer {
    if (query.has('lifecycle')) {
      if (method === 'PUT') {
        if (!hasChecksum(headers)) return refusal(400, 'MissingContentMD5');
        lifecycle = body.toString();
        return { status: 200 };
      }
      return lifecycle === null ? refusal(404, 'NoSuchLifecycleConfiguration') : { status: 200, body: lifecycle };
    }
    if (method === 'POST' && query.has('delete'))
      return hasChecksum(headers) ? remove(body.toString()) : refusal(400, 'MissingContentMD5');
    return method === 'GET' && query.get('list-type') === '2' ? list(query) : refusal(501, 'NotImplemented');
  }

  function list(query: URLSearchParams): Answer {
    const [prefix, after] = [query.get('prefix') ?? '', query.get('continuation-token') ?? ''];
    const most = Math.min(PAGE, Number(query.get('max-keys') ?? PAGE));
    const all = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = all.slice(0, most);
    const next = all.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    const rows = page.map(
      (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.bytes.length}</Size></Contents>`,
    );
    const body = `<ListBucketResult><Name>${S3_BUCKET}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${next !== ''}</IsTruncated>${next}${rows.join('')}</ListBucketResult>`;
    return { status: 200, body };
  }

  function remove(xml: string): Answer {
    const keys = [...xml.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? '');
    if (keys.length === 0 || keys.length > PAGE) return refusal(400, 'MalformedXML');
    const kept = keys.filter(locked);
    for (const key of keys) if (!locked(key)) objects.delete(key);
    const errors = kept.map(
      (key) => `<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>locked</Message></Error>`,
    );
    return { status: 200, body: `<DeleteResult>${errors.join('')}</DeleteResult>` };
  }

  function put({ headers, body }: Call, key: string): Answer {
    const stored = storedOf(body, headers['content-type']);
    objects.set(key, stored);
    return { status: 200, headers: { etag: stored.etag } };
  }

  function get({ headers, query }: Call, key: string): Answer {
    const stored = objects.get(key);
    if (!stored) return refusal(404, 'NoSuchKey');
    if (headers['if-none-match'] === stored.etag) return { status: 304, headers: { etag: stored.etag } };
    const [disposition, type] = [query.get('response-content-disposition'), query.get('response-content-type')];
    const about = { etag: stored.etag, 'content-type': type ?? stored.type };
    return {
      status: 200,
      headers: disposition === null ? about : { ...about, 'content-disposition': disposition },
      body: stored.bytes,
    };
  }

  function begin({ headers }: Call, key: string): Answer {
    const id = randomUUID();
    uploads.set(id, { key, type: headers['content-type'] ?? '', parts: new Map() });
    const body = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
    return { status: 200, body };
  }

  function aboutUpload({ method, query, headers, body }: Call, id: string): Answer {
    const upload = uploads.get(id);
    if (!upload) return refusal(404, 'NoSuchUpload');
    if (method === 'DELETE') {
      uploads.delete(id);
      return { status: 204 };
    }
    if (method === 'PUT') {
      const part = storedOf(body, headers['content-type']);
      upload.parts.set(Number(query.get('partNumber')), part);
      return { status: 200, headers: { etag: part.etag } };
    }
    return complete(id, body.toString());
  }

  function complete(id: string, xml: string): Answer {
    const upload = uploads.get(id);
    const told = [...xml.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: /<ETag>(.*?)</.exec(part)?.[1]?.replaceAll('&quot;', '"'),
    }));
    const parts = told.map(({ number, etag }) => {
      const part = upload?.parts.get(number);
      return part?.etag === etag ? part : undefined;
    });
    const whole = parts.flatMap((part) => part?.bytes ?? []);
    if (!upload || whole.length !== told.length || told.length === 0) return refusal(400, 'InvalidPart');
    if (told.some(({ number }, index) => number !== index + 1)) return refusal(400, 'InvalidPartOrder');
    if (whole.slice(0, -1).some((part) => part.length < SMALLEST_PART)) return refusal(400, 'EntityTooSmall');
    const stored = storedOf(Buffer.concat(whole), upload.type);
    objects.set(upload.key, stored);
    uploads.delete(id);
    const body = `<CompleteMultipartUploadResult><ETag>${stored.etag}</ETag></CompleteMultipartUploadResult>`;
    return { status: 200, body };
  }

  /** As somebody else would, with tools of the store. */
  function putLifecycle(xml: string): void {
    lifecycle = xml;
  }

  return { answer, objects, uploads, lifecycle: () => lifecycle, putLifecycle };
}

export function refusal(status: number, code: string, more: Readonly<Record<string, string>> = {}): Answer {
  const extra = Object.entries(more).map(([name, value]) => `<${name}>${value}</${name}>`);
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>The stand-in says ${code}.</Message>${extra.join('')}</Error>`;
  return { status, body };
}

function storedOf(bytes: Buffer, type = ''): Stored {
  return { bytes, type, etag: `"${createHash('md5').update(bytes).digest('hex')}"` };
}

/** Real S3 refuses these calls without one. */
function hasChecksum(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-'));
}
