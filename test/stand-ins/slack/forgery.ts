/** Requests that look like Slack's and are not: an app must refuse them all. */
import type { Parcel } from './delivery.ts';
import type { Desk } from './desk.ts';
import { bodyOf, signatureOf } from './signed-post.ts';

export type Forged = 'wrong-secret' | 'stale' | 'unsigned' | 'changed-body' | 'future';

export type Forgery = {
  /** The status it gets. The payload is any parcel's: see `slack.parcels`. */
  readonly forge: (url: string, parcel: Pick<Parcel, 'kind' | 'payload'>, how: Forged) => Promise<number>;
  /** Slack's question when a request URL is set: the answer must repeat the challenge. */
  readonly challenge: (url: string) => Promise<{ readonly status: number; readonly body: string }>;
};

export function createForgery(desk: Desk): Forgery {
  const secret = desk.app.signingSecret;
  const send = (url: string, type: string, body: string, headers: Readonly<Record<string, string>>) =>
    fetch(url, { method: 'POST', headers: { 'content-type': type, ...headers }, body });
  const signed = (body: string, key: string, secondsAway: number) => {
    const timestamp = Math.floor(desk.now() / 1000) + secondsAway;
    return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': signatureOf(key, timestamp, body) };
  };
  return {
    forge: async (url, parcel, how) => {
      const { type, body } = bodyOf(parcel);
      const headers = {
        'wrong-secret': signed(body, 'not the secret', 0),
        stale: signed(body, secret, -600),
        future: signed(body, secret, 600),
        unsigned: {},
        'changed-body': signed(`${body} `, secret, 0),
      }[how];
      const response = await send(url, type, body, headers);
      await response.arrayBuffer();
      return response.status;
    },
    challenge: async (url) => {
      const body = JSON.stringify({
        token: desk.app.verificationToken,
        challenge: 'stand-in-challenge',
        type: 'url_verification',
      });
      const response = await send(url, 'application/json', body, signed(body, secret, 0));
      return { status: response.status, body: await response.text() };
    },
  };
}
