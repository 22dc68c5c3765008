/** Colours as people say them, beyond the CSS names: "rose gold", "forest green", "a dark teal". */
import { hexOf, oklchOf, parseColor } from '../../../ad/color.ts';

/** Customary values; where a word is a CSS name in two words ("sky blue"), CSS decides. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ 'rose gold': '#b76e79', 'navy blue': '#000080', forest: '#228b22', 'bottle green': '#006a4e' },
  ...{ burgundy: '#800020', bordeaux: '#5f021f', 'wine red': '#722f37', wine: '#722f37', oxblood: '#4a0000' },
  ...{ mint: '#98e4c1', 'mint green': '#98e4c1', sage: '#9caf88', 'sage green': '#9caf88', emerald: '#0f9d6a' },
  ...{
    'emerald green': '#0f9d6a',
    jade: '#00a86b',
    'olive green': '#6b7a2b',
    moss: '#6b7a3a',
    'moss green': '#6b7a3a',
  },
  ...{
    petrol: '#005f6a',
    'petrol blue': '#005f6a',
    turquois: '#40e0d0',
    'baby blue': '#a9cff0',
    'ice blue': '#cfe8f5',
  },
  ...{ cobalt: '#0047ab', 'cobalt blue': '#0047ab', 'electric blue': '#1f6bff', sapphire: '#0f52ba', denim: '#3b5f8a' },
  ...{ 'off-white': '#f6f2ea', 'off white': '#f6f2ea', offwhite: '#f6f2ea', cream: '#fff4dc', vanilla: '#f3e5ab' },
  ...{ eggshell: '#f0ead6', pearl: '#eae6dc', sand: '#d9c3a0', nude: '#e3bc9a', taupe: '#8b7d72', mocha: '#7b5a45' },
  ...{ charcoal: '#36454f', anthracite: '#383e42', graphite: '#41424c', slate: '#5b6b79', 'slate blue': '#6a5acd' },
  ...{ terracotta: '#c96a4b', rust: '#b7410e', brick: '#a4463a', 'brick red': '#a4463a', copper: '#b87333' },
  ...{ bronze: '#b08d57', mustard: '#d9a441', 'mustard yellow': '#d9a441', amber: '#ffb000', ochre: '#cc7722' },
  ...{ apricot: '#fbceb1', peach: '#ffcba4', blush: '#eec1c0', 'blush pink': '#eec1c0', 'dusty pink': '#d8a1a6' },
  ...{ 'dusty rose': '#c08081', rose: '#e8a0ac', 'baby pink': '#f6c6d0', magenta: '#ff00ff', raspberry: '#c72c6b' },
  ...{
    cherry: '#b3122f',
    'cherry red': '#b3122f',
    scarlet: '#e0301e',
    'fire red': '#d7261e',
    'blood orange': '#e2502b',
  },
  ...{
    lilac: '#c8a2c8',
    mauve: '#b784a7',
    aubergine: '#472c4c',
    eggplant: '#472c4c',
    grape: '#6f2da8',
    violett: '#8f3fd1',
  },
  ...{ champagne: '#f0dcb8', caramel: '#c68e4f', coffee: '#6f4e37', espresso: '#3c2a21', 'jet black': '#0a0a0a' },
  ...{ 'matte black': '#1c1c1c', lemon: '#fff04d', 'lemon yellow': '#fff04d', sunshine: '#ffd23f' },
  ...{ 'neon green': '#39ff14', 'neon pink': '#ff4fa3', 'neon yellow': '#e7ff2e', 'royal purple': '#6a3fa0' },
  // The plain colours in German, French, Spanish, Italian and Portuguese.
  ...{ rot: '#e0301e', blau: '#1f5fbf', grün: '#2e8b57', gelb: '#ffd23f', schwarz: '#000000', weiß: '#ffffff' },
  ...{ türkis: '#40e0d0', rosa: '#f4a6b8', lila: '#9b5fc0', grau: '#808080', braun: '#8b5a2b', dunkelblau: '#00008b' },
  ...{
    dunkelgrün: '#006400',
    hellblau: '#add8e6',
    hellgrün: '#90ee90',
    rouge: '#e0301e',
    bleu: '#1f5fbf',
    vert: '#2e8b57',
  },
  ...{ jaune: '#ffd23f', noir: '#000000', blanc: '#ffffff', rojo: '#e0301e', azul: '#1f5fbf', verde: '#2e8b57' },
  ...{ amarillo: '#ffd23f', negro: '#000000', blanco: '#ffffff', rosso: '#e0301e', blu: '#1f5fbf', giallo: '#ffd23f' },
  ...{
    nero: '#000000',
    bianco: '#ffffff',
    vermelho: '#e0301e',
    amarelo: '#ffd23f',
    preto: '#000000',
    branco: '#ffffff',
  },
};

const MODIFIERS: Readonly<Record<string, { readonly l: number; readonly c: number }>> = {
  dark: { l: -0.16, c: 0.9 },
  deep: { l: -0.12, c: 1 },
  light: { l: 0.16, c: 0.75 },
  pale: { l: 0.2, c: 0.5 },
  pastel: { l: 0.2, c: 0.55 },
  soft: { l: 0.08, c: 0.6 },
  muted: { l: 0, c: 0.55 },
  bright: { l: 0.06, c: 1.3 },
  vivid: { l: 0, c: 1.4 },
  warm: { l: 0, c: 1 },
  rich: { l: -0.05, c: 1.1 },
};

export type FoundColor = {
  /** What a tool can read: a CSS name or code as written, else a hex value. */
  readonly value: string;
  readonly hex: string;
  readonly start: number;
  readonly end: number;
};

