/** Tone, music and language of the ad, where a brief says them. */
import { moodIn } from '../edits/mood-words.ts';
import { clausesIn, type Taken, takeOut } from './taken.ts';

const NO_MUSIC =
  /(?<!\p{L})(?:no|without(?: any)?|ohne|sans|sin|senza|sem|keine) (?:musi[ck]|sound|audio|musique|música|musica)(?!\p{L})|(?<!\p{L})silent(?: film| video| ad)?(?!\p{L})/iu;
const MUSIC =
  /^(?:(?:and|with|some|a|an|the|use|add|please|maybe|i want|we want|i'd like|we'd like|mit|avec|con|com) )*(?<what>(?:[\p{L}-]+ ){1,4}?)(?:background )?(?:music|soundtrack|song|track|tune|beat|musik)(?: please)?$/iu;
const MUSIC_IS =
  /^(?:the )?(?:music|soundtrack|musik|musique|música|musica)(?: should| must| could)?(?: be| is| sounds?)?:? (?<what>[\p{L}][\p{L} -]{2,60})$/iu;
const TONE_NOUN = '(?:tone|mood|style|vibe|feel(?:ing)?|look(?: and feel)?|atmosphere|aesthetic|tonalität|stimmung)';
const TONES: readonly RegExp[] = [
  new RegExp(
    `^(?:the )?${TONE_NOUN}(?: of voice)?(?: should| must| could)?(?: be| is| feels?)?:? (?<what>[\\p{L}][\\p{L} ,&-]{2,100})$`,
    'iu',
  ),
  new RegExp(
    `^(?:(?:and|with|in|an?|the|our|of|please|some|more|use|keep|very) )*(?<what>(?:[\\p{L}-]+ ){1,4}?)${TONE_NOUN}(?: please)?$`,
    'iu',
  ),
  /^(?:(?:it |the (?:ad|film|video) )?(?:should|must|could) (?:feel|be|look|sound)|(?:please )?(?:make|keep) it(?: feel| look| sound)?|it (?:feels|should feel)|feels) (?<what>[\p{L}][\p{L} &-]{2,60})$/iu,
];

const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ english: 'en', englisch: 'en', anglais: 'en', inglés: 'en', german: 'de', deutsch: 'de', allemand: 'de' },
  ...{ french: 'fr', französisch: 'fr', français: 'fr', francais: 'fr', spanish: 'es', spanisch: 'es', español: 'es' },
  ...{ italian: 'it', italienisch: 'it', italiano: 'it', portuguese: 'pt', portugiesisch: 'pt', português: 'pt' },
  ...{ dutch: 'nl', niederländisch: 'nl', swedish: 'sv', danish: 'da', norwegian: 'nb', finnish: 'fi', polish: 'pl' },
  ...{
    czech: 'cs',
    turkish: 'tr',
    greek: 'el',
    russian: 'ru',
    ukrainian: 'uk',
    arabic: 'ar',
    hebrew: 'he',
    hindi: 'hi',
  },
  ...{ japanese: 'ja', korean: 'ko', chinese: 'zh', mandarin: 'zh', thai: 'th' },
};
const LANGUAGE = new RegExp(
  `(?<!\\p{L})(?:(?:everything|all|words?|texts?|the text|written|copy|please|it)(?: should be| is)? )?(?:in|auf|en|em|language(?: is|:)?|sprache:?) (?<what>${Object.keys(LANGUAGES).join('|')})(?: please| bitte)?(?!\\p{L})`,
  'iu',
);

/** A mood as the planner understands it, in the person's words; `none` for a silent film. */
export function takeMusic(text: string): Taken<string> | null {
  const silent = NO_MUSIC.exec(text);
  if (silent) return { value: 'none', rest: takeOut(text, silent.index, silent.index + silent[0].length) };
  return fromClause(
    text,
    [MUSIC, MUSIC_IS],
    (words) => !/^(?:the|our|your|good|nice|some|a|of|about|for)$/iu.test(words),
  );
}

/** Only words that name a feeling: "make it 15 seconds" is no tone. */
export function takeTone(text: string): Taken<string> | null {
  return fromClause(
    text,
    TONES,
    (words) =>
      moodIn(words) !== null ||
      /warm|modern|premium|luxur|minimal|clean|honest|friendly|young|cosy|cozy|cinematic|sexy|serious|professional|trust|fresh|dark|bright|light|simple|vintage|retro/iu.test(
        words,
      ),
  );
}

/** BCP 47. */
export function takeLanguage(text: string): Taken<string> | null {
  const match = LANGUAGE.exec(text);
  const tag = languageTag(match?.groups?.what ?? '');
  return match && tag ? { value: tag, rest: takeOut(text, match.index, match.index + match[0].length) } : null;
}

export function languageTag(name: string): string | null {
  const word = name.trim().toLowerCase();
  return Object.hasOwn(LANGUAGES, word) ? (LANGUAGES[word] ?? null) : null;
}

function fromClause(text: string, patterns: readonly RegExp[], fits: (words: string) => boolean): Taken<string> | null {
  for (const clause of wholeClausesIn(text)) {
    for (const pattern of patterns) {
      const what = pattern.exec(clause.text)?.groups?.what?.trim();
      if (what && fits(what)) return { value: what, rest: takeOut(text, clause.start, clause.end) };
    }
  }
  return null;
}

/** Also without the cut at "and" and "with": "calm and warm music". */
function wholeClausesIn(text: string) {
  const sentences = [...text.matchAll(/[^,;.!?¦\n]+/gu)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { text: match[0].trim(), start: match.index + lead, end: match.index + match[0].trimEnd().length };
  });
  return [...sentences, ...clausesIn(text)];
}
