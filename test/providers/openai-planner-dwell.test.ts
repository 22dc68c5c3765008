/** Whatever a model writes, each scene is seen long enough to read all of its words. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Brief } from '../../src/ad/brief.ts';
import { Plan, type Scene } from '../../src/ad/plan.ts';
import { planOffline } from '../../src/providers/offline/plan-offline.ts';
import { assemblePlan } from '../../src/providers/openai/planner/assemble.ts';
import { CAN, FJELL, GOOD, scene } from './openai-planner/answers.ts';

/** A reader takes in 13 characters a second, and words fade in for 0.4 s before that (legibility of captions; read 2026-11-22). */
const CHARACTERS_PER_SECOND = 13;
const SETTLE_SECONDS = 0.4;
/** Where brand and call to action leave a short film no room, everything is read a little faster. */
const HURRY = 1.1;

function secondsToRead({ overlay }: Scene): number {
  const lines = [overlay?.headline, overlay?.support, overlay?.pill].filter((line) => typeof line === 'string');
  return lines.length === 0 ? 0 : lines.join('').length / CHARACTERS_PER_SECOND + SETTLE_SECONDS;
}

const WORDS = [
  'slow',
  'mornings',
  'strong',
  'coffee',
  'made',
  'quietly',
  'for',
  'people',
  'who',
  'wander',
  'and',
  'sea',
  'of',
  'mist',
];
const line = (most: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: most }).map((all) => all.join(' '));
const anyScene = fc.record({
  role: fc.constantFrom('hook' as const, 'benefit' as const, 'call-to-action' as const),
  seconds: fc.oneof(fc.integer({ min: -2, max: 90 }), fc.constantFrom(0.01, 4)),
  overlay: fc.record({ headline: line(14), support: fc.option(line(20)), pill: fc.option(line(6)) }),
});

test('also when it writes far too much, and wishes for seconds that do not fit', () => {
  fc.assert(
    fc.property(
      fc.array(anyScene, { minLength: 3, maxLength: 8 }),
      fc.oneof(fc.constantFrom(6, 8, 10, 12, 15, 30, 60), fc.double({ min: 6, max: 60, noNaN: true })),
      fc.constantFrom(null, 'Find yours at fjell.example'),
      (scenes, durationSeconds, callToAction) => {
        const brief = Brief.parse({ ...FJELL, durationSeconds, callToAction });
        const answer = { ...GOOD, scenes: scenes.map((own) => scene(own)) };
        const plan = Plan.parse(assemblePlan(answer, { brief, cutout: CAN, draft: planOffline(brief, CAN) }));
        for (const own of plan.scenes)
          expect(own.frames / 30, JSON.stringify(own.overlay)).toBeGreaterThan(secondsToRead(own) / HURRY - 0.04);
      },
    ),
    { numRuns: 400 },
  );
});
