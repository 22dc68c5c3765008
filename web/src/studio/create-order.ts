/** A filled-in form as the API takes it, and its refusals as the fields they are about. */
import type { OrderValues } from './create-draft.ts';

/** The same cap as the server's, so that nobody waits for an upload that is refused. */
export const MAX_PICTURE_BYTES = 25 * 1024 * 1024;

type OrderField = keyof OrderValues | 'picture';

const NAMES: Readonly<Record<keyof OrderValues, string>> = {
  text: 'brief',
  brandName: 'brandName',
  brandColor: 'primaryColor',
  durationSeconds: 'duration',
  callToAction: 'callToAction',
  tone: 'tone',
};

export function orderFormOf(values: OrderValues, picture: File): FormData {
  const form = new FormData();
  for (const [field, name] of Object.entries(NAMES)) {
    const value = String(new Map<string, unknown>(Object.entries(values)).get(field) ?? '').trim();
    if (value !== '') form.set(name, value);
  }
  form.set('productImage', picture);
  return form;
}

/** Null: it concerns the whole form. */
export function fieldNamed(name: string | undefined): OrderField | null {
  if (name === 'productImage') return 'picture';
  const known: readonly (keyof OrderValues)[] = [
    'text',
    'brandName',
    'brandColor',
    'durationSeconds',
    'callToAction',
    'tone',
  ];
  return known.find((field) => NAMES[field] === name) ?? null;
}
