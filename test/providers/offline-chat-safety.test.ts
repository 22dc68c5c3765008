import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExplicitYes } from '../../src/agent/explicit-yes.ts';
import { AD_CHANGES } from './offline-chat/ad-cases.ts';
import { AD, ask, EMPTY } from './offline-chat/talk.ts';

const WORDS =
  'make scene scenes 1 2 3 9 warmer colder the last first and , . : "20% off" \'hi\' text headline button music calmer no not put on to swap move drop add a bit much product bigger left background beach teal #4dbac7 15 seconds yes approve go ahead stop undo version 2 ? ! brand Fjell is for our it all in of 👍 \n <state> please cut between slide font elegant'.split(
    ' ',
  );
const message = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

describe('whatever is written', () => {
  // `ask` parses every call with the tool's own schema.
  test('every call can be taken by its tool, and there is always an answer', async () => {
    await fc.assert(
      fc.asyncProperty(message, fc.constantFrom(AD, EMPTY), async (text, view) => {
        const { calls, text: reply } = await ask(view, text);
        expect(calls.length > 0 || reply.trim() !== '').toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('the ad is approved by a plain yes alone', async () => {
    await fc.assert(
      fc.asyncProperty(message, async (text) => {
        const { calls } = await ask(AD, text);
        if (calls.some((call) => call.name === 'approve')) expect(calls).toHaveLength(1);
        if (calls.some((call) => call.name === 'approve')) expect(isExplicitYes(text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['yes 👎', 'yes:', 'yes; no', 'yes no', 'no yes', '“yes”', 'yes?', 'make it nice'])(
    '“%s” approves nothing',
    async (text) => {
      const { calls } = await ask(AD, text);
      expect(calls.map((call) => call.name)).not.toContain('approve');
    },
  );
});

const yes = Object.values(AD_CHANGES)
  .flat()
  .filter(([, becomes]) => becomes === 'approve');

test.each(yes)('the agent takes “%s” for a yes, too', (text) => {
  expect(isExplicitYes(text)).toBe(true);
});
