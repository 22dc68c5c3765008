import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Brief } from '../../src/ad/brief.ts';
import { framesOf } from '../../src/ad/frames.ts';
import { Mood, Plan, ProductUsage, SceneRole, StyleSpec, Transition } from '../../src/ad/plan.ts';
import { planOffline } from '../../src/providers/offline/plan-offline.ts';
import type { Answer } from '../../src/providers/openai/planner/answer.ts';
import { assemblePlan } from '../../src/providers/openai/planner/assemble.ts';
import { CAN, linesOf, promptsOf } from './openai-planner/answers.ts';

/** What a model may well write, what it should not, and what nobody expects. */
const LINES = [
  'Slow mornings',
  'The best kettle on earth',
  '100% guaranteed',
  'Free shipping, today only',
  'Boils in 90 seconds',
  'Boils in 30 seconds',
  'Save 50%',
  '$9.99',
  'No. 1',
  'Der leiseste Kessel',
  '世界一の静けさ',
  '٥٠٪ خصم',
  'Visit evil.example now',
  'A kettle that sings softly while the whole house is still asleep, and then it stops, and then it sings once more',
  'Ünïcödé 🔥🔥 “quoted”',
  '\u202eesrever\u0000',
  '   ',
  '!!!',
  'Kessel',
  'KESSEL',
];
const PLACES = [
  'a Kessel kettle on a stove, steam rising',
  'a bottle, a logo, a woman',
  'text text text',
  'misty lake at dawn, slow ripples',
  '',
  '“Kessel” in golden letters over a marble wall with soft light',
];
const anyText = (given: readonly string[]) =>
  fc.oneof(fc.constantFrom(...given), fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...given));
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(0, -1, 4),
);
const { usage, position, motion } = ProductUsage.shape;

const anyScene: fc.Arbitrary<Answer['scenes'][number]> = fc.record({
  role: fc.constantFrom(...SceneRole.options),
  seconds: anyNumber,
  background: anyText(PLACES),
  product: fc.record({
    usage: fc.constantFrom(...usage.options),
    position: fc.constantFrom(...position.options),
    motion: fc.constantFrom(...motion.options),
    scale: anyNumber,
  }),
  overlay: fc.option(
    fc.record({ headline: anyText(LINES), support: fc.option(anyText(LINES)), pill: fc.option(anyText(LINES)) }),
  ),
  transition: fc.constantFrom(...Transition.options),
});
const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  language: fc.oneof(fc.constantFrom('en', 'de', 'fr-CA', 'ja', 'English', 'xx-', ''), fc.string()),
  productWords: fc.array(anyText(['kettle', 'light', 'the', 'a', '.*', 'soft']), { maxLength: 12 }),
  mood: fc.constantFrom(...Mood.options),
  style: fc.record({
    lighting: anyText(PLACES),
    camera: anyText(PLACES),
    texture: anyText(PLACES),
    grade: anyText(PLACES),
    typeface: fc.constantFrom(...StyleSpec.shape.typeface.options),
  }),
  scenes: fc.array(anyScene, { minLength: 3, maxLength: 12 }),
  music: fc.record({ mood: fc.constantFrom(...Mood.options), tempoBpm: anyNumber, prompt: anyText(PLACES) }),
});
const anyBrief = fc
  .record({
    text: fc.constantFrom(
      'Kessel is a kettle that boils in 90 seconds. Quiet as snow.',
      'Ein leiser Wasserkocher aus Stahl. 20% Rabatt bis Sonntag.',
      'やかんは静かです。',
      'Show a baker. The best kettle.',
    ),
    brandName: fc.constantFrom(
      'Kessel',
      'Light',
      '.*',
      'K',
      'Ultra Very Long Brand Name That Nearly Fills The Whole Line It',
    ),
    durationSeconds: fc.oneof(fc.double({ min: 6, max: 60, noNaN: true }), fc.constantFrom(6, 15, 60)),
    callToAction: fc.option(fc.constantFrom('Order today', 'x'.repeat(60))),
  })
  .map((given) => Brief.parse({ ...given, brandColor: '#0f766e', brandName: given.brandName.slice(0, 60) }));

/** Independent of the code under test: digits of any script, and loud words, by what the brief holds. */
const LOUD = ['best', 'guaranteed', 'free', 'leiseste', '世界一', 'خصم', 'evil.example', '%', '$', '٪', 'save'];

function unbacked(plan: Plan, brief: Brief): readonly string[] {
  const source = [brief.text, brief.brandName, brief.callToAction].join('\n').toLowerCase();
  const digits = (text: string): readonly string[] => text.match(/\p{Nd}+/gu) ?? [];
  return linesOf(plan).filter((line) => {
    const lower = line.toLowerCase();
    const isLoud = LOUD.some((word) => lower.includes(word) && !source.includes(word));
    return isLoud || digits(lower).some((number) => !digits(source).includes(number));
  });
}

describe('whatever a model answers in the schema', () => {
  test('becomes a valid plan of exactly the length, whose claims are all in the brief', () => {
    fc.assert(
      fc.property(anyAnswer, anyBrief, (answer, brief) => {
        const plan = Plan.parse(assemblePlan(answer, { brief, cutout: CAN, draft: planOffline(brief, CAN) }));
        expect(plan.totalFrames).toBe(framesOf(brief.durationSeconds));
        expect(plan.scenes.reduce((sum, scene) => sum + scene.frames, 0)).toBe(plan.totalFrames);
        expect(Math.min(...plan.scenes.map(({ frames }) => frames))).toBeGreaterThanOrEqual(47);
        expect(plan.scenes.map(({ role }) => role).indexOf('call-to-action')).toBe(plan.scenes.length - 1);
        expect(plan.scenes.at(-1)?.overlay?.headline).toBe(brief.brandName);
        expect(plan.scenes.at(-1)?.product.usage).not.toBe('absent');
        if (brief.callToAction) expect(plan.scenes.at(-1)?.overlay?.pill).toBe(brief.callToAction);
        expect(unbacked(plan, brief)).toEqual([]);
        expect(linesOf(plan).join('')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
        expect(promptsOf(plan)).not.toMatch(/\b(?:logo|letters|text|bottle)\b/u);
        if (brief.text.includes('kettle')) expect(promptsOf(plan)).not.toContain('kettle');
        if (brief.brandName === 'Kessel') expect(promptsOf(plan)).not.toContain('Kessel');
      }),
      { numRuns: 300 },
    );
  });

  test('becomes the same plan each time', () => {
    fc.assert(
      fc.property(anyAnswer, anyBrief, (answer, brief) => {
        const ad = { brief, cutout: CAN, draft: planOffline(brief, CAN) };
        expect(assemblePlan(answer, ad)).toEqual(assemblePlan(answer, ad));
      }),
      { numRuns: 20 },
    );
  });
});
