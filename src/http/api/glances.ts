/** Ads as they were a moment ago: however many watch one, it is read from the database once a moment. */
import type { Project } from '../../ad/project.ts';
import { tagOf } from './etag.ts';
import { openOffer } from './open-offer.ts';
import type { ApiPorts } from './ports.ts';
import { adShown } from './present.ts';

/** What one answer is made of. */
export type Glance = {
  readonly userId: string;
  readonly status: Project['status'];
  readonly body: string;
  readonly tag: string;
};

export type Glances = {
  /** Null: there is no such ad. */
  readonly of: (projectId: string) => Promise<Glance | null>;
  /** To be called when it was changed from here: whoever changed something sees it at once. */
  readonly forget: (projectId: string) => void;
};

type Options = {
  readonly desk: ApiPorts['desk'];
  /** How old one may be; 0: none is kept. */
  readonly keepMs: number;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
  readonly changes: Changes | null;
  readonly signal: AbortSignal;
};

/**
 * Calls `hear` for every ad that has changed, whoever changed it, once this resolves; null: any of them may have. The returned
 * function stops it.
 */
export type Changes = (hear: (projectId: string | null) => void) => Promise<() => Promise<void>>;

/** How much longer one is kept while changes are told: what a yes costs depends also on what is spent elsewhere. */
const TOLD = 20;

/** Beyond that the one that was looked at longest ago is forgotten. */
const MOST = 1000;

export function createGlances({ desk, keepMs, clock, changes, signal }: Options): Glances {
  const kept = new Map<string, { readonly glance: Promise<Glance | null>; readonly atMs: number }>();
  let oldestMs = keepMs;
  const hear = (id: string | null) => void (id === null ? kept.clear() : kept.delete(id));
  // Where it cannot be heard, each is read again as before.
  followed(changes, hear, signal).then(
    (isTold) => {
      if (isTold) oldestMs = TOLD * keepMs;
    },
    () => undefined,
  );
  const look = (id: string) => {
    const glance = glanceAt(id, desk);
    const entry = { glance, atMs: clock() };
    kept.delete(id);
    kept.set(id, entry);
    const drop = () => {
      if (kept.get(id) === entry) kept.delete(id);
    };
    // What is not there may be in a moment, and what failed may work.
    glance.then((found) => found === null && drop(), drop);
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return glance;
  };
  return {
    of: (id) => {
      const known = kept.get(id);
      return known && clock() - known.atMs < oldestMs ? known.glance : look(id);
    },
    forget: (id) => void kept.delete(id),
  };
}

/** Until `signal` aborts; false where nobody tells. */
async function followed(changes: Changes | null, hear: Parameters<Changes>[0], signal: AbortSignal): Promise<boolean> {
  if (changes === null) return false;
  const stop = await changes(hear);
  // What it was heard from may be closed by then.
  const end = () => void stop().catch(() => undefined);
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return true;
}

async function glanceAt(id: string, desk: ApiPorts['desk']): Promise<Glance | null> {
  const project = await desk.find(id);
  return project && glanceOf(project, desk);
}

export async function glanceOf(project: Project, desk: ApiPorts['desk']): Promise<Glance> {
  const body = JSON.stringify(adShown(project, await openOffer(project, desk)));
  return { userId: project.userId, status: project.status, body, tag: tagOf(body) };
}
