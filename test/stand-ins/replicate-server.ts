/** A strict local stand-in for Replicate: checks what it is sent, and counts what a real account would be billed. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccount, type Kept } from './replicate-account.ts';
import { type Answer, answerTo, type Behaviour, type Desk, TOKEN } from './replicate-answers.ts';
import { createWebhooks, WEBHOOK_SECRET } from './replicate-webhooks.ts';

export type ReplicateOptions = Behaviour & {
  /** Any free one when absent. */
  readonly port?: number;
  /** How long each prediction waits, then works, and how long its files are kept. */
  readonly startMs?: number;
  readonly runMs?: number;
  readonly expireMs?: number;
};

export type ReplicateServer = {
  readonly url: string;
  readonly predictions: readonly Kept[];
  /** When each request to create came, accepted or not. */
  readonly creates: readonly number[];
  readonly statusOf: (kept: Kept) => string;
  /** Micro-dollars as of now. */
  readonly bill: () => number;
  /** What it was sent that no client should send. */
  readonly faults: readonly string[];
  /** Everything that is as good as a key: must be in no log. */
  readonly secrets: readonly string[];
  /** Behaves like this from now on, and in nothing as before. */
  readonly behave: (behaviour: Omit<Behaviour, 'files'>) => void;
  readonly close: () => Promise<void>;
};

export async function startReplicateServer(options: ReplicateOptions): Promise<ReplicateServer> {
  const { startMs = 0, runMs = 0, expireMs = 3_600_000 } = options;
  const account = createAccount({ startMs, runMs, expireMs }, Date.now);
  const kept = {
    ...{ files: options.files, account, webhooks: createWebhooks() },
    ...{ creates: [], faults: [], fetched: { count: 0 }, looked: { count: 0 }, secrets: [TOKEN, WEBHOOK_SECRET] },
  };
  let desk: Desk = { ...options, ...kept };
  const server = createServer((request, response) => {
    serve(request, response, desk).catch((error: unknown) => {
      desk.faults.push(String(error));
      write(response, { status: 500, body: { detail: String(error) } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/v1`,
    predictions: account.all,
    creates: desk.creates,
    statusOf: account.statusOf,
    bill: () => account.all.reduce((sum, kept) => sum + account.chargeOf(kept), 0),
    faults: desk.faults,
    secrets: desk.secrets,
    behave: (behaviour) => {
      desk = { ...behaviour, ...kept };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  write(response, answerTo({ method: request.method ?? '', url, headers: request.headers, text }, desk));
}

function write(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  const { status, headers, body } = answer;
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': bytes.length })
    .end(bytes);
}
