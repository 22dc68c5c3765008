/** Says that a prediction is over, signed as Replicate signs its webhooks. */
import { createHmac } from 'node:crypto';

export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the stand-in').toString('base64')}`;

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
  const headers = { 'content-type': 'application/json', ...signed(body) };
  await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
}
