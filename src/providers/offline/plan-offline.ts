/** A plan without a model: the brief's own words, a story by length, colours by reckoning. The same brief gives the same plan. */
import type { Brief } from '../../ad/brief.ts';
import { oklchOf } from '../../ad/color.ts';
import type { Cutout } from '../../ad/cutout.ts';
import { fingerprint } from '../../ad/fingerprint.ts';
import { framesOf } from '../../ad/frames.ts';
import { musicPrompt, tempoOf } from '../../ad/music-styles.ts';
import type { Mood, Plan, Scene, StyleSpec } from '../../ad/plan.ts';
import { isProof } from './copy/proof.ts';
import { writeCopy } from './copy/write-copy.ts';
import { languageOf } from './language.ts';
import { moodOf, musicMoodOf, toningOf, typefaceOf } from './mood.ts';
import { designPalette } from './palette.ts';
import { fitToTime } from './reading-time.ts';
import { backgroundsFor, framesFor, rolesFor, stage, transitionsFor } from './story.ts';
import { styleWords } from './style-words.ts';

/** Pure and deterministic. */
export function planOffline(brief: Brief, cutout: Cutout): Plan {
  const seed = Number.parseInt(fingerprint({ brief }).slice(0, 8), 16);
  const mood = moodOf(brief, oklchOf(brief.brandColor).c);
  const style = styleFor(brief, cutout, mood);
  const language = languageOf(brief);
  return {
    brandName: brief.brandName,
    photoKey: null,
    language,
    totalFrames: framesOf(brief.durationSeconds),
    style,
    scenes: scenesFor(brief, cutout, { style, language, seed }),
    music: musicFor(musicMoodOf(brief, mood), seed),
  };
}

function styleFor(brief: Brief, cutout: Cutout, mood: Mood): StyleSpec {
  const palette = designPalette({ brandColor: brief.brandColor, cutout, mood, toning: toningOf(brief) });
  return { ...styleWords(mood, palette.tone), mood, palette, typeface: typefaceOf(mood) };
}

function scenesFor(
  brief: Brief,
  cutout: Cutout,
  { style, language, seed }: { readonly style: StyleSpec; readonly language: string; readonly seed: number },
): Scene[] {
  const roles = rolesFor(brief.durationSeconds, isProof(brief.text));
  const totalFrames = framesOf(brief.durationSeconds);
  const copy = fitToTime(writeCopy(brief, roles, { language, seed }), totalFrames);
  const frames = framesFor(roles, copy, totalFrames);
  const backgrounds = backgroundsFor(roles, { tone: style.palette.tone, mood: style.mood }, seed);
  const products = stage(roles, cutout, seed);
  const transitions = transitionsFor(roles, style.mood);
  return roles.flatMap((role, index) => {
    const [background, product] = [backgrounds[index], products[index]];
    if (!background || !product) return [];
    const overlay = copy[index] ?? null;
    const transition = transitions[index] ?? 'fade';
    return [{ id: `s${index + 1}`, role, frames: frames[index] ?? 0, background, product, overlay, transition }];
  });
}

function musicFor(mood: Mood, seed: number): Plan['music'] {
  const tempoBpm = tempoOf(mood, seed);
  return { mood, tempoBpm, seed, prompt: musicPrompt(mood, tempoBpm) };
}
