/** Every kind of edit at random, with scenes that exist and scenes that do not. */
import fc from 'fast-check';
import { Edit } from '../../../src/ad/edit.ts';
import { Look, Mood, ProductUsage, SceneRole, Transition } from '../../../src/ad/plan.ts';

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const words = (max: number) =>
  fc
    .oneof(
      fc.constantFrom('20% off', 'Fjell for slow mornings', 'Visit fjell.example', 'x'.repeat(max)),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }),
    )
    .map((text) => text.trim().slice(0, max).trim())
    .filter((text) => text !== '');
const anyColor = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const anyAmount = fc.double({ min: -1, max: 1, noNaN: true });
const anyId = fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6', 's9');
const anyPlace = fc.integer({ min: 1, max: 5 });
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);

export const anyEdit: fc.Arbitrary<Edit> = fc
  .oneof(
    fc.record({
      kind: fc.constant('overlay-line' as const),
      sceneId: anyId,
      line: oneOf(['headline', 'support', 'pill'] as const),
      text: nullable(words(120)),
    }),
    fc.record({
      kind: fc.constant('overlay-position' as const),
      sceneId: anyId,
      position: oneOf(['top', 'bottom'] as const),
    }),
    fc.record({ kind: fc.constant('overlay-none' as const), sceneId: anyId }),
    fc.record({
      kind: fc.constant('background' as const),
      sceneId: anyId,
      description: nullable(words(600)),
      look: nullable(oneOf(Look.options)),
      warmth: nullable(anyAmount),
      brightness: nullable(anyAmount),
      reseed: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('product' as const),
      sceneId: anyId,
      usage: nullable(oneOf(ProductUsage.shape.usage.options)),
      scale: nullable(fc.double({ min: 0.4, max: 1.8, noNaN: true })),
      position: nullable(oneOf(ProductUsage.shape.position.options)),
      motion: nullable(oneOf(ProductUsage.shape.motion.options)),
    }),
    fc.record({
      kind: fc.constant('scene-duration' as const),
      sceneId: anyId,
      seconds: fc.double({ min: 1, max: 60, noNaN: true }),
    }),
    fc.record({ kind: fc.constant('move-scene' as const), sceneId: anyId, to: anyPlace }),
    fc.record({ kind: fc.constant('swap-scenes' as const), sceneId: anyId, with: anyId }),
    fc.record({
      kind: fc.constant('add-scene' as const),
      to: anyPlace,
      role: oneOf(SceneRole.options),
      headline: nullable(words(80)),
      description: nullable(words(600)),
      look: nullable(oneOf(Look.options)),
    }),
    fc.record({ kind: fc.constant('remove-scene' as const), sceneId: anyId }),
    fc.record({ kind: fc.constant('transition' as const), sceneId: anyId, transition: oneOf(Transition.options) }),
    fc.record({
      kind: fc.constant('style' as const),
      lighting: nullable(words(200)),
      camera: nullable(words(200)),
      texture: nullable(words(200)),
      mood: nullable(oneOf(Mood.options)),
      grade: nullable(words(200)),
      typeface: nullable(oneOf(['modern', 'elegant', 'technical'] as const)),
    }),
    fc.record({
      kind: fc.constant('palette' as const),
      wall: nullable(anyColor),
      floor: nullable(anyColor),
      light: nullable(anyColor),
      accent: nullable(anyColor),
    }),
    fc.record({
      kind: fc.constant('music' as const),
      mood: nullable(oneOf(Mood.options)),
      tempoBpm: nullable(fc.integer({ min: 60, max: 160 })),
      prompt: nullable(words(400)),
      reseed: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('music-none' as const) }),
    fc.record({ kind: fc.constant('render-again' as const), sceneId: anyId }),
    fc.record({ kind: fc.constant('drawn-background' as const), sceneId: anyId }),
    fc.record({ kind: fc.constant('local-music' as const) }),
    fc.record({ kind: fc.constant('brand' as const), name: nullable(words(60)), color: nullable(anyColor) }),
    fc.record({ kind: fc.constant('total-duration' as const), seconds: fc.double({ min: 6, max: 60, noNaN: true }) }),
    fc.record({ kind: fc.constant('product-picture' as const), photoKey: oneOf(['a', 'b']) }),
  )
  .map((edit) => Edit.parse(edit));
