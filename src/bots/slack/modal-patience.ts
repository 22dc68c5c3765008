/** Waits as long as Slack asks for, and tries again: a busy channel takes one message a second. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';

/** A minute or so: a form that is closed can wait, and its words must not be lost. */
const MOST_TRIES = 30;

/** Only what Slack has not done is tried again. Throws what `call` throws, and when `signal` aborts while it waits. */
export async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || tries === MOST_TRIES) throw error;
      await pause(1000 * error.retryAfter, undefined, { signal });
    }
  }
}
