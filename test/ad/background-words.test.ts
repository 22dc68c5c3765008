import { expect, test } from 'vitest';
import { backgroundWords } from '../../src/ad/background-words.ts';

test.each([
  [0, 0, ''],
  [0.05, -0.05, ''],
  [0.5, 0, 'warmer, golden light'],
  [-0.5, 0, 'cooler, bluish light'],
  [0, 0.5, 'brighter, airy exposure'],
  [0.4, -0.8, 'warmer, golden light, much darker, low-key exposure'],
])('a scene with warmth %d and brightness %d is asked for with "%s"', (warmth, brightness, words) => {
  expect(backgroundWords({ warmth, brightness })).toBe(words);
});
