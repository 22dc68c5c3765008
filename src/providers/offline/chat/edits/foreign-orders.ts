/** The commonest words of orders in German, French, Spanish, Italian and Portuguese, as English ones. Word by word, no grammar. */

const WORDS: readonly (readonly [english: string, foreign: string])[] = [
  ['scene', 'szenen?|scènes?|escenas?|cenas?|scena'],
  ['first', 'erste[nrsm]?|premi[eè]re?|primer[oa]?|prim[oa]|primeir[oa]'],
  ['second', 'zweite[nrsm]?|deuxième|seconde|segund[oa]|second[oa]'],
  ['third', 'dritte[nrsm]?|troisième|tercer[oa]?|terz[oa]|terceir[oa]'],
  ['last', 'letzte[nrsm]?|dernière|dernier|últim[oa]|ultim[oa]'],
  ['no music', 'ohne musik|keine musik|sans (?:la )?musique|pas de musique|sin música|sem música|senza musica'],
  ['no text', 'ohne text|kein(?:en)? text|sans texte|pas de texte|sin texto|sem texto|senza testo'],
  [
    'calmer music',
    'ruhigere musik|musique plus (?:calme|douce)|música más (?:tranquila|suave|calmada)|música mais calma|musica più (?:calma|tranquilla)',
  ],
  ['faster music', 'schnellere musik|musique plus rapide|música más rápida|música mais rápida|musica più veloce'],
  ['warmer', 'wärmer|plus chaude?|más cálid[oa]|mais quente|più cald[oa]'],
  ['colder', 'kälter|kühler|plus froide?|más frí[oa]|mais fri[oa]|più fredd[oa]'],
  [
    'brighter',
    'heller|plus claire?|plus lumineu(?:x|se)|más clar[oa]|más brillante|mais clar[oa]|più chiar[oa]|più luminos[oa]',
  ],
  ['darker', 'dunkler|plus sombre|más oscur[oa]|mais escur[oa]|più scur[oa]'],
  [
    'bigger product',
    'produkt größer|größeres produkt|produit plus grand|producto más grande|produto maior|prodotto più grande',
  ],
  [
    'smaller product',
    'produkt kleiner|kleineres produkt|produit plus petit|producto más pequeño|produto menor|prodotto più piccolo',
  ],
  ['longer', 'länger|plus longue?|más larg[oa]|mais long[oa]|più lung[oa]'],
  ['shorter', 'kürzer|plus courte?|más cort[oa]|mais curt[oa]|più cort[oa]'],
  ['a bit', "ein bisschen|ein wenig|etwas|un peu|un poco|um pouco|un po'"],
  ['make', 'mach(?:e|t)?|rends?|fais|haz|hacer|fai|rendi|deixe|faça|torne'],
  ['remove', 'entferne?|lösche?|streiche?|supprime[zr]?|enlève|quita|elimina|rimuovi|togli|remova?|tire'],
  ['swap', 'tausche?|vertausche?|échange[zr]?|intercambia|scambia|troque'],
  ['headline', 'überschrift|titre|título|titolo'],
  ['background', 'hintergrund|arrière-plan|fondo|sfondo|fundo'],
  ['music', 'musik|musique|música|musica'],
  ['in', 'dans|en'],
  ['and', 'und|et|y|e'],
  ['the', 'die|der|das|den|la|le|les|el|los|las|il|lo'],
];
const READINGS = WORDS.map(
  ([english, foreign]) => [english, new RegExp(`(?<!\\p{L})(?:${foreign})(?!\\p{L})`, 'giu')] as const,
);
/** A message counts as foreign when one of these stands in it; small words alone ("die", "in") say nothing. */
const SIGNS = READINGS.slice(0, -3).map(([, pattern]) => new RegExp(pattern.source, 'iu'));

/** English stays as it is. */
export function toEnglish(text: string): string {
  const foreign = SIGNS.some((sign) =>
    sign.test(text.replace(/(?<!\p{L})(?:musica?|second|last|first|elimina)(?!\p{L})/giu, '')),
  );
  return foreign ? READINGS.reduce((all, [english, pattern]) => all.replace(pattern, english), text) : text;
}
