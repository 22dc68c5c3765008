/** An address and a password, and what is wrong with them. */
import { useRef, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useAct } from './result-use-act.ts';
import type { Outcome } from './session-account.ts';
import { emailFault, LEAST_PASSWORD, passwordFault } from './sign-in-checks.ts';

export type Way = 'sign-in' | 'sign-up' | 'forgotten';
export type Asked = { readonly email: string; readonly password: string };

type FormProps = {
  readonly way: Way;
  readonly onAsk: (asked: Asked) => Promise<Outcome>;
  readonly onForgotten: () => void;
};

const SUBMIT: Readonly<Record<Way, string>> = {
  'sign-in': 'Sign in',
  'sign-up': 'Create the account',
  forgotten: 'Send the link',
};

type Faults = { readonly email?: string | undefined; readonly password?: string | undefined };

export function SignInForm({ way, onAsk, onForgotten }: FormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const asking = useAct();
  const form = useRef<HTMLFormElement>(null);
  const focusOn = (name: string) => form.current?.querySelector<HTMLInputElement>(`input[name=${name}]`)?.focus();
  const ask = async () => {
    setRefusal(null);
    const outcome = await onAsk({ email: email.trim(), password });
    if (outcome.kind === 'refused') setRefusal(outcome.say);
  };
  const submit = () => {
    const found = faultsIn(way, { email, password });
    setFaults(found);
    if (found.email) focusOn('email');
    else if (found.password) focusOn('password');
    else void asking.run(ask);
  };
  const say = refusal ?? asking.problem?.message ?? null;
  return (
    <form
      ref={form}
      noValidate
      aria-label={SUBMIT[way]}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="mt-6 space-y-5"
    >
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        value={email}
        onChange={({ target }) => {
          setEmail(target.value);
          setFaults((before) => ({ ...before, email: undefined }));
        }}
        error={faults.email}
      />
      {way !== 'forgotten' && (
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete={way === 'sign-up' ? 'new-password' : 'current-password'}
          value={password}
          onChange={({ target }) => {
            setPassword(target.value);
            setFaults((before) => ({ ...before, password: undefined }));
          }}
          hint={way === 'sign-up' ? `At least ${LEAST_PASSWORD} characters.` : undefined}
          error={faults.password}
        />
      )}
      {say !== null && <Alert say={say} />}
      <Button type="submit" variant="primary" size="large" className="w-full" isBusy={asking.isBusy}>
        {SUBMIT[way]}
      </Button>
      {way === 'sign-in' && (
        <Button variant="quiet" className="w-full text-muted" onClick={onForgotten}>
          I forgot my password
        </Button>
      )}
    </form>
  );
}

/** How long a password has to be is a matter of new ones. */
function faultsIn(way: Way, { email, password }: Asked): Faults {
  const own = { email: emailFault(email) ?? undefined };
  if (way === 'forgotten') return own;
  const fault = way === 'sign-up' ? passwordFault(password) : password === '' ? 'Give your password.' : null;
  return { ...own, password: fault ?? undefined };
}
