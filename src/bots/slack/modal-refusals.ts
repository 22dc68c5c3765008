/** What Slack refuses, told to people: why, and what they can do. */
import { WebAPIRateLimitedError } from '@slack/web-api';
import { AdgenError, sayOf } from '../../ad/errors.ts';
import { refusalOf } from './trouble.ts';

/** The app may not write there, whatever it tries; null: it may, and another try can help. */
export function closedTo(error: unknown): 'not in' | 'archived' | 'not allowed' | null {
  const refusal = refusalOf(error);
  if (refusal === 'not_in_channel' || refusal === 'channel_not_found') return 'not in';
  if (refusal === 'is_archived') return 'archived';
  return refusal !== null && NOT_ALLOWED.test(refusal) ? 'not allowed' : null;
}

const NOT_ALLOWED = /^(restricted_action.*|no_permission|not_allowed|user_not_in_channel|access_denied)$/;

/** One sentence for the person who asked. */
export function sayRefusal(error: unknown): string {
  if (error instanceof AdgenError) return sayOf(error);
  if (error instanceof WebAPIRateLimitedError) return 'Slack wants me to slow down. Please try again in a minute.';
  const refusal = refusalOf(error);
  if (refusal === null) return 'Slack could not be reached. Please try again in a moment.';
  if (TOO_LATE.includes(refusal))
    return 'Slack gives me three seconds to open a form, and I was too late. Please try again.';
  if (refusal === 'missing_scope')
    return 'I am missing a permission here. An admin of this workspace can install me again to give it to me.';
  return `Slack would not let me (${refusal}). Please try again, or tell whoever runs me.`;
}

const TOO_LATE = ['expired_trigger_id', 'trigger_expired', 'trigger_exchanged', 'exchanged_trigger_id'];
