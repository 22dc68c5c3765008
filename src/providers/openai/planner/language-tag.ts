/** Language tags as models write them. Pure. */

/** BCP 47; null for what is no tag of two or three letters, such as "English". */
export function canonicalTag(written: string): string | null {
  try {
    const tag = Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'))[0] ?? null;
    return tag !== null && tag.length <= 20 && /^[a-z]{2,3}(?:-|$)/.test(tag) ? tag : null;
  } catch {
    return null;
  }
}

/** The language alone; the written forms of Norwegian are one. */
export function primary(tag: string): string {
  const [first = ''] = tag.toLowerCase().split('-');
  return first === 'no' || first === 'nn' ? 'nb' : first;
}
