/** Language names as people say them, to BCP 47. Pure. */

/** Languages whose names are understood in English and in themselves. */
const TAGS =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv ms nb nl no pl pt ro ru sk sl sr sv th tr uk ur vi zh'.split(
    ' ',
  );

/** `German`, `Deutsch`, `de` and `de-AT` to a tag; null when it is no language that is known here. */
export function languageTagOf(written: string): string | null {
  const said = written.trim().toLocaleLowerCase('en');
  const named = TAGS.find((tag) => nameIn(tag, 'en') === said || nameIn(tag, tag) === said);
  if (named) return named;
  const tag = canonicalTag(said);
  return tag !== null && TAGS.includes(tag.split('-')[0] ?? '') ? tag : null;
}

function nameIn(tag: string, language: string): string | undefined {
  return new Intl.DisplayNames([language], { type: 'language' }).of(tag)?.toLocaleLowerCase('en');
}

function canonicalTag(written: string): string | null {
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0] ?? null;
  } catch {
    // It is no well-formed tag at all.
    return null;
  }
}
