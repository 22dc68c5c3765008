/** Signing in: with an address and a password, with Google, a new account, a forgotten password; then back to where one was. */
import { useEffect, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import type { Session, SessionState } from './session.ts';
import { type Asked, SignInForm, type Way } from './sign-in-form.tsx';
import { WithGoogle } from './sign-in-google.tsx';
import { cameBackWith } from './sign-in-return.ts';

type SignInProps = {
  readonly session: Session;
  readonly person: SessionState;
  /** An address of ours. */
  readonly returnTo: string;
  /** Opens an address of the studio. */
  readonly go: (path: string, replace?: boolean) => void;
};

export function SignIn({ session: { auth }, person, returnTo, go }: SignInProps) {
  const isIn = person.kind === 'signed-in';
  const { path, say } = cameBackWith(returnTo);
  useEffect(() => {
    if (isIn) go(path, true);
  }, [isIn, path, go]);
  if (auth === null) return <NobodySignsIn />;
  return <Ways auth={auth} returnTo={path} broken={say} />;
}

type WaysProps = {
  readonly auth: NonNullable<Session['auth']>;
  readonly returnTo: string;
  /** How an earlier try ended; null: there was none. */
  readonly broken: string | null;
};

const TITLES: Readonly<Record<Way, string>> = {
  'sign-in': 'Sign in',
  'sign-up': 'Create an account',
  forgotten: 'A new password',
};

function Ways({ auth, returnTo, broken }: WaysProps) {
  const [way, setWay] = useState<Way>('sign-in');
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const take = (next: Way) => {
    setMailedTo(null);
    setWay(next);
  };
  const ask = async ({ email, password }: Asked) => {
    const accounts = await auth();
    const asked =
      way === 'sign-in'
        ? accounts.signIn(email, password)
        : way === 'sign-up'
          ? accounts.signUp(email, password)
          : accounts.sendReset(email);
    const outcome = await asked;
    if (outcome.kind === 'mail-sent') setMailedTo(email);
    return outcome;
  };
  return (
    <div className="m-auto w-full max-w-md px-4 py-10 sm:px-6 sm:py-16">
      <div className="rounded-[24px] border border-line bg-panel p-6 shadow-lift sm:p-8">
        <h1 className="text-[28px] leading-tight font-semibold tracking-tight">{TITLES[way]}</h1>
        {mailedTo !== null ? (
          <MailSent way={way} email={mailedTo} onBack={() => take('sign-in')} />
        ) : (
          <>
            <p className="mt-2 text-pretty text-muted">{INTROS[way]}</p>
            {broken !== null && <Alert say={broken} className="mt-5" />}
            {way !== 'forgotten' && <WithGoogle auth={auth} returnTo={returnTo} />}
            <SignInForm key={way} way={way} onAsk={ask} onForgotten={() => take('forgotten')} />
            <Others way={way} onTake={take} />
          </>
        )}
      </div>
    </div>
  );
}

const INTROS: Readonly<Record<Way, string>> = {
  'sign-in': 'Your ads, on every device.',
  'sign-up': 'Your ads stay with you, on every device.',
  forgotten: 'We send a link to your address. It leads to where you set a new password.',
};

function Others({ way, onTake }: { readonly way: Way; readonly onTake: (way: Way) => void }) {
  const isNew = way === 'sign-in';
  return (
    <p className="mt-6 flex flex-wrap items-center justify-center gap-x-1 border-t border-line pt-4 text-[15px] text-muted">
      {isNew ? 'New here?' : way === 'sign-up' ? 'Have an account?' : 'Remembered it?'}
      <Button variant="quiet" className="px-3 text-accent" onClick={() => onTake(isNew ? 'sign-up' : 'sign-in')}>
        {isNew ? 'Create an account' : 'Sign in'}
      </Button>
    </p>
  );
}

type MailProps = { readonly way: Way; readonly email: string; readonly onBack: () => void };

function MailSent({ way, email, onBack }: MailProps) {
  return (
    <div role="status" className="arrive mt-4 space-y-6">
      <p className="leading-6">
        We have sent a mail to <strong className="font-semibold">{email}</strong>.{' '}
        {way === 'sign-up'
          ? 'Follow the link in it in this browser, and your account is ready.'
          : 'If there is an account with this address, the link in it leads to where you set a new password.'}
      </p>
      <Button onClick={onBack}>Back to signing in</Button>
    </div>
  );
}

function NobodySignsIn() {
  return (
    <div className="m-auto px-6 py-24 text-center">
      <h1 className="text-3xl font-semibold tracking-tight">Nobody signs in here</h1>
      <p className="mx-auto mt-3 max-w-[44ch] text-pretty text-muted">
        adgen runs on this machine for whoever uses it. Your ads are there already.
      </p>
      <Button asChild variant="primary" className="mt-7">
        <a href="/ads">To my ads</a>
      </Button>
    </div>
  );
}
