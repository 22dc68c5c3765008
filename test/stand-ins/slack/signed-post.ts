/** Slack's requests to an app: JSON or forms, signed with the app's secret (`v0`), in time or not at all. */
import { createHmac } from 'node:crypto';
import type { Parcel } from './delivery.ts';
import type { Desk } from './desk.ts';

export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Events come as JSON, presses as a form with `payload`, commands as a form with a field for each fact. */
export function bodyOf({ kind, payload }: Pick<Parcel, 'kind' | 'payload'>): {
  readonly type: string;
  readonly body: string;
} {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>); // a command's facts all are words
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

type How = {
  readonly desk: Desk;
  readonly retry: number;
  readonly reason: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/** Null: no answer in time, or none that says it was taken; `nobody`: no server there. */
export async function postSigned(
  url: string,
  parcel: Parcel,
  how: How,
): Promise<{ readonly body: unknown } | 'nobody' | null> {
  const { type, body } = bodyOf(parcel);
  const timestamp = Math.floor(how.desk.now() / 1000);
  const headers = {
    'content-type': type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signatureOf(how.desk.app.signingSecret, timestamp, body),
    ...(how.retry > 0 ? { 'x-slack-retry-num': String(how.retry), 'x-slack-retry-reason': how.reason } : {}),
  };
  try {
    const signal = AbortSignal.any([how.signal, AbortSignal.timeout(how.timeoutMs)]);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    const text = await response.text();
    return response.ok ? { body: answerOf(response.headers.get('content-type') ?? '', text) } : null;
  } catch (error) {
    return error instanceof TypeError ? 'nobody' : null; // fetch throws a TypeError where it cannot connect, an AbortError in time
  }
}

function answerOf(type: string, text: string): unknown {
  if (text === '') return null;
  return type.includes('json') ? JSON.parse(text) : { text };
}
