/** What Discord refuses, or does not answer: as an error that says whether another try helps, and who can mend it. */
import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { AdgenError, cancelled } from '../../ad/errors.ts';

/** Discord's own number for why, as in 50013; null when it was no refusal. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError ? Number(error.code) : null;
}

/** The token is no good any more, and discord.js has thrown it away. */
export function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof Error && error.message.includes('Expected token to be set');
}

/** Nobody knows whether it was done: the answer is missing. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof RateLimitError || error instanceof AdgenError) return false;
  return !(error instanceof HTTPError) || error.status >= 500;
}

/** One file, or all of them, are more than this place takes. */
export function isTooLarge(error: unknown): boolean {
  return codeOf(error) === Code.RequestEntityTooLarge || (error instanceof HTTPError && error.status === 413);
}

export const TOKEN_REFUSED =
  'Discord does not accept DISCORD_TOKEN any more. Take a new one (Developer Portal, your app, Bot, Reset Token), then start adgen again. Until then nothing is heard or said in Discord, and nothing is lost.';

const RETRY_MS = 2000;
/** Nothing that waiting mends: looked at again now and then, in case somebody has mended it. */
const MENDED_LATER_MS = 5 * 60_000;

/** What somebody else has to mend, in a sentence for the log; null: nobody has to. */
export function mendOf(error: unknown): string | null {
  const code = codeOf(error);
  if (code === Code.MissingAccess)
    return 'adgen cannot see this Discord channel: somebody who manages it gives adgen the permission View Channel, or invites adgen again.';
  if (code === Code.MissingPermissions)
    return 'adgen lacks a permission in this Discord channel: it needs View Channel, Send Messages, Create Public Threads, Send Messages in Threads, Attach Files and Read Message History.';
  if (code === Code.ThreadLocked) return 'This Discord thread is locked: a moderator unlocks it.';
  if (code === Code.CannotSendMessagesToThisUser)
    return 'This person does not take direct messages from adgen: they allow them in their privacy settings.';
  return null;
}

const GONE: ReadonlySet<number> = new Set([Code.UnknownChannel, Code.UnknownGuild, Code.UnknownMessage]);

/** As the platform's contract wants it: `step-failed` with `retryAfterMs` where another try can help, `cancelled` as it is. */
export function troubleOf(error: unknown, signal: AbortSignal): AdgenError {
  if (signal.aborted) return cancelled();
  if (error instanceof AdgenError) return error;
  const options = (retryAfterMs: number) => ({ cause: error, retryAfterMs });
  if (isTokenRefused(error)) return new AdgenError('step-failed', TOKEN_REFUSED, options(MENDED_LATER_MS));
  if (error instanceof RateLimitError)
    return new AdgenError('step-failed', 'Discord asks for patience.', options(Math.max(1, error.retryAfter)));
  const code = codeOf(error);
  if (code !== null && GONE.has(code))
    return new AdgenError('not-found', 'This thread in Discord was deleted.', { cause: error });
  const mend = mendOf(error);
  if (mend !== null) return new AdgenError('step-failed', mend, options(MENDED_LATER_MS));
  if (code !== null) return new AdgenError('step-failed', `Discord refused this (${code}).`, { cause: error });
  return new AdgenError('step-failed', 'Discord could not be reached.', options(RETRY_MS));
}
