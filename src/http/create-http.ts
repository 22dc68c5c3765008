/** The web chat's server as one application; whoever starts it listens. */
import { type Context, Hono } from 'hono';
import type { InboundEvent } from '../bots/platform.ts';
import type { Uploads, WebMessages } from '../bots/web/messages.ts';
import type { Artifacts, Log } from '../pipeline/ports.ts';
import type { createApi } from './api/create-api.ts';
import { answerError } from './api/denial.ts';
import { createBells } from './bells.ts';
import { cardFile, FILES } from './card-files.ts';
import { type AccountDoor, accountDoor, openDoor } from './door.ts';
import { ownHost, ownPage, strictHeaders, uncached } from './guards.ts';
import { type Hook, hookRoutes } from './hooks.ts';
import { type Handle, mounted } from './mounted.ts';
import { createPage, PAGES, type PageAccounts } from './page.ts';
import { problem, Refusal } from './problem.ts';
import { createSessions, type SessionEnv } from './session.ts';
import { sharedFiles } from './shared-files.ts';
import type { SharedLinks } from './shared-link.ts';
import { threadRoutes } from './thread-routes.ts';

export type HttpOptions = {
  readonly messages: WebMessages;
  readonly uploads: Uploads;
  readonly artifacts: Pick<Artifacts, 'open'>;
  /** Opens what links to films name; left out or null: links lead elsewhere, or there are none. */
  readonly sharedLinks?: Pick<SharedLinks, 'read'> | null;
  /** Resolves once the event is stored; a second event of a key is a no-op. */
  readonly receive: (event: InboundEvent) => Promise<unknown>;
  /** The built page: `web/dist`. */
  readonly pageFolder: string;
  /** Signs the cookies; the same at every start. */
  readonly secret: string;
  /** Where people reach the page when it is not on their own machine, as in `https://ads.example.com`; else null. */
  readonly publicUrl: string | null;
  /** Takes what Replicate says; null where nothing is bought. */
  readonly replicateHook: Hook | null;
  /** Slack's half of the server; left out: there is none. */
  readonly slack?: Handle | undefined;
  /** Where people have accounts; left out or null: each browser is a person. `page` null: they cannot sign in on the page. */
  readonly accounts?: (AccountDoor & { readonly page: PageAccounts | null }) | null;
  /** The REST API, which asks by itself who is there; left out: there is none. */
  readonly api?: ReturnType<typeof createApi> | undefined;
  /** `createOpsApp`, whose paths have rules of their own; left out: there is nothing but `/healthz`. */
  readonly operations?: Hono | undefined;
  /** An unguessable id each time, of letters, digits, `_` and `-`. */
  readonly newId: () => string;
  readonly log: Log;
  /** Ends the open event streams. */
  readonly signal: AbortSignal;
  /** How often a quiet stream says that it is alive. */
  readonly heartbeatMs?: number;
};

const HEARTBEAT_MS = 15_000;
const NOTHING = 'There is nothing here.';

/** Serve it with `@hono/node-server`: `serve({ fetch: app.fetch, port })`. Bind it to 127.0.0.1 unless there is a public address. */
export function createHttp(options: HttpOptions): Hono<SessionEnv> {
  const { messages, log, signal, publicUrl, heartbeatMs = HEARTBEAT_MS } = options;
  const sessions = createSessions({ ...options, isSecure: publicUrl?.startsWith('https:') ?? false });
  const door = options.accounts ? accountDoor(options.accounts) : openDoor(sessions);
  const signIn = options.accounts?.page ?? null;
  const page = createPage(options.pageFolder, signIn);
  const needs = { ...options, heartbeatMs, bells: createBells(messages, signal) };

  const app = new Hono<SessionEnv>();
  app.onError((error, c) => answerError(c, error, log));
  app.notFound((c) => (wantsPage(c) ? page.document(c, 404) : problem(c, new Refusal(404, 'not-found', NOTHING), log)));
  if (options.operations) app.route('/', options.operations);
  if (options.slack) app.use('/slack/*', mounted(options.slack));
  app.use(strictHeaders(signIn?.url ?? null));
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  app.route('/', hookRoutes({ replicate: options.replicateHook, log }));
  app.use(ownHost(publicUrl), ownPage);
  app.route('/', sharedFiles({ ...options, links: options.sharedLinks ?? null }));
  if (options.api) app.route('/', options.api);

  for (const path of PAGES)
    app.get(path, (c) => {
      // A link from another site comes without the cookie although the browser has one, and must not replace it; the page
      // then asks by itself.
      if (c.req.header('sec-fetch-site') !== 'cross-site') door.open(c);
      return page.document(c);
    });
  app.get('/assets/:name', page.asset);
  app.get('/favicon.svg', page.icon);

  app.use('/api/*', uncached);
  app.post('/api/session', async (c) => {
    await door.begin(c);
    return c.body(null, 204);
  });
  app.use('/api/*', door.required);
  app.get(`${FILES}*`, (c) => cardFile(c, needs));
  app.route('/api/threads', threadRoutes(needs));
  return app;
}

/** Whoever opens an address that is none, in a browser. */
function wantsPage(c: Context): boolean {
  const { path, method } = c.req;
  const isFile = path.startsWith('/api/') || path.startsWith('/assets/') || path.startsWith('/slack/');
  return method === 'GET' && !isFile && (c.req.header('accept') ?? '').includes('text/html');
}
