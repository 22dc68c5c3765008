/** One typed change of a plan, as a person means it and a model writes it. Data only; `apply-edit` does it. */
import { z } from 'zod';
import { MAX_SECONDS, MIN_SECONDS } from './frames.ts';
import { Background, Hex, Look, Mood, Overlay, ProductUsage, Scene, SceneRole, StyleSpec, Transition } from './plan.ts';

/** Names a scene of the plan by its id (`s2`), which stays with it when it moves. */
const sceneId = Scene.shape.id;
/** 1 is the first scene. */
const place = z.number().int().min(1).max(5);
const description = z.string().trim().min(1).max(600);

/** In every edit `null` means: as it is. What can be taken away has an edit of its own, or says so. */
export const Edit = z.discriminatedUnion('kind', [
  /** Sets one line of a scene's words; `text: null` takes the line away. */
  z.strictObject({
    kind: z.literal('overlay-line'),
    sceneId,
    line: z.enum(['headline', 'support', 'pill']),
    text: z.string().trim().min(1).max(120).nullable(),
  }),
  z.strictObject({ kind: z.literal('overlay-position'), sceneId, position: Overlay.shape.position }),
  /** No words in this scene at all. */
  z.strictObject({ kind: z.literal('overlay-none'), sceneId }),
  /** What is behind the product. `reseed`: the same look drawn anew. */
  z.strictObject({
    kind: z.literal('background'),
    sceneId,
    description: description.nullable(),
    look: Look.nullable(),
    warmth: Background.shape.warmth.nullable(),
    brightness: Background.shape.brightness.nullable(),
    reseed: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('product'),
    sceneId,
    usage: ProductUsage.shape.usage.nullable(),
    scale: ProductUsage.shape.scale.nullable(),
    position: ProductUsage.shape.position.nullable(),
    motion: ProductUsage.shape.motion.nullable(),
  }),
  /** The others share what is left of the film, in their old proportions. */
  z.strictObject({ kind: z.literal('scene-duration'), sceneId, seconds: z.number().min(1).max(MAX_SECONDS) }),
  z.strictObject({ kind: z.literal('move-scene'), sceneId, to: place }),
  z.strictObject({ kind: z.literal('swap-scenes'), sceneId, with: sceneId }),
  /** A new scene comes to stand at `to`; the film's length stays. */
  z.strictObject({
    kind: z.literal('add-scene'),
    to: place,
    role: SceneRole,
    headline: z.string().trim().min(1).max(80).nullable(),
    description: description.nullable(),
    look: Look.nullable(),
  }),
  z.strictObject({ kind: z.literal('remove-scene'), sceneId }),
  z.strictObject({ kind: z.literal('transition'), sceneId, transition: Transition }),
  z.strictObject({
    kind: z.literal('style'),
    lighting: StyleSpec.shape.lighting.nullable(),
    camera: StyleSpec.shape.camera.nullable(),
    texture: StyleSpec.shape.texture.nullable(),
    mood: Mood.nullable(),
    grade: StyleSpec.shape.grade.nullable(),
    typeface: StyleSpec.shape.typeface.nullable(),
  }),
  /** Colours of the set, shared by all scenes. */
  z.strictObject({
    kind: z.literal('palette'),
    wall: Hex.nullable(),
    floor: Hex.nullable(),
    light: Hex.nullable(),
    accent: Hex.nullable(),
  }),
  /** Also brings music back to a silent film. `reseed`: another piece of the same kind. */
  z.strictObject({
    kind: z.literal('music'),
    mood: Mood.nullable(),
    tempoBpm: z.number().int().min(60).max(160).nullable(),
    prompt: z.string().trim().min(1).max(400).nullable(),
    reseed: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('music-none') }),
  /** The scene put together anew, with the same parts: after a fallback in rendering. */
  z.strictObject({ kind: z.literal('render-again'), sceneId }),
  /** The background is drawn here and costs nothing, also where clips are bought; another background ends that. */
  z.strictObject({ kind: z.literal('drawn-background'), sceneId }),
  /** The music is composed here and costs nothing, also where music is bought; another piece ends that. */
  z.strictObject({ kind: z.literal('local-music') }),
  z.strictObject({
    kind: z.literal('brand'),
    name: z.string().trim().min(1).max(60).nullable(),
    color: Hex.nullable(),
  }),
  z.strictObject({ kind: z.literal('total-duration'), seconds: z.number().min(MIN_SECONDS).max(MAX_SECONDS) }),
  /** Another picture of the product, by its artefact key. */
  z.strictObject({ kind: z.literal('product-picture'), photoKey: z.string().min(1).max(200) }),
]);
export type Edit = z.infer<typeof Edit>;

export type EditOf<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>;
