/** The account of whoever is signed in: their address, another password, signing out. */
import { useRef, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { useAct } from './result-use-act.ts';
import type { Session } from './session.ts';
import { LEAST_PASSWORD, passwordFault } from './sign-in-checks.ts';

type Auth = NonNullable<Session['auth']>;
type ProfileProps = { readonly email: string; readonly auth: Auth };

export function ProfilePanel({ email, auth }: ProfileProps) {
  const leaving = useAct();
  return (
    <Panel title="You">
      <div className="mt-3 flex flex-wrap items-center justify-between gap-4">
        <p className="flex min-w-0 items-center gap-3.5">
          <span
            aria-hidden="true"
            className="flex size-12 shrink-0 items-center justify-center rounded-full bg-soft text-xl font-semibold text-on-soft"
          >
            {[...email][0]?.toUpperCase()}
          </span>
          <span className="min-w-0">
            <span className="block text-sm text-muted">Signed in as</span>
            <span className="block font-semibold">{email}</span>
          </span>
        </p>
        <Button
          isBusy={leaving.isBusy}
          onClick={() =>
            void leaving.run(async () => {
              await (await auth()).signOut();
            })
          }
        >
          Sign out
        </Button>
      </div>
      {leaving.problem && <Alert say={leaving.problem.message} className="mt-4" />}
      <PasswordForm auth={auth} />
    </Panel>
  );
}

function PasswordForm({ auth }: { readonly auth: Auth }) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [isKept, setKept] = useState(false);
  const changing = useAct();
  const form = useRef<HTMLFormElement>(null);
  const refuse = (say: string) => {
    setError(say);
    form.current?.querySelector('input')?.focus();
  };
  const change = async () => {
    const outcome = await (await auth()).setPassword(password);
    if (outcome.kind === 'refused') return refuse(outcome.say);
    setPassword('');
    setKept(true);
  };
  return (
    <form
      ref={form}
      noValidate
      aria-label="Another password"
      onSubmit={(event) => {
        event.preventDefault();
        const fault = passwordFault(password);
        if (fault) refuse(fault);
        else void changing.run(change);
      }}
      className="mt-7 space-y-4 border-t border-line pt-6"
    >
      <div className="max-w-md">
        <Field
          label="New password"
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={({ target }) => {
            setPassword(target.value);
            setError(undefined);
            setKept(false);
          }}
          hint={`At least ${LEAST_PASSWORD} characters.`}
          error={error}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" isBusy={changing.isBusy}>
          Change the password
        </Button>
        <p role="status" className="text-sm font-semibold text-accent">
          {isKept && 'The password is changed.'}
        </p>
      </div>
      {changing.problem && <Alert say={changing.problem.message} />}
    </form>
  );
}
