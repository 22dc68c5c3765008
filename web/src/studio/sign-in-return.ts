/** Coming back from a mail or from Google: where to, and what went wrong on the way. Pure. */

export type CameBack = {
  /** An address of ours, without what was only for signing in. */
  readonly path: string;
  /** What went wrong, in a sentence; null: nothing. */
  readonly say: string | null;
};

/** What Supabase Auth puts into the address it leads back to (2026-11-23). */
const THEIRS = ['code', 'error', 'error_code', 'error_description', 'sb'];

/** `returnTo`: an address of ours, as somebody came back to it who is not signed in all the same. */
export function cameBackWith(returnTo: string): CameBack {
  const { pathname, searchParams } = new URL(returnTo, 'https://here.invalid');
  const say = sayOf(searchParams);
  for (const name of THEIRS) searchParams.delete(name);
  return { path: `${pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}`, say };
}

function sayOf(asked: URLSearchParams): string | null {
  const code = asked.get('error_code');
  if (code === 'otp_expired') return 'This link was used before, or is too old. Ask for a new one.';
  if (asked.get('error') === 'access_denied') return 'Signing in was broken off. Try again.';
  if (code !== null || asked.has('error')) return 'Signing in did not work. Try again.';
  // A code that is left over was of no use: it works only where it was asked for.
  if (asked.has('code'))
    return 'This link works only in the browser in which it was asked for. Sign in here with your password, or ask for a new link.';
  return null;
}
