/** Briefs written like a form: `Brand: Fjell`, `Colour: teal`, one per line or after one another. */
import { GAP } from './taken.ts';

const FIELDS = {
  brandName: 'brand(?: ?name)?|company(?: name)?|business(?: name)?|marke|marque|marca|marchio',
  brandColor: "(?:brand(?:'s)? |main |primary )?colou?rs?(?: code)?|hex|farbe|couleur|color|cor|colore",
  durationSeconds: 'duration|length|seconds|time|dauer|länge|durée|duración|durata|duração',
  callToAction: 'cta(?: text)?|call[- ]to[- ]action|button(?: text)?|pill|handlungsaufforderung',
  tone: 'tone(?: of voice)?|mood|style|vibe|feel(?:ing)?|tonalität|stimmung|ton|tono|tom',
  language: 'language|sprache|langue|idioma|lingua',
  musicMood: 'music(?: mood)?|soundtrack|musik|musique|música|musica',
} as const;
export type Label = keyof typeof FIELDS;

const ANY = Object.values(FIELDS).join('|');
/** A value goes on to the end of its line or sentence, or to the next label. */
const VALUE = `([^\\n;¦]+?)(?=\\s*(?:$|[\\n;¦]|[.!](?:\\s|$)|[,.]?\\s+(?:and )?(?:our |the |my )?(?:${ANY}|product|about|description|brief)\\s*[:=]))`;

export type Labelled = { readonly values: Partial<Record<Label, string>>; readonly rest: string };

export function takeLabels(text: string): Labelled {
  const values: Partial<Record<Label, string>> = {};
  let rest = text;
  for (const [label, words] of Object.entries(FIELDS)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:our |the |my )?(?:${words})\\s*(?::|=)\\s*${VALUE}`, 'iu');
    rest = rest.replace(pattern, (_whole, value: string) => {
      values[label as Label] = value.replace(/[,.]+$/u, '').trim(); // the keys of FIELDS are the labels
      return GAP;
    });
  }
  return { values, rest };
}
