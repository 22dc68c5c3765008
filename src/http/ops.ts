/** How a process is doing, for machines and for those who run it: health, readiness, metrics, the board of the queues. */
import { Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Log } from '../pipeline/ports.ts';
import { ownHost, ownPage, strictHeaders } from './guards.ts';
import { adminOnly, isFromHere, refuse } from './ops-guard.ts';
import { problem, Refusal } from './problem.ts';

export type OpsOptions = {
  /** `checks`: `ok`, or a sentence without names and addresses. */
  readonly readiness: () => Promise<{
    readonly status: 'ready' | 'not ready';
    readonly checks: Readonly<Record<string, string>>;
  }>;
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** Pages and data of the board, from its root; null: there is none. */
  readonly board: Hono | null;
  /** Null: no board, and metrics for this machine alone. */
  readonly adminToken: string | null;
  /** Whether nobody from elsewhere can connect at all. */
  readonly isLocal: boolean;
  readonly log: Log;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
};

export const BOARD_PATH = '/admin/queues';

const UNCACHED = { 'Cache-Control': 'no-store' };

/** All of it under its own paths: to be served alone, or mounted at the root of another application before its rules. */
export function createOpsApp(options: OpsOptions): Hono {
  const { readiness, metrics, board, adminToken, log, clock } = options;
  const app = new Hono();
  app.onError((error, c) => problem(c, error, log));
  app.notFound((c) => problem(c, nothing(), log));
  for (const path of ['/healthz', '/readyz', '/metrics']) app.use(path, strictHeaders(null));
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, UNCACHED));
  app.get('/readyz', async (c) => {
    const answer = await readiness();
    return c.json(answer, answer.status === 'ready' ? 200 : 503, UNCACHED);
  });
  const admin = adminToken === null ? null : adminOnly({ adminToken, clock });
  app.use('/metrics', ...(admin ? [admin] : localOnly(options)));
  app.get('/metrics', async (c) => c.body(await metrics(), 200, { ...UNCACHED, 'Content-Type': PROMETHEUS_TEXT }));
  if (admin && board) mountBoard(app, admin, board);
  return app;
}

const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

function nothing(): Refusal {
  return new Refusal(404, 'not-found', 'There is nothing here.');
}

/** A foreign page that gets its name to point here must not read them, either: hence the host's name, too. */
function localOnly({ isLocal }: Pick<OpsOptions, 'isLocal'>): readonly MiddlewareHandler[] {
  const fromHere: MiddlewareHandler = async (c, next) => {
    if (!isLocal || !isFromHere(c)) return refuse(c, 404, 'There is nothing here.');
    await next();
  };
  return [fromHere, ownHost(null)];
}

/** Only to be looked at: what changes a job can spend money, so nothing but reading gets through, whatever the board offers. */
function mountBoard(app: Hono, admin: MiddlewareHandler, board: Hono): void {
  const readOnly: MiddlewareHandler = async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return refuse(c, 405, 'This board can only be looked at.');
    await next();
  };
  app.use(`${BOARD_PATH}/*`, boardHeaders, ownPage, admin, readOnly, unkept);
  app.route(BOARD_PATH, board);
}

/** Jobs name ads; no cache keeps them. The board's own scripts and pictures may be kept. */
const unkept: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.req.path.startsWith(`${BOARD_PATH}/static/`)) c.header('Cache-Control', 'no-store');
};

/** The board writes styles into its page; whatever else holds for ours holds for it, too. */
const boardHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
});
