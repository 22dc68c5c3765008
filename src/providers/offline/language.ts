/** Which language the words on screen are in: the one asked for, else the one the brief is written in. */
import type { Brief } from '../../ad/brief.ts';

/** Languages whose sentences the planner takes apart; in all others the brief's clauses are used as they are. */
export const WRITTEN = ['en', 'de', 'fr', 'es', 'it', 'pt'] as const;
export type Written = (typeof WRITTEN)[number];

/** The commonest short words of each language, those shared with its neighbours left out where possible. */
const COMMON_WORDS: Readonly<Record<string, string>> = {
  en: 'the and is are with for of your you it that this our we to when from an in on by at',
  de: 'der die das und ist ein eine mit für dein deine ihr wir sie nicht aus auf im von den dem zum zur auch ohne jeden unser unsere',
  fr: 'le la les et est une un des avec pour votre vos nous vous dans sur du au qui sans plus notre chaque ton ta tes',
  es: 'el la los las y es una un con para tu tus su de en que por sin más nuestro nuestra cada del al',
  it: 'il lo la gli le e è una un con per tuo tua di in che senza più nostro nostra ogni del della dei al',
  pt: 'o a os as e é uma um com para seu sua de em que sem mais nosso nossa cada do da dos das ao não',
  nl: 'de het een en is met voor je jouw van zonder ook niet onze op uit bij zijn dat',
  sv: 'och är en ett med för din ditt av som utan inte på vår vårt det att till från',
  da: 'og er en et med til din dit af som uden ikke på vores det at fra',
  nb: 'og er en et med til din ditt av som uten ikke på vår det å fra',
  fi: 'ja on ei se että joka ilman kanssa sinun meidän kun',
  pl: 'i jest w z na do dla twój twoja nie się bez nasz nasza każdy od to',
  cs: 'a je v s na do pro tvůj vaše ne se bez náš naše každý od to',
  tr: 've bir ile için bu senin sizin değil her daha çok',
};

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/[іїєґ]/iu, 'uk'],
  [/\p{Script=Cyrillic}/u, 'ru'],
];

/** BCP 47. A language the brief names and that no computer knows is ignored. */
export function languageOf({ language, text }: Pick<Brief, 'language' | 'text'>): string {
  return (language ? canonicalTag(language) : null) ?? byScript(text) ?? byWords(text);
}

/** The primary subtag when the planner can take this language apart, else null. */
export function writtenLanguage(tag: string): Written | null {
  const primary = tag.toLowerCase().split('-')[0];
  return WRITTEN.find((known) => known === primary) ?? null;
}

function canonicalTag(tag: string): string | null {
  try {
    const canonical = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null;
    // "english" is well-formed but no language; real primary subtags have two or three letters.
    return canonical && /^[a-z]{2,3}(-|$)/.test(canonical) ? canonical : null;
  } catch {
    return null;
  }
}

/** A script counts when it writes a third of the letters, so that one borrowed word decides nothing. */
function byScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const found = SCRIPTS.find(([script]) => script.test(text));
  if (!found || letters === 0) return null;
  const foreign = text.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0;
  return foreign * 3 >= letters ? found[1] : null;
}

function byWords(text: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scores = Object.entries(COMMON_WORDS).map(([language, list]) => {
    const common = new Set(list.split(' '));
    return { language, score: words.filter((word) => common.has(word)).length };
  });
  const best = scores.reduce((leader, next) => (next.score > leader.score ? next : leader));
  return best.score === 0 ? 'en' : best.language;
}
