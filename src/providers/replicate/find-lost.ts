/** Looks in the provider's list for a call whose answer never arrived. */
import { isDeepStrictEqual } from 'node:util';
import type { PaidCall } from '../../pipeline/ports.ts';
import type { Call, Page, Prediction } from './api.ts';
import { type Desk, PROVIDER } from './desk.ts';

/** `absent` is proof: the list was read back to before the call was written down, and it is not there. */
export type Found = { readonly kind: 'found'; readonly id: string } | { readonly kind: 'absent' | 'unknown' };

/** Two clocks may differ by this much. */
const SKEW_MS = 5 * 60_000;
/** Of a hundred entries each. */
const MOST_PAGES = 30;

type Needs = Pick<Desk, 'api' | 'predictions' | 'timing' | 'now'>;

export async function findLost(paid: PaidCall, desk: Needs, signal: AbortSignal): Promise<Found> {
  const sinceMs = desk.now() - paid.ageMs - SKEW_MS;
  let next: string | null = null;
  let doubtful = false;
  for (let read = 0; read < MOST_PAGES; read++) {
    const page = await readPage(next, desk, signal);
    if (!page) return { kind: 'unknown' };
    // What does not say when it was made may have been made at any time.
    const candidates = page.results.filter((one) => !isBefore(one, sinceMs) && isOfModel(one, paid));
    const known = await desk.predictions.known(
      PROVIDER,
      candidates.map(({ id }) => id),
    );
    const strangers = candidates.filter(({ id }) => !known.has(id));
    const found = strangers.find((one) => wasGiven(one, paid));
    if (found) return { kind: 'found', id: found.id };
    doubtful ||= strangers.some((one) => mayBe(one, paid));
    const readBack = page.results.some((one) => isBefore(one, sinceMs));
    if (readBack || !page.next) return { kind: doubtful ? 'unknown' : 'absent' };
    next = page.next;
  }
  return { kind: 'unknown' };
}

async function readPage(next: string | null, desk: Needs, signal: AbortSignal): Promise<Page | null> {
  const brake = AbortSignal.any([signal, AbortSignal.timeout(desk.timing.readTimeoutMs)]);
  const page = await desk.api.list(next, brake);
  return page.kind === 'answer' ? page.value : null;
}

function isBefore({ created_at }: Prediction, ms: number): boolean {
  return Date.parse(created_at) < ms;
}

function isOfModel({ model, version }: Prediction, { model: wanted }: Call): boolean {
  const [name, hash] = wanted.split(':');
  return hash ? version === hash : model === name;
}

/** The provider may add what it took for granted, and keep a picture that came inside the request under an address of its own. */
function wasGiven({ input }: Prediction, { input: wanted }: Call): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => isDeepStrictEqual(input?.[key], value) || (isData(value) && isAddress(input?.[key])),
  );
}

/** An hour after its end what it was given is deleted; and who was given the same words may be shown with other numbers than we sent. */
function mayBe({ input, data_removed }: Prediction, { input: wanted }: Call): boolean {
  if (data_removed || Object.keys(input ?? {}).length === 0) return true;
  return typeof wanted.prompt === 'string' && input?.prompt === wanted.prompt;
}

function isData(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('data:');
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^(?:data|https?):/.test(value);
}
