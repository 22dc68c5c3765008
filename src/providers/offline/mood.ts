/** The feeling of the ad, read from the words of the brief, and what follows from it: typeface, tempo, light and music. */
import type { Brief } from '../../ad/brief.ts';
import type { Mood, Palette, StyleSpec } from '../../ad/plan.ts';

export type Toning = Palette['tone'];

/** Word beginnings in English, German, French and Spanish. */
const SIGNS: Readonly<Record<Mood, string>> = {
  calm: 'calm slow soft smooth creamy gentle relax cozy cosy quiet sooth warm sleep unwind mindful tea morning spa candle pillow blanket yoga bath ruhig sanft entspann gemütlich langsam leise schlaf calme doux douce détente lent sommeil calma suave tranquil relaj lento sueño',
  elegant:
    'elegant luxur premium refined timeless sophisticat exclusive perfume fragrance jewel watch silk gold couture edel luxus zeitlos hochwertig parfüm schmuck uhr élégan luxe raffin intempor parfum bijou montre lujo elegante refinad joya reloj atemporal',
  natural:
    'natural nature organic botanic plant earth forest herb eco sustainab recycl honey linen wood oak wool vegan clay soap botan mountain natür bio pflanz wald nachhaltig honig holz naturel biologique végét forêt durable miel bois ecológic orgánic bosque sostenib madera',
  tech: 'tech smart digital wireless bluetooth app device gadget futur precision engineer battery charg sensor ai software intelligent headphone earbud speaker camera keyboard laptop noise-cancel kabellos gerät präzis zukunft akku connecté appareil précision sans-fil inalámbric dispositivo precisión batería',
  bold: 'bold power strong intens fearless extreme energy workout gym sport run running turbo speed race crush perform adrenaline rock kraft stark mutig kraftvoll energie leistung lauf laufen audac puissan énergie fuerte potencia intenso audaz energía',
  playful:
    'playful fun kid child toy candy pop quirky silly party colorful colourful sweet crunchy snack joy puppy doggy magnet verspielt spaß kinder spielzeug bunt süß party ludique amus enfant jouet coloré bonbon divertid niño juguete dulce alegr',
  upbeat:
    'upbeat fresh summer happy bright energetic lively cheerful refresh sparkling zest citrus fruity juice lemonade beach travel frisch sommer fröhlich spritzig lebendig frais fraîche été joyeux pétillant fresco fresca verano feliz refrescante',
};

const DARK_SIGNS =
  'dark night midnight luxur premium moody noir dunkel nacht edel luxus sombre nuit luxe oscur noche lujo whisky gin';
const LIGHT_SIGNS =
  'fresh summer bright light airy clean morning sunny frisch sommer hell sonnig frais fraîche été clair fresc verano claro';

const TYPEFACE: Readonly<Record<Mood, StyleSpec['typeface']>> = {
  upbeat: 'modern',
  calm: 'elegant',
  elegant: 'elegant',
  playful: 'modern',
  bold: 'modern',
  tech: 'technical',
  natural: 'elegant',
};

/** A mood the person asked for outweighs any number of words that merely describe the product. */
export function moodOf(brief: Brief, chroma: number): Mood {
  const scores = Object.entries(SIGNS).map(([mood, signs]) => ({
    mood: mood as Mood, // the record's keys are the moods
    score: 12 * count(brief.tone, signs) + 3 * count(brief.musicMood, signs) + count(brief.text, signs),
  }));
  const best = scores.reduce((leader, next) => (next.score > leader.score ? next : leader));
  return best.score > 0 ? best.mood : fallbackMood(brief.text, chroma);
}

/** The music may be asked for on its own ("calm pictures, upbeat music"). */
export function musicMoodOf(brief: Brief, mood: Mood): Mood {
  const asked = Object.entries(SIGNS).find(([, signs]) => count(brief.musicMood, signs) > 0);
  return (asked?.[0] as Mood | undefined) ?? mood; // the record's keys are the moods
}

/** Whether the words ask for a light or a dark set; null when they do not say, or say both. */
export function toningOf(brief: Brief): Toning | null {
  return decide(brief.tone) ?? decide(brief.text);
}

export function typefaceOf(mood: Mood): StyleSpec['typeface'] {
  return TYPEFACE[mood];
}

function decide(text: string | null | undefined): Toning | null {
  const difference = count(text, DARK_SIGNS) - count(text, LIGHT_SIGNS);
  if (difference === 0) return null;
  return difference > 0 ? 'dark' : 'light';
}

/** Nothing was said: a loud voice or a loud colour is lively, the rest is quiet. */
function fallbackMood(text: string, chroma: number): Mood {
  return /[!！]/u.test(text) || chroma > 0.14 ? 'upbeat' : 'calm';
}

/** How many words of `text` begin with one of the signs; signs of up to three letters must be the whole word. */
function count(text: string | null | undefined, signs: string): number {
  const words = text?.toLowerCase().match(/[\p{L}-]+/gu) ?? [];
  const list = signs.split(' ');
  const matches = (word: string) => list.some((sign) => (sign.length <= 3 ? word === sign : word.startsWith(sign)));
  return words.filter(matches).length;
}
