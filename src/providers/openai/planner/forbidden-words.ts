/** What no background may show: the product, the brand, words, and people nobody asked for. Pure. */
import type { Brief } from '../../../ad/brief.ts';

/** Writing, and the places where a video model likes to put it. */
const WRITING =
  'text texts word words letter letters lettering typography typeface font fonts caption captions subtitle subtitles slogan slogans headline headlines title titles writing written handwriting inscription engraving sign signs signage label labels labelled labeled logo logos logotype emblem monogram watermark watermarks brand brands branded branding trademark advert advertisement advertising poster posters billboard billboards banner banners number numbers digits screen screens';
const PRODUCT =
  'product products item merchandise packaging package packages packshot bottle bottles can cans jar jars tube tubes sachet carton cartons container containers dispenser';
const PEOPLE =
  'person persons people human humans man men woman women boy boys girl girls child children kid kids baby babies toddler teenager couple couples family families crowd crowds face faces portrait portraits smile smiling hand hands finger fingers model models actor actors dancer dancers runner runners athlete athletes customer customers barista chef friends guy guys lady ladies mother father someone somebody silhouette silhouettes';

/** Everyday nouns: one that the brief names is what the ad sells or a near relative of it. */
const GOODS =
  'coffee tea beer wine whisky gin vodka juice lemonade soda chocolate snack cookie cereal honey sauce cheese yogurt bread pizza burger vitamin supplement toothbrush razor brush towel umbrella sunglasses goggles drone robot vacuum charger thermos tumbler flask mug cup shoe sneaker boot sandal watch phone smartphone headphone earbud speaker camera laptop tablet keyboard mouse bag backpack wallet purse jacket coat shirt hoodie sweater dress skirt hat scarf sock glove ring necklace bracelet earring jewellery jewelry perfume fragrance lotion cream serum shampoo conditioner soap deodorant lipstick mascara candle kettle toaster blender mixer oven knife pan pot teapot chair sofa pillow blanket mattress duvet rug bike bicycle scooter car helmet toy puzzle doll game book notebook pen pencil tent toolbox drill hammer app guitar piano';

/** A set is made of these: a model's or brand's word among them would empty every background. */
const SET_WORDS = new Set(
  'the and with light lights soft warm cold cool dark bright white black wall floor table surface room window shadow shadows sun sunlight daylight morning evening night sky air water stone wood glass marble linen silk paper plaster leaf leaves slow empty smooth gentle space place scene set background studio camera colour color green blue red gold'.split(
    ' ',
  ),
);

/** A person asks to see people, rather than to sell to them: "show a runner", not "for busy people". */
const ASKS =
  /\b(?:show|shows|showing|feature|features|featuring|include|includes|including|depict|film|zeig\p{L}*|montre\p{L}*|muestra\p{L}*|mostra\p{L}*|mostre\p{L}*)\b[^.!?\n]{0,40}/giu;
const FOREIGN_PEOPLE =
  'menschen leute mann frau kinder gesicht gesichter läufer läuferin gens personnes homme femme enfants visage personas gente hombre mujer niños persone uomo donna bambini volto pessoas homem mulher crianças rosto';

/** Whether a piece of a background names something that must not be there. */
export type Forbidden = (piece: string) => boolean;

/** `productWords` are the model's; those that would empty every set are not taken. */
export function forbiddenFor(
  { text, brandName }: Pick<Brief, 'text' | 'brandName'>,
  productWords: readonly string[],
): Forbidden {
  const sold = [...productWords.slice(0, 8).map((word) => word.trim()), ...goodsIn(text)].filter(isTelling);
  const people = wantsPeople(text) ? [] : PEOPLE.split(' ');
  const words = [...WRITING.split(' '), ...PRODUCT.split(' '), ...people, ...sold.flatMap(forms)];
  const form = whole(words, 'iu');
  // A brand called "Light" is meant only where it is spelled as a name.
  const brand = whole([brandName], isTelling(brandName) ? 'iu' : 'u');
  return (piece) => form.test(piece) || brand.test(piece);
}

export function wantsPeople(text: string): boolean {
  const people = whole(`${PEOPLE} ${FOREIGN_PEOPLE}`.split(' '), 'iu');
  return [...text.matchAll(ASKS)].some(([asked]) => people.test(asked));
}

function goodsIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  return GOODS.split(' ').filter((noun) => whole(forms(noun), 'u').test(lower));
}

function isTelling(word: string): boolean {
  return word.length >= 3 && word.length <= 40 && !SET_WORDS.has(word.toLowerCase());
}

function forms(noun: string): readonly string[] {
  return [noun, `${noun}s`, `${noun}es`];
}

function whole(words: readonly string[], flags: string): RegExp {
  const literals = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/gu, (sign) => `\\${sign}`));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${literals.join('|')})(?![\\p{L}\\p{N}])`, flags);
}
