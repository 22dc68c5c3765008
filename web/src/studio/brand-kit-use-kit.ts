/** The brand kit as somebody changes it: what is written, what is wrong with it, and what is kept. */
import { useEffect, useState } from 'react';
import { parseColor } from '../../../src/ad/color.ts';
import type { Client } from './client.ts';
import { problemOf, type StudioProblem } from './result-problem.ts';

export type KitForm = {
  readonly name: string;
  /** As written: `teal`, `#0f766e`. */
  readonly color: string;
  readonly phase: 'loading' | 'unreachable' | 'editing' | 'keeping' | 'kept';
  /** What is wrong, beside the field it is about. */
  readonly errors: { readonly name?: string | undefined; readonly color?: string | undefined };
  /** What concerns no field; null: nothing. */
  readonly problem: StudioProblem | null;
};

export type KitEditing = {
  readonly form: KitForm;
  /** `#rrggbb`; null: none that can be used. */
  readonly hex: string | null;
  readonly write: (change: Partial<Pick<KitForm, 'name' | 'color'>>) => void;
  /** Never throws. */
  readonly keep: () => Promise<void>;
  readonly load: () => void;
};

const BEGINNING: KitForm = { name: '', color: '', phase: 'loading', errors: {}, problem: null };

export function useKitForm(client: Pick<Client, 'kit' | 'putKit'>): KitEditing {
  const [form, setForm] = useState(BEGINNING);
  const [round, setRound] = useState(0);
  const change = (next: Partial<KitForm>) => setForm((before) => ({ ...before, ...next }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again
  useEffect(() => {
    let isWanted = true;
    setForm(BEGINNING);
    client.kit().then(
      ({ brandName, primaryColor }) =>
        isWanted && setForm({ ...BEGINNING, name: brandName ?? '', color: primaryColor ?? '', phase: 'editing' }),
      (error: unknown) => isWanted && setForm({ ...BEGINNING, phase: 'unreachable', problem: problemOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [client, round]);
  return {
    form,
    hex: parseColor(form.color),
    write: (written) => {
      const settled = Object.fromEntries(Object.keys(written).map((field) => [field, undefined]));
      setForm((before) => ({ ...before, ...written, phase: 'editing', errors: { ...before.errors, ...settled } }));
    },
    keep: async () => {
      const errors = missingIn(form);
      if (Object.keys(errors).length > 0) return change({ errors });
      change({ phase: 'keeping', errors: {}, problem: null });
      await client.putKit({ brandName: form.name.trim(), primaryColor: form.color.trim() }).then(
        ({ brandName, primaryColor }) => change({ name: brandName ?? '', color: primaryColor ?? '', phase: 'kept' }),
        (error: unknown) => change({ phase: 'editing', ...placed(problemOf(error)) }),
      );
    },
    load: () => setRound((before) => before + 1),
  };
}

function missingIn({ name, color }: KitForm): KitForm['errors'] {
  return {
    ...(name.trim() === '' ? { name: 'Give the name to show in the ads.' } : {}),
    ...(color.trim() === '' ? { color: 'Choose the colour of the brand.' } : {}),
  };
}

function placed(problem: StudioProblem): Pick<KitForm, 'errors' | 'problem'> {
  if (problem.field === 'brandName') return { errors: { name: problem.message }, problem: null };
  if (problem.field === 'primaryColor') return { errors: { color: problem.message }, problem: null };
  return { errors: {}, problem };
}
