/** The API on a real port and a real database, with a studio that needs no ffmpeg; and people who ask it. */
import { join } from 'node:path';
import sharp from 'sharp';
import { openApi } from '../../src/compose/api.ts';
import { openSignIn } from '../../src/compose/sign-in.ts';
import { type Accounts, readConfig } from '../../src/config.ts';
import type { ApiOptions } from '../../src/http/api/create-api.ts';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import { createProductCutter } from '../../src/media/cutout/cutter.ts';
import type { Log, Matting } from '../../src/pipeline/ports.ts';
import { createBrandKits } from '../../src/storage/brand-kits.ts';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createWindow } from '../../src/storage/window.ts';
import { createQuickDesk, type QuickDesk } from '../fixtures/quick-desk.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { json } from './browser.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

export type ApiServer = {
  readonly address: string;
  readonly fresh: Fresh;
  readonly desk: QuickDesk;
  readonly server: ChatServer;
  /** What was logged as a failure of ours. */
  readonly failures: readonly unknown[];
  readonly close: () => Promise<void>;
};

type Given = Pick<Partial<ApiOptions>, 'rates' | 'heartbeatMs' | 'glanceMs'> & {
  readonly environment?: Readonly<Record<string, string>>;
  /** Another studio than the quick one. */
  readonly studioOver?: (database: Fresh['database']) => ApiPorts['desk'];
  readonly accounts?: Accounts;
  /** Finds products in photos; left out: nothing is ever found. */
  readonly matting?: Matting;
};

const SECRET = 'a secret for tests';

/** Limits of speed are off unless asked for, and nothing is kept: a test asks more than a person. */
export async function startApi(given: Given = {}): Promise<ApiServer> {
  const {
    environment = {},
    studioOver,
    rates = { order: FREE, change: FREE },
    glanceMs = 0,
    accounts,
    matting,
    ...rest
  } = given;
  const fresh = await freshDatabase();
  const { database } = fresh;
  const failures: unknown[] = [];
  const log: Log = { info: () => undefined, warn: () => undefined, error: (fields) => void failures.push(fields) };
  const projects = createProjects(database);
  const desk = createQuickDesk(projects);
  const studio = studioOver?.(database) ?? {
    ...desk,
    watch: projects.watch,
    planOf: async (id: string, version: number) => (await projects.findPlan(id, version))?.plan ?? null,
  };
  const window = createWindow({ database, projects, brandKits: createBrandKits(database), budgetMicroUsd: null });
  const artifacts = await openDiskArtifacts(join(fresh.folder, 'artifacts'));
  const ending = new AbortController();
  const config = readConfig({ ...environment, ADGEN_HOME: fresh.folder }, fresh.folder);
  const cutter = createProductCutter({ matting: matting ?? { matte: () => Promise.reject(new Error('no model')) } });
  const system = { studio, database, window, artifacts, cutter };
  const signIn = openSignIn({ ...config, accounts: accounts ?? config.accounts }, SECRET);
  const api = openApi({ system, log, signIn, signal: ending.signal, rates, glanceMs, ...rest });
  const server = await startChatServer(fresh, { api, secret: SECRET, log, accounts: signIn.accounts ?? null });
  return {
    address: server.address,
    ...{ fresh, desk, server, failures },
    close: async () => {
      ending.abort();
      await server.stop();
      await fresh.remove();
    },
  };
}

const FREE = { burst: 1_000_000, everyMs: 1 };

export type Somebody = Awaited<ReturnType<typeof somebody>>;

/** Somebody with a token of their own. */
export async function somebody(address: string, given?: string) {
  const token = given ?? (await newToken(address));
  const ask = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    return fetch(`${address}${path}`, { ...init, headers });
  };
  const send = (method: string, path: string, body?: unknown) =>
    ask(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  return {
    token,
    /** As a session cookie names them, too. */
    userId: token.split('.')[0] ?? '',
    ask,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, body?: unknown) => send('POST', path, body),
    put: (path: string, body?: unknown) => send('PUT', path, body),
    order: (fields: OrderFields = {}) => ask('/api/projects', { method: 'POST', body: orderForm(fields) }),
  };
}

async function newToken(address: string): Promise<string> {
  const { token } = await json<{ token: string }>(await fetch(`${address}/api/token`, { method: 'POST' }));
  return token;
}

export type OrderFields = Readonly<Record<string, string | File | null>>;

/** A good order; `null` leaves a field out. */
export function orderForm(change: OrderFields = {}): FormData {
  const fields: OrderFields = {
    brief: 'Sparkling lemonade with basil',
    brandName: 'Basilo',
    primaryColor: 'seagreen',
    duration: '6',
    productImage: picture(),
    ...change,
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== null) form.append(name, value);
  return form;
}

export function picture(bytes: Uint8Array<ArrayBuffer> = new Uint8Array([1, 2, 3]), name = 'bottle.png'): File {
  return new File([bytes], name, { type: 'image/png' });
}

export async function bottle(): Promise<File> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="700"><rect x="60" y="60" width="180" height="600" rx="40" fill="#2c6e49"/></svg>';
  return picture(new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer()));
}

export async function refusal(answer: Response) {
  const { error } = await json<{ error: { code: string; message: string } }>(answer);
  return { status: answer.status, ...error };
}

/** Orders an ad and returns its id. */
export async function ordered(person: Somebody, fields: OrderFields = {}): Promise<string> {
  const answer = await person.order(fields);
  const { project_id } = await json<{ project_id: string }>(answer);
  return project_id;
}
