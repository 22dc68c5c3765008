/** Word from Replicate that a call is over: believed only when it is signed, and only so far that we look for ourselves. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '../../pipeline/ports.ts';
import type { Api } from './api.ts';
import type { Wake } from './wake.ts';

/** What came: its headers, and its body byte for byte. */
export type Letter = {
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: string;
};

/** `unsigned`: not from Replicate, or too old · `unreadable`: from Replicate, and about no prediction. Never throws. */
export type Webhook = (letter: Letter) => Promise<'heard' | 'unsigned' | 'unreadable'>;

type Needs = {
  readonly api: Pick<Api, 'webhookSecret'>;
  readonly wake: Pick<Wake, 'word'>;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Five minutes both ways, as the scheme asks for (replicate.com/docs/topics/webhooks/verify-webhook, read 2026-11-22). */
const TOLERANCE_MS = 5 * 60_000;

const Body = z.object({ id: z.string().min(1).max(200) });

/** Opening it asks for nothing; the secret is fetched with the first letter. */
export function createWebhook({ api, wake, log, now }: Needs): Webhook {
  const secret = createSecret(api, now);
  return async ({ headers, body }) => {
    const refused = (reason: string) => {
      log.warn({ event: 'webhook-refused', reason }, 'a webhook was not signed by Replicate');
      return 'unsigned' as const;
    };
    const id = headers.get('webhook-id');
    const at = headers.get('webhook-timestamp');
    const signatures = headers.get('webhook-signature');
    if (!id || !at || !signatures) return refused('no signature');
    if (!isRecent(at, now())) return refused('not of these minutes');
    const signed = `${id}.${at}.${body}`;
    // It may have been changed since it was fetched.
    const isGenuine =
      matches(await secret.known(), signed, signatures) || matches(await secret.fresh(), signed, signatures);
    if (!isGenuine) return refused('another signature');
    const letter = Body.safeParse(parsed(body));
    if (!letter.success) {
      log.warn({ event: 'webhook-unreadable' }, 'a webhook of Replicate is about no prediction');
      return 'unreadable';
    }
    wake.word(letter.data.id);
    return 'heard';
  };
}

/** A new secret is looked for at most so often, whatever is sent. */
const REFRESH_MS = 60_000;
const ASK_MS = 10_000;

/** What Replicate signs with; null as long as it could not be asked. */
function createSecret(api: Needs['api'], now: () => number) {
  let latest: Promise<Buffer | null> = Promise.resolve(null);
  let askedMs = Number.NEGATIVE_INFINITY;
  const fresh = (): Promise<Buffer | null> => {
    // Also when the clock was set back.
    if (Math.abs(now() - askedMs) <= REFRESH_MS) return latest;
    askedMs = now();
    const before = latest;
    // Whoever sends rubbish while Replicate cannot be asked must not make us forget what we know.
    latest = keyOf(api).then(async (key) => key ?? (await before));
    return latest;
  };
  return { fresh, known: async () => (await latest) ?? fresh() };
}

async function keyOf(api: Needs['api']): Promise<Buffer | null> {
  const answer = await api.webhookSecret(AbortSignal.timeout(ASK_MS));
  if (answer.kind !== 'answer') return null;
  const [, encoded] = /^whsec_([A-Za-z0-9+/=_-]+)$/.exec(answer.value.key) ?? [];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64');
}

function isRecent(at: string, nowMs: number): boolean {
  const seconds = /^\d{1,12}$/.test(at) ? Number(at) : Number.NaN;
  return Math.abs(nowMs - seconds * 1000) <= TOLERANCE_MS;
}

/** `signatures`: several, split by spaces, each `v1,` and base64. Compared in a time that tells nothing. */
function matches(key: Buffer | null, signed: string, signatures: string): boolean {
  if (key === null || key.length === 0) return false;
  const wanted = createHmac('sha256', key).update(signed).digest();
  return signatures
    .split(' ')
    .slice(0, 10)
    .some((signature) => {
      const given = Buffer.from(signature.startsWith('v1,') ? signature.slice(3) : '', 'base64');
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
