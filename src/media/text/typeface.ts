/** Typefaces of the three kinds of line, and what each script needs. Pure. */
import type { StyleSpec } from '../../ad/plan.ts';

export type Role = 'headline' | 'support' | 'pill';

export type Face = {
  /** Families in order of preference and the weight, as the text engine reads them: `Inter,Noto Sans SC ExtraBold`. */
  readonly font: string;
  /** BCP 47; chooses regional letter shapes. */
  readonly language: string;
  /** Extra room between letters, in fractions of the size. */
  readonly trackingEm: number;
  /** Distance of baselines, in fractions of the size. */
  readonly lineHeight: number;
};

type Cut = { readonly family: string; readonly weight: string; readonly trackingEm: number; readonly lineHeight: number };

const BODY: Cut = { family: 'Inter', weight: 'Medium', trackingEm: -0.012, lineHeight: 1.26 };
const BUTTON: Cut = { family: 'Inter', weight: 'Bold', trackingEm: -0.01, lineHeight: 1.2 };

const CUTS: Readonly<Record<StyleSpec['typeface'], Readonly<Record<Role, Cut>>>> = {
  modern: {
    headline: { family: 'Inter', weight: 'ExtraBold', trackingEm: -0.032, lineHeight: 1.06 },
    support: BODY,
    pill: BUTTON,
  },
  elegant: {
    headline: { family: 'Playfair Display', weight: 'SemiBold', trackingEm: -0.012, lineHeight: 1.1 },
    support: BODY,
    pill: BUTTON,
  },
  technical: {
    headline: { family: 'Space Grotesk', weight: 'Bold', trackingEm: -0.035, lineHeight: 1.06 },
    support: { family: 'Space Grotesk', weight: 'Medium', trackingEm: -0.01, lineHeight: 1.26 },
    pill: { family: 'Space Grotesk', weight: 'Bold', trackingEm: -0.01, lineHeight: 1.2 },
  },
};

/** Letters of these scripts join or carry marks: room between letters would tear them, and lines need more height. */
const JOINED = /[\p{scx=Arabic}\p{scx=Devanagari}\p{scx=Thai}]/u;
const SQUARE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;

export function faceFor(typeface: StyleSpec['typeface'], role: Role, text: string, language: string): Face {
  const cut = CUTS[typeface][role];
  const joined = JOINED.test(strongLetters(text));
  const square = SQUARE.test(strongLetters(text));
  return {
    font: `${[cut.family, ...fallbacks(text, language)].join(',')} ${cut.weight}`,
    language,
    trackingEm: joined || square ? 0 : cut.trackingEm,
    lineHeight: joined ? Math.max(cut.lineHeight, 1.38) : square ? Math.max(cut.lineHeight, 1.2) : cut.lineHeight,
  };
}

/** Letters only: punctuation is shared by scripts and says nothing. */
function strongLetters(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}

/** Chinese and Korean fonts both have the common ideographs; the one whose language is written comes first. */
function fallbacks(text: string, language: string): readonly string[] {
  const korean = /\p{scx=Hangul}/u.test(strongLetters(text)) || /^ko\b/i.test(language);
  const ideographs = korean ? ['Noto Sans KR', 'Noto Sans SC'] : ['Noto Sans SC', 'Noto Sans KR'];
  return ['Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans Devanagari', 'Noto Sans Thai', ...ideographs];
}
