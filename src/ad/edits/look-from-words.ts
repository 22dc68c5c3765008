/** The locally drawn look that comes nearest to a description of a background. */
import type { Look } from '../plan.ts';

/**
 * Word beginnings in English, German, French and Spanish. Looks with a shape of their own come first, because the later
 * ones are also named by words such as "dark" that only colour a description.
 */
const SIGNS: readonly (readonly [Look, string])[] = [
  ['arch', 'neon arch tunnel portal gate ring bogen'],
  ['window', 'window leaf leaves foliage plant jungle blinds curtain fenster blätter fenêtre feuill ventana hojas'],
  ['silk', 'silk satin fabric cloth drape velvet textile linen seide samt stoff soie tissu seda tela'],
  ['podium', 'podium pedestal plinth platform stand sockel podest socle pedestal'],
  ['paper', 'paper cardboard origami collage cutout papier papel'],
  [
    'horizon',
    'beach horizon sunset sunrise dawn dusk sky sea ocean lake desert meadow field landscape mountain snow cloud strand himmel meer plage ciel playa cielo',
  ],
  [
    'bokeh',
    'bokeh lights lamp lantern candle sparkl glitter star city street night lichter nacht lumières luces noche',
  ],
  [
    'spotlight',
    'spotlight stage theatre theater dark black dust smoke fog beam concert bühne dunkel scène sombre oscur',
  ],
  ['studio', 'studio seamless plain simple minimal clean white schlicht'],
];

/** The look most of whose words occur, the earlier one where two are equal; null when no word says anything. */
export function lookFromWords(description: string): Look | null {
  const words = description.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const scores = SIGNS.map(([look, signs]) => ({ look, score: count(words, signs.split(' ')) }));
  const best = scores.reduce((leader, next) => (next.score > leader.score ? next : leader));
  return best.score > 0 ? best.look : null;
}

/** Signs of up to four letters must be the whole word, or its plural. */
function count(words: readonly string[], signs: readonly string[]): number {
  const matches = (word: string) =>
    signs.some((sign) => (sign.length > 4 ? word.startsWith(sign) : word === sign || word === `${sign}s`));
  return words.filter(matches).length;
}
