/** The stand-in's webhooks: what may be asked for, and word that a prediction is over, signed as Replicate signs it. */
import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';

export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the stand-in').toString('base64')}`;

/** Of a request to create. Who asks for one only wants to hear the end, once. */
export const WEBHOOK_FIELDS = {
  webhook: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#@]/.test(url), 'carries nothing but an address')
    .optional(),
  webhook_events_filter: z.tuple([z.literal('completed')]).optional(),
};
export type WebhookFields = {
  readonly webhook?: string | undefined;
  readonly webhook_events_filter?: readonly string[] | undefined;
};

/** Null when both are there or neither is: alone, the one brings every event and the other none. */
export function webhookFault({ webhook, webhook_events_filter: filter }: WebhookFields): string | null {
  return (webhook === undefined) === (filter === undefined)
    ? null
    : 'a webhook without its events, or events without it';
}

/** What a prediction looks like now. */
type Look = () => Readonly<Record<string, unknown>> & { readonly id: string; readonly completed_at: string | null };

export type Webhooks = {
  /** Sends word once `look` shows an end, which is looked for after `inMs` and whenever `check` says so. */
  readonly expect: (fields: WebhookFields, look: Look, inMs: number) => void;
  readonly check: (id: string) => void;
  /** What the prediction says about its webhook. */
  readonly fieldsOf: (id: string) => WebhookFields;
};

export function createWebhooks(): Webhooks {
  const all = new Map<string, { readonly fields: WebhookFields; readonly look: Look; told: boolean }>();
  const check = (id: string) => {
    const one = all.get(id);
    const seen = one?.look();
    if (!one?.fields.webhook || one.told || !seen?.completed_at) return;
    one.told = true;
    void sendWebhook(one.fields.webhook, seen);
  };
  return {
    expect: (fields, look, inMs) => {
      if (!fields.webhook) return;
      const { id } = look();
      all.set(id, { fields, look, told: false });
      if (Number.isFinite(inMs)) setTimeout(check, Math.max(0, inMs) + 1, id).unref();
    },
    check,
    fieldsOf: (id) => all.get(id)?.fields ?? {},
  };
}

export type Signing = { readonly secret?: string; readonly id?: string; readonly atMs?: number };

/** Headers of a genuine webhook with this body, unless told otherwise. */
export function signed(body: string, { secret = WEBHOOK_SECRET, id = 'msg_1', atMs = Date.now() }: Signing = {}) {
  const at = String(Math.floor(atMs / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,AAAA v1,${signature}` };
}

/** One try: who does not answer finds out by asking. */
export async function sendWebhook(url: string, prediction: Readonly<Record<string, unknown>>): Promise<void> {
  const body = JSON.stringify(prediction);
  const headers = { 'content-type': 'application/json', ...signed(body, { id: `msg_${randomUUID()}` }) };
  await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
}
