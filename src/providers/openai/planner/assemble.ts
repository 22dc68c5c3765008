/** A plan from a model's answer: its words and choices, put right; colours, looks, seeds and frames reckoned here. Pure. */
import type { Brief } from '../../../ad/brief.ts';
import { oklchOf } from '../../../ad/color.ts';
import type { Cutout } from '../../../ad/cutout.ts';
import { fingerprint } from '../../../ad/fingerprint.ts';
import { musicPrompt, TEMPO_BPM, tempoOf } from '../../../ad/music-styles.ts';
import { GREY, repaintForBrand } from '../../../ad/palette.ts';
import type { Mood, Music, Palette, Plan, StyleSpec } from '../../../ad/plan.ts';
import type { Answer } from './answer.ts';
import { cleanBackground } from './background.ts';
import { createClaimCheck } from './claims.ts';
import { type Forbidden, forbiddenFor, wantsPeople } from './forbidden-words.ts';
import { mustBeWhole } from './instructions.ts';
import { languageOf } from './language.ts';
import { shorten } from './line.ts';
import { fitToFilm, shareFilm } from './reading.ts';
import { inOrder } from './scene-count.ts';
import { setsFor } from './sets.ts';
import { stagingsFor, transitionsFor } from './staging.ts';
import { wordsFor } from './words.ts';

export type Ad = {
  readonly brief: Brief;
  readonly cutout: Cutout;
  /** The offline planner's plan of the same ad: what the model does not decide, and what replaces what it decided badly. */
  readonly draft: Plan;
};

/** For an answer of at least three scenes. The film is exactly as long as the draft. */
export function assemblePlan(answer: Answer, ad: Ad): Plan {
  const { brief, cutout, draft } = ad;
  const { totalFrames } = draft;
  const language = languageOf(brief, draft, answer.language);
  const isForbidden = forbiddenFor(brief, answer.productWords);
  const scenes = inOrder(answer.scenes, brief.durationSeconds);
  const style = styleFrom(answer, draft, isForbidden);
  const key = fingerprint({ brief });
  const claimIn = createClaimCheck(brief, language);
  const said = wordsFor(scenes, { brief, draft, language, claimIn });
  const words = fitToFilm(said, totalFrames, { language, mayBe: (line) => claimIn(line) === null });
  const seconds = scenes.map((scene) => scene.seconds);
  const frames = shareFilm(words, seconds, totalFrames);
  const sets = setsFor(
    scenes.map(({ background }) => background),
    { tone: style.palette.tone, mood: style.mood, isForbidden, withPeople: wantsPeople(brief.text), key },
  );
  const products = stagingsFor(scenes, mustBeWhole(cutout));
  const transitions = transitionsFor(scenes);
  return {
    ...{ brandName: draft.brandName, photoKey: draft.photoKey, language, totalFrames, style },
    scenes: scenes.flatMap(({ role }, at) => {
      const [background, product, transition] = [sets[at], products[at], transitions[at]];
      if (!background || !product || !transition) return [];
      const overlay = words[at] ?? null;
      return [{ id: `s${at + 1}`, role, frames: frames[at] ?? 0, background, product, overlay, transition }];
    }),
    music: musicFrom(answer.music, { key, brandName: brief.brandName }),
  };
}

function styleFrom({ mood, style }: Answer, draft: Plan, isForbidden: Forbidden): StyleSpec {
  const phrase = (name: 'lighting' | 'camera' | 'texture' | 'grade') => {
    const cleaned = cleanBackground(style[name], isForbidden);
    return (cleaned && shorten(cleaned, 160, 'en')) ?? draft.style[name];
  };
  return {
    ...{ lighting: phrase('lighting'), camera: phrase('camera') },
    ...{ texture: phrase('texture'), grade: phrase('grade') },
    ...{ mood, typeface: style.typeface, palette: paletteFor(draft, mood) },
  };
}

/** The draft's, which knows brand and product; another mood moves accent and light. A grey brand took its hue from the product. */
function paletteFor({ style }: Plan, mood: Mood): Palette {
  const { palette } = style;
  const isKept = mood === style.mood || oklchOf(palette.brand).c < GREY;
  return isKept ? palette : repaintForBrand(palette, palette.brand, mood);
}

/** Always an instrumental: sung words would be words nobody checked. */
function musicFrom(
  { mood, tempoBpm, prompt }: Answer['music'],
  { key, brandName }: { readonly key: string; readonly brandName: string },
): Music {
  const seed = Number.parseInt(fingerprint({ brief: key, music: mood }).slice(0, 8), 16);
  const [slowest, fastest] = TEMPO_BPM[mood];
  const fits = tempoBpm >= slowest - 10 && tempoBpm <= fastest + 10;
  const tempo = fits ? Math.round(tempoBpm) : tempoOf(mood, seed);
  const sings = /\b(?:vocals?|lyrics?|sing\p{L}*|voices?|choir|rap|spoken|style of|like)\b/iu;
  const brand = brandName.toLowerCase();
  const cleaned = cleanBackground(prompt, (piece) => sings.test(piece) || piece.toLowerCase().includes(brand));
  const words = cleaned && shorten(cleaned, 240, 'en');
  return {
    ...{ mood, tempoBpm: tempo, seed },
    prompt: words ? `${words}, ${tempo} bpm, instrumental, no vocals, clear ending` : musicPrompt(mood, tempo),
  };
}
