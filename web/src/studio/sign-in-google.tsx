/** Signing in with an account of Google: the page is left for theirs, and comes back. */
import { useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useAct } from './result-use-act.ts';
import type { Session } from './session.ts';

type GoogleProps = { readonly auth: NonNullable<Session['auth']>; readonly returnTo: string };

export function WithGoogle({ auth, returnTo }: GoogleProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const leaving = useAct();
  const leave = async () => {
    setRefusal(null);
    const outcome = await (await auth()).withGoogle(returnTo);
    if (outcome.kind === 'refused') setRefusal(outcome.say);
  };
  const say = refusal ?? leaving.problem?.message ?? null;
  return (
    <>
      <Button size="large" className="mt-6 w-full" isBusy={leaving.isBusy} onClick={() => void leaving.run(leave)}>
        <GoogleMark />
        Continue with Google
      </Button>
      {say !== null && <Alert say={say} className="mt-4" />}
      <p className="mt-6 flex items-center gap-4 text-sm text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        or
      </p>
    </>
  );
}

/** Their letter in their four colours, as their guidelines for such buttons want it (2026-11-23). */
function GoogleMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" fill="none" strokeWidth="4.4" className="size-5">
      <path d="M5.2 8.1A7.8 7.8 0 0 1 17.6 6.6" stroke="#ea4335" />
      <path d="M5.2 15.9a7.8 7.8 0 0 1 0-7.8" stroke="#fbbc05" />
      <path d="M17.3 17.7A7.8 7.8 0 0 1 5.2 15.9" stroke="#34a853" />
      <path d="M12 12h7.8a7.8 7.8 0 0 1-2.5 5.7" stroke="#4285f4" />
    </svg>
  );
}