const CODES =
  /(?<![\p{L}\p{N}&])(?:#[\p{L}\p{N}]{1,10}|(?:rgb|hsl)a?\([^)]{1,40}\)|(?<=hex(?: code)? )[0-9a-f]{6})(?![\p{L}\p{N}])/giu;
const WORD = /\p{L}+/gu;
const MOST_WORDS = 3;

/** All colours of a text, in order. A code that is none (`#12345`) is not among them. */
export function findColors(text: string): readonly FoundColor[] {
  const codes = [...text.matchAll(CODES)].flatMap((match) => {
    const hex = parseColor(match[0]);
    return hex ? [{ value: match[0], hex, start: match.index, end: match.index + match[0].length }] : [];
  });
  return [...codes, ...namedColors(text, codes)].sort((a, b) => a.start - b.start);
}

/** What looks like a code and is none, such as `#12345`. */
export function findBrokenCode(text: string): string | null {
  const codes = [...text.matchAll(CODES)].map((match) => match[0]);
  return codes.find((code) => parseColor(code) === null && !/^#\d$/.test(code)) ?? null;
}

/** Null when these words name no colour. */
function colorOf(words: string): { readonly value: string; readonly hex: string } | null {
  const text = words.trim().toLowerCase();
  const joined = text.replace(/[\s-]/gu, '');
  if (Object.hasOwn(WORDS, text)) return same(WORDS[text]);
  const css = /^\p{L}+$/u.test(joined) ? parseColor(joined) : parseColor(text);
  if (css) return { value: /[\s-]/u.test(text) && /^\p{L}+$/u.test(joined) ? joined : text, hex: css };
  const [modifier = '', ...rest] = text.split(/[\s-]+/u);
  const change = Object.hasOwn(MODIFIERS, modifier) ? MODIFIERS[modifier] : undefined;
  const plain = change && rest.length > 0 ? colorOf(rest.join(' ')) : null;
  if (!change || !plain) return null;
  const { l, c, h } = oklchOf(plain.hex);
  return same(hexOf({ l: Math.min(0.97, Math.max(0.15, l + change.l)), c: c * change.c, h }));
}

function namedColors(text: string, codes: readonly FoundColor[]): readonly FoundColor[] {
  const words = [...text.matchAll(WORD)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const found: FoundColor[] = [];
  for (let at = 0; at < words.length; at++) {
    const [hit, length] = longestAt(text, words, at);
    if (!hit || codes.some((code) => hit.start < code.end && code.start < hit.end)) continue;
    found.push(hit);
    at += length - 1;
  }
  return found;
}

function longestAt(
  text: string,
  words: readonly { readonly start: number; readonly end: number }[],
  at: number,
): readonly [FoundColor | null, number] {
  for (let length = MOST_WORDS; length > 0; length--) {
    const [first, last] = [words[at], words[at + length - 1]];
    if (!first || !last) continue;
    const written = text.slice(first.start, last.end);
    const color = /^[\p{L}\s-]+$/u.test(written) ? colorOf(written) : null;
    if (color) return [{ ...color, start: first.start, end: last.end }, length];
  }
  return [null, 1];
}

function same(hex: string | undefined): { readonly value: string; readonly hex: string } | null {
  return hex === undefined ? null : { value: hex, hex };
}
