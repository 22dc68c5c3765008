/** Colours to choose from while one is being typed: the brand's own first, then those everybody knows. Pure. */
import type { Locale } from 'discord.js';
import { parseColor } from '../../ad/color.ts';
import { COLOR_NAMES } from '../../ad/color-names.ts';
import type { Overview } from '../window.ts';
import { inLocale, type Words } from './commands-words.ts';
import { cut } from './markdown.ts';

export type Choice = { readonly name: string; readonly value: string };

/** https://docs.discord.com/developers/interactions/application-commands, autocomplete (read 2026-11). */
const MOST_CHOICES = 25;
const MAX_NAME = 100;

type Asked = { readonly typed: string; readonly kit: Overview['kit']; readonly locale: Locale };

/** Each can be read by `parseColor`. None: nothing is known by these letters, and what was typed is taken as it is. */
export function colourChoices({ typed, kit, locale }: Asked): readonly Choice[] {
  const wanted = letters(typed);
  const fits = ({ name, value }: Choice) => letters(name).includes(wanted) || letters(value).includes(wanted);
  const known = KNOWN.map(([value, words]) => named(inLocale(words, locale), value));
  const others = wanted === '' ? [] : Object.keys(COLOR_NAMES).map((value) => named(value, value));
  const own = kit === null ? [] : [{ name: shorten(`${kit.brandName} (${kit.brandColor})`), value: kit.brandColor }];
  const all = [...own.filter(fits), ...written(typed), ...[...known, ...others].filter(fits)];
  const first = new Set<string>();
  return all.filter(({ value }) => !first.has(value) && first.add(value)).slice(0, MOST_CHOICES);
}

/** `#4dbac7` and `rgb(…)` as they were typed; names are in the lists. */
function written(typed: string): readonly Choice[] {
  const hex = parseColor(typed);
  const isName = Object.hasOwn(COLOR_NAMES, letters(typed));
  return hex === null || isName ? [] : [{ name: hex, value: hex }];
}

function named(name: string, value: string): Choice {
  return { name: shorten(`${name} (${COLOR_NAMES[value] ?? value})`), value };
}

function shorten(name: string): string {
  return cut(name, MAX_NAME);
}

function letters(words: string): string {
  return words.toLowerCase().replaceAll(/[\s-]+/gu, '');
}

/** By CSS name, in the order in which they are proposed. */
const KNOWN: readonly (readonly [string, Words])[] = [
  ['red', { en: 'red', de: 'Rot', es: 'rojo', fr: 'rouge', ja: '赤' }],
  ['orange', { en: 'orange', de: 'Orange', es: 'naranja', fr: 'orange', ja: 'オレンジ' }],
  ['gold', { en: 'gold', de: 'Gold', es: 'dorado', fr: 'doré', ja: '金色' }],
  ['yellow', { en: 'yellow', de: 'Gelb', es: 'amarillo', fr: 'jaune', ja: '黄色' }],
  ['green', { en: 'green', de: 'Grün', es: 'verde', fr: 'vert', ja: '緑' }],
  ['darkgreen', { en: 'dark green', de: 'Dunkelgrün', es: 'verde oscuro', fr: 'vert foncé', ja: '深緑' }],
  ['olive', { en: 'olive', de: 'Oliv', es: 'oliva', fr: 'olive', ja: 'オリーブ' }],
  ['teal', { en: 'teal', de: 'Petrol', es: 'verde azulado', fr: 'bleu canard', ja: 'ティール' }],
  ['turquoise', { en: 'turquoise', de: 'Türkis', es: 'turquesa', fr: 'turquoise', ja: 'ターコイズ' }],
  ['skyblue', { en: 'sky blue', de: 'Himmelblau', es: 'celeste', fr: 'bleu ciel', ja: '空色' }],
  ['blue', { en: 'blue', de: 'Blau', es: 'azul', fr: 'bleu', ja: '青' }],
  ['royalblue', { en: 'royal blue', de: 'Königsblau', es: 'azul real', fr: 'bleu roi', ja: 'ロイヤルブルー' }],
  ['navy', { en: 'navy', de: 'Marineblau', es: 'azul marino', fr: 'bleu marine', ja: '紺色' }],
  ['indigo', { en: 'indigo', de: 'Indigo', es: 'índigo', fr: 'indigo', ja: '藍色' }],
  ['purple', { en: 'purple', de: 'Lila', es: 'morado', fr: 'violet', ja: '紫' }],
  ['magenta', { en: 'magenta', de: 'Magenta', es: 'magenta', fr: 'magenta', ja: 'マゼンタ' }],
  ['pink', { en: 'pink', de: 'Rosa', es: 'rosa', fr: 'rose', ja: 'ピンク' }],
  ['coral', { en: 'coral', de: 'Koralle', es: 'coral', fr: 'corail', ja: 'コーラル' }],
  ['maroon', { en: 'maroon', de: 'Weinrot', es: 'granate', fr: 'bordeaux', ja: 'えんじ色' }],
  ['saddlebrown', { en: 'brown', de: 'Braun', es: 'marrón', latin: 'café', fr: 'marron', ja: '茶色' }],
  ['beige', { en: 'beige', de: 'Beige', es: 'beis', latin: 'beige', fr: 'beige', ja: 'ベージュ' }],
  ['white', { en: 'white', de: 'Weiß', es: 'blanco', fr: 'blanc', ja: '白' }],
  ['gray', { en: 'grey', de: 'Grau', es: 'gris', fr: 'gris', ja: 'グレー' }],
  ['black', { en: 'black', de: 'Schwarz', es: 'negro', fr: 'noir', ja: '黒' }],
];
