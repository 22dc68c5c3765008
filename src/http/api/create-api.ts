/** The REST API as an application of its own, to be mounted behind the rules that hold for every request. */
import { Hono, type MiddlewareHandler } from 'hono';
import { uncached } from '../guards.ts';
import { brandRoutes } from './brand-routes.ts';
import { cutoutRoutes } from './cutout-routes.ts';
import { answerError, Denial } from './denial.ts';
import { DOCS_PATH, DOCS_STYLE, DOCS_STYLE_PATH, docsPage, OPENAPI_PATH } from './docs-page.ts';
import { editRoutes } from './edit-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { filmRoutes } from './film-routes.ts';
import { generationRoutes } from './generation-routes.ts';
import { type Changes, createGlances, type Glances } from './glances.ts';
import { linkRoutes } from './link-routes.ts';
import { openApiOf } from './openapi.ts';
import { type Operation, type Pace, routeOf } from './operation.ts';
import { orderRoutes } from './order-routes.ts';
import type { ApiPorts } from './ports.ts';
import { projectRoutes } from './project-routes.ts';
import { atMost, atOnce, type Rate } from './rate-limit.ts';
import { versionRoutes } from './version-routes.ts';
import { type ApiEnv, signedIn, type Whose } from './whose.ts';

export type ApiOptions = {
  readonly ports: ApiPorts;
  readonly whose: Whose;
  /** What only this way of signing in has. */
  readonly more?: readonly Operation[];
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
  /** Ends the open event streams. */
  readonly signal: AbortSignal;
  /** How often a quiet stream says that it is alive. */
  readonly heartbeatMs?: number;
  readonly rates?: Partial<Rates>;
  /** How old what is shown of an ad may be. */
  readonly glanceMs?: number;
  /** Ads that change; left out: nobody tells. */
  readonly changes?: Changes;
};

export type Rates = Readonly<Record<Exclude<Pace, 'look'>, Rate>>;

/** An ad a minute is more than a person looks at; a script that orders a catalogue has to wait. */
const RATES: Rates = {
  order: { burst: 30, everyMs: 60_000 },
  change: { burst: 120, everyMs: 500 },
};
const HEARTBEAT_MS = 15_000;
/** Who polls does it every two seconds or so. */
const GLANCE_MS = 500;
/** A picture and its form are in memory while they are looked at: 60 MB each at most. */
const UPLOADS = { each: 2, all: 6 };
/** The one before is still ending when a person has chosen another photo. */
const CUTOUTS = { each: 2, all: 4 };
const STREAMS = { each: 50, all: 2000 };

export function createApi(options: ApiOptions): Hono<ApiEnv> {
  const { ports, whose, signal, clock, more = [], heartbeatMs = HEARTBEAT_MS, glanceMs = GLANCE_MS } = options;
  const glances = createGlances({
    desk: ports.desk,
    keepMs: glanceMs,
    clock,
    changes: options.changes ?? null,
    signal,
  });
  const operations = [
    ...more,
    ...orderRoutes({ ...ports, signal, room: atOnce(UPLOADS.each, UPLOADS.all) }),
    ...cutoutRoutes({ ...ports, signal, room: atOnce(CUTOUTS.each, CUTOUTS.all) }),
    ...projectRoutes({ ...ports, glances }),
    ...eventRoutes({ ...ports, signal, heartbeatMs, room: atOnce(STREAMS.each, STREAMS.all) }),
    ...generationRoutes({ ...ports, signal }),
    ...editRoutes(ports),
    ...versionRoutes(ports),
    ...filmRoutes(ports),
    ...brandRoutes(ports),
    ...linkRoutes(ports),
  ];
  const api = new Hono<ApiEnv>();
  api.onError((error, c) => answerError(c, error, ports.log));
  const person = signedIn(whose);
  const paced = pacesOf({ ...RATES, ...options.rates }, clock);
  for (const { method, path, isOpen, pace, handle } of operations) {
    const guards = isOpen
      ? [uncached]
      : [uncached, person, paced[pace], ...(pace === 'look' ? [] : [seenAtOnce(glances)])];
    api.on(method.toUpperCase(), [routeOf(path)], ...guards, handle);
  }
  documents(api, operations);
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const allowed = operations.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
    api.all(routeOf(path), () => wrongMethod(allowed));
  }
  for (const rest of ['/api/projects/*', '/api/generation/*', '/api/links/*'])
    api.all(rest, person, () => {
      throw new Denial(404, 'not-found', 'There is nothing here.');
    });
  return api;
}

/** Whoever changes something sees it at the next look. */
function seenAtOnce(glances: Glances): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    glances.forget(c.req.param('id') ?? '');
  };
}

function pacesOf({ order, change }: Rates, clock: () => number): Readonly<Record<Pace, MiddlewareHandler<ApiEnv>>> {
  return {
    look: (_, next) => next(),
    change: atMost(change, 'You are changing things faster than they can be made. Please wait a moment.', clock),
    order: atMost(order, 'You have ordered many ads in a short time. Please wait a little before the next one.', clock),
  };
}

/** Open to all: they say nothing that the source does not. */
function documents(api: Hono<ApiEnv>, operations: readonly Operation[]): void {
  const document = openApiOf(operations);
  const page = docsPage(operations, document);
  const kept = { 'Cache-Control': 'public, max-age=300' };
  api.get(OPENAPI_PATH, (c) => c.json(document, 200, kept));
  api.get(DOCS_PATH, (c) => c.html(page, 200, kept));
  api.get(DOCS_STYLE_PATH, (c) => c.body(DOCS_STYLE, 200, { ...kept, 'Content-Type': 'text/css; charset=utf-8' }));
}

function wrongMethod(allowed: readonly string[]): never {
  throw new Denial(405, 'wrong-method', `This takes ${allowed.join(' and ')} only.`, { Allow: allowed.join(', ') });
}
