/** The form of a new ad: what is typed in it, what is wrong with it, and how it becomes an order. */
import { useEffect, useMemo, useState } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import type { Client } from './client.ts';
import { createOrderChecks } from './create-checks.ts';
import { createOrderDraft, EMPTY_ORDER, type OrderValues } from './create-draft.ts';
import { fieldNamed, orderFormOf } from './create-order.ts';
import { createPictureStore } from './create-picture-store.ts';
import { problemOf } from './result-problem.ts';

export type OrderState = {
  readonly form: UseFormReturn<OrderValues>;
  readonly picture: File | null;
  readonly pictureError: string | undefined;
  readonly setPictureError: (say: string) => void;
  readonly choose: (picture: File) => void;
  /** What concerns no field; null: nothing. */
  readonly problem: string | null;
  readonly submit: () => void;
};

/** `onOrdered` is told the ad's id. */
export function useOrder(client: Client, onOrdered: (projectId: string) => void): OrderState {
  const draft = useMemo(() => createOrderDraft(() => window.localStorage), []);
  const pictures = useMemo(() => createPictureStore(window.indexedDB), []);
  const resolver = useMemo(createOrderChecks, []);
  const form = useForm<OrderValues>({ defaultValues: draft.read() ?? EMPTY_ORDER, resolver, mode: 'onTouched' });
  const [picture, setPicture] = useState<File | null>(null);
  const [pictureError, setPictureError] = useState<string>();
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => draft.keep(values) }),
    [form, draft],
  );
  useEffect(() => {
    void pictures.read().then((kept) => setPicture((chosen) => chosen ?? kept));
  }, [pictures]);
  useKit(client, form);

  const choose = (chosen: File) => {
    setPicture(chosen);
    setPictureError(undefined);
    void pictures.keep(chosen);
  };
  const order = async (values: OrderValues) => {
    if (!picture) return;
    setProblem(null);
    try {
      const { project_id } = await client.order(orderFormOf(values, picture));
      draft.forget();
      await pictures.keep(null);
      onOrdered(project_id);
    } catch (error) {
      const { message, field } = problemOf(error);
      const known = fieldNamed(field ?? undefined);
      if (known === 'picture') setPictureError(message);
      else if (known) form.setError(known, { type: 'server', message }, { shouldFocus: true });
      else setProblem(message);
    }
  };
  const submit = () => {
    if (!picture) setPictureError('Add a photo of the product: the ad shows it as it is.');
    void form.handleSubmit(order)();
  };
  return { form, picture, pictureError, setPictureError, choose, problem, submit };
}

/** The brand of before, where nothing is filled in yet. */
function useKit(client: Client, form: UseFormReturn<OrderValues>): void {
  useEffect(() => {
    let isWanted = true;
    const fill = (name: 'brandName' | 'brandColor', value: string | null) => {
      if (isWanted && value && form.getValues(name) === '') form.setValue(name, value);
    };
    client.kit().then(
      ({ brandName, primaryColor }) => {
        fill('brandName', brandName);
        fill('brandColor', primaryColor);
      },
      () => undefined, // it only saves typing
    );
    return () => {
      isWanted = false;
    };
  }, [client, form]);
}
