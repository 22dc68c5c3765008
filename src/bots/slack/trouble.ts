/** What Slack refuses, or does not answer: as an error that says whether another try helps, and who can mend it. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { z } from 'zod';
import { AdgenError, cancelled } from '../../ad/errors.ts';

const Needed = z.object({ needed: z.string().catch('') });

/** Slack's own word for why, as in `not_in_channel`; null when it was no refusal. */
export function refusalOf(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** Nobody knows whether it was done: the answer is missing, or is none of Slack's. */
export function isUnclear(error: unknown): boolean {
  return error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError;
}

const RETRY_MS = 2000;
/** Nothing that waiting mends: looked at again now and then, in case somebody has mended it. */
const MENDED_LATER_MS = 5 * 60_000;

/** What somebody else has to mend, in a sentence for the log; null: nobody has to. */
export function mendOf(error: unknown): string | null {
  const refusal = refusalOf(error);
  if (refusal === null) return null;
  if (refusal === 'missing_scope') {
    const needed = error instanceof WebAPIPlatformError ? Needed.parse(error.data).needed : '';
    return `adgen lacks the permission ${needed} in Slack: an admin adds it under OAuth & Permissions, then installs the app again.`;
  }
  return MENDS[refusal] ?? null;
}

const MENDS: Readonly<Record<string, string>> = {
  not_in_channel: 'adgen is not in this Slack channel: somebody there writes /invite @adgen.',
  channel_not_found: 'adgen cannot see this Slack channel: somebody there writes /invite @adgen.',
  is_archived: 'This Slack channel is archived: somebody un-archives it, or begins the ad elsewhere.',
  token_revoked: 'The Slack token was revoked: an admin installs the app again.',
  token_expired: 'The Slack token has expired: an admin installs the app again.',
  invalid_auth: 'Slack does not accept the token: check SLACK_BOT_TOKEN, or install the app again.',
  not_authed: 'Slack does not accept the token: check SLACK_BOT_TOKEN, or install the app again.',
  account_inactive: 'The Slack app was removed from this workspace: an admin installs it again.',
  restricted_action: 'This Slack channel does not let apps write: a channel manager changes its posting permissions.',
  team_access_not_granted: 'The Slack app was not given access to this workspace: an admin installs it there.',
};

/** As the platform's contract wants it: `step-failed` with `retryAfterMs` where another try can help, `cancelled` as it is. */
export function troubleOf(error: unknown, signal: AbortSignal): AdgenError {
  if (signal.aborted) return cancelled();
  if (error instanceof AdgenError) return error;
  const options = (retryAfterMs: number) => ({ cause: error, retryAfterMs });
  if (error instanceof WebAPIRateLimitedError)
    return new AdgenError('step-failed', 'Slack asks for patience.', options(1000 * error.retryAfter));
  if (refusalOf(error) === 'thread_not_found')
    return new AdgenError('not-found', 'The message that began this thread in Slack was deleted.', { cause: error });
  const mend = mendOf(error);
  if (mend !== null) return new AdgenError('step-failed', mend, options(MENDED_LATER_MS));
  const refusal = refusalOf(error);
  if (refusal !== null) return new AdgenError('step-failed', `Slack refused this (${refusal}).`, { cause: error });
  return new AdgenError('step-failed', 'Slack could not be reached.', options(RETRY_MS));
}
