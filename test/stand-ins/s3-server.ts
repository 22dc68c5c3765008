/** A strict stand-in for S3 over HTTP: checks every signature and content, and can be told how to let people down. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureFault } from './s3-signature.ts';
import { type Answer, type Call, createS3Store, refusal, S3_BUCKET } from './s3-store.ts';

/** `half` sends half of the answer and ends the connection, `stall` sends half and then nothing; `lost` does the work and says nothing; `hang` never answers. */
export type Manner =
  | 'serve'
  | 'drop'
  | 'half'
  | 'stall'
  | 'lost'
  | 'hang'
  | { readonly status: number; readonly code: string; readonly more?: Readonly<Record<string, string>> };

export type S3Behaviour = {
  /** What call number so-and-so, from 1, meets. */
  readonly receive?: (call: Omit<Call, 'body'>, number: number) => Manner;
  readonly locked?: (key: string) => boolean;
  readonly region?: string;
  readonly now?: () => number;
  readonly port?: number;
};

export async function startS3Server(behaviour: S3Behaviour = {}) {
  const { receive = () => 'serve' as const, locked = () => false, region = 'eu-test-1', now = Date.now } = behaviour;
  const store = createS3Store(locked);
  const received: string[] = [];
  const faults: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader('date', new Date(now()).toUTCString());
    answer(request, response).catch((error) => {
      faults.push(String(error));
      request.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://store');
    const [, bucket, ...steps] = url.pathname.split('/').map(decodeURIComponent);
    const key = steps.join('/') || null;
    const call = { method: request.method ?? '', key, query: url.searchParams, headers: request.headers };
    received.push(
      `${call.method} ${key ?? ''}${[...call.query.keys()]
        .filter((name) => name !== 'x-id')
        .map((name) => `?${name}`)
        .join('')}`,
    );
    const manner = receive(call, received.length);
    if (manner === 'drop') return void request.socket.destroy();
    const body = await bodyOf(request);
    if (manner === 'hang') return;
    if (typeof manner === 'object') return say(response, refusal(manner.status, manner.code, manner.more), call.method);
    const refused = objection(request, url, bucket, body);
    const said = refused ?? store.answer({ ...call, body });
    if (manner === 'lost') return void request.socket.destroy();
    say(response, said, call.method, manner);
  }

  function objection(request: IncomingMessage, url: URL, bucket: string | undefined, body: Buffer): Answer | null {
    const fault = signatureFault(request, url, region, now());
    if (fault !== null) return refusal(fault === 'AuthorizationHeaderMalformed' ? 400 : 403, fault, { Region: region });
    if (bucket !== S3_BUCKET) return refusal(404, 'NoSuchBucket');
    const told = request.headers['x-amz-content-sha256'];
    const isHash = typeof told === 'string' && /^[0-9a-f]{64}$/.test(told);
    if (isHash && told !== createHash('sha256').update(body).digest('hex'))
      return refusal(400, 'XAmzContentSHA256Mismatch');
    if (request.headers['content-encoding']?.includes('aws-chunked')) faults.push('content in chunks of its own form');
    if (request.method === 'PUT' && request.headers['content-length'] === undefined)
      return refusal(411, 'MissingContentLength');
    return null;
  }

  server.listen(behaviour.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  // Proven by having listened on a host and port.
  const { port } = server.address() as AddressInfo;
  return {
    ...store,
    url: `http://127.0.0.1:${port}`,
    port,
    /** `PUT projects/…?partNumber?uploadId`: what was asked, without values. */
    received,
    /** What no client should send. */
    faults,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function say(
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
  method: string,
  manner: Manner = 'serve',
): void {
  const bytes = Buffer.from(body);
  const type = typeof body === 'string' ? { 'content-type': 'application/xml' } : {};
  const length = status === 304 || status === 204 ? {} : { 'content-length': bytes.length };
  response.writeHead(status, { ...type, ...length, ...headers });
  if (method === 'HEAD' || status === 304) return void response.end();
  if (manner !== 'half' && manner !== 'stall') return void response.end(bytes);
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
    if (manner === 'half') response.destroy();
  });
}
