/** The plan of an ad: style spec, 3 to 5 scenes, music. Everything made is a function of a plan and a cutout. */
import { z } from 'zod';
import { FPS, MAX_SECONDS, MIN_SECONDS, TRANSITION_FRAMES } from './frames.ts';

export const Hex = z.string().regex(/^#[0-9a-f]{6}$/);
export type Hex = z.infer<typeof Hex>;

/** The feeling of the ad; it chooses music, typeface and motion. */
export const Mood = z.enum(['upbeat', 'calm', 'elegant', 'playful', 'bold', 'tech', 'natural']);
export type Mood = z.infer<typeof Mood>;

/** How a locally drawn background looks. */
export const Look = z.enum(['studio', 'bokeh', 'window', 'silk', 'arch', 'spotlight', 'podium', 'horizon', 'paper']);
export type Look = z.infer<typeof Look>;

/** The set's colours. All scenes share them, so the scenes belong together. */
export const Palette = z.strictObject({
  /** Whether the set is light or dark; decided by the product's own lightness. */
  tone: z.enum(['light', 'dark']),
  /** Large surfaces behind the product. */
  wall: Hex,
  /** What the product stands on; differs from the wall in lightness. */
  floor: Hex,
  /** The colour of light sources and glow. */
  light: Hex,
  /** A second colour in harmony with the brand colour. */
  accent: Hex,
  /** Shadows: a tinted near-black. */
  shadow: Hex,
  /** The brand colour as the person gave it: pill, accent bar. */
  brand: Hex,
});
export type Palette = z.infer<typeof Palette>;

/** One look for the whole ad; its words are appended to every background prompt. */
export const StyleSpec = z.strictObject({
  lighting: z.string().min(1).max(200),
  camera: z.string().min(1).max(200),
  texture: z.string().min(1).max(200),
  mood: Mood,
  palette: Palette,
  grade: z.string().min(1).max(200),
  /** Typeface of the overlays: grotesque, high-contrast serif, or technical. */
  typeface: z.enum(['modern', 'elegant', 'technical']),
});
export type StyleSpec = z.infer<typeof StyleSpec>;

/** Words on screen, typeset by us. Sizes follow from the role of each line. */
export const Overlay = z.strictObject({
  headline: z.string().min(1).max(80),
  support: z.string().min(1).max(120).nullable(),
  /** The call to action, drawn as a pill in the brand colour. */
  pill: z.string().min(1).max(60).nullable(),
  position: z.enum(['top', 'bottom']),
});
export type Overlay = z.infer<typeof Overlay>;

export const ProductUsage = z.strictObject({
  /** `hero`: whole, on the ground · `close-up`: larger than the frame's comfort, cropped by it · `aside`: smaller, off centre · `absent`. */
  usage: z.enum(['hero', 'close-up', 'aside', 'absent']),
  /** Multiplies the size the usage gives; 1 is normal. */
  scale: z.number().min(0.4).max(1.8),
  position: z.enum(['left', 'center', 'right']),
  motion: z.enum(['still', 'push', 'pull', 'drift']),
});
export type ProductUsage = z.infer<typeof ProductUsage>;

export const Background = z.strictObject({
  /** What the background shows, in words: never the product, never text. */
  prompt: z.string().min(1).max(600),
  /** The locally drawn look, used offline and as the fallback of a hosted clip. */
  look: Look,
  seed: z.number().int().min(0).max(0xffff_ffff),
  /** How much this scene's set departs from the palette: −1 much colder, 1 much warmer; −1 much darker, 1 much brighter. */
  warmth: z.number().min(-1).max(1),
  brightness: z.number().min(-1).max(1),
  /** Drawn here although clips could be bought: a person chose so. */
  drawn: z.literal(true).optional(),
});
export type Background = z.infer<typeof Background>;

export const SceneRole = z.enum(['hook', 'product', 'benefit', 'proof', 'feeling', 'call-to-action']);
export type SceneRole = z.infer<typeof SceneRole>;

export const Transition = z.enum(['fade', 'slide', 'wipe', 'cut']);
export type Transition = z.infer<typeof Transition>;

export const Scene = z.strictObject({
  /** Stays with the scene when it moves; unique in a plan. */
  id: z.string().regex(/^s[0-9]{1,4}$/),
  role: SceneRole,
  /** The scene's share of the film, in frames at 30 fps. */
  frames: z
    .number()
    .int()
    .min(2 * TRANSITION_FRAMES),
  background: Background,
  product: ProductUsage,
  overlay: Overlay.nullable(),
  /** How this scene turns into the next one; unused in the last. */
  transition: Transition,
  /** How often it was asked to be rendered anew although nothing of it changed; absent: never. */
  take: z.number().int().min(1).optional(),
});
export type Scene = z.infer<typeof Scene>;

export const Music = z.strictObject({
  mood: Mood,
  tempoBpm: z.number().int().min(60).max(160),
  seed: z.number().int().min(0).max(0xffff_ffff),
  /** Words for a hosted music model. */
  prompt: z.string().min(1).max(400),
  /** Composed here although music could be bought: a person chose so. */
  local: z.literal(true).optional(),
});
export type Music = z.infer<typeof Music>;

export const Plan = z
  .strictObject({
    brandName: z.string().min(1).max(60),
    /** Artefact key of the product's picture where a version uses another than the ad was ordered with; null: that one. */
    photoKey: z.string().min(1).max(200).nullable(),
    /** BCP 47 language of the overlays. */
    language: z.string().min(2).max(20),
    totalFrames: z
      .number()
      .int()
      .min(MIN_SECONDS * FPS)
      .max(MAX_SECONDS * FPS),
    style: StyleSpec,
    scenes: z.array(Scene).min(3).max(5),
    /** Absent: a silent film. */
    music: Music.nullable(),
  })
  .refine((plan) => sumFrames(plan.scenes) === plan.totalFrames, 'The scenes do not add up to the length of the film.')
  .refine(
    (plan) => new Set(plan.scenes.map((scene) => scene.id)).size === plan.scenes.length,
    'Two scenes share an id.',
  );
export type Plan = z.infer<typeof Plan>;

/** First frame of each scene in the film. */
export function sceneStarts(plan: Plan): readonly number[] {
  let start = 0;
  return plan.scenes.map((scene) => {
    const own = start;
    start += scene.frames;
    return own;
  });
}

function sumFrames(scenes: readonly Scene[]): number {
  return scenes.reduce((sum, scene) => sum + scene.frames, 0);
}
