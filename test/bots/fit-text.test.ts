import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import { cutText, fitCard, splitText } from '../../src/bots/fit-text.ts';

const words = fc.string({
  unit: fc.constantFrom('a', 'Wort', ' ', '. ', '\n', '\n\n', '☕', '👩‍👩‍👧', 'é'),
  maxLength: 300,
});

test('pieces are short enough, none is empty, and together they say everything', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 200 }), (text, max) => {
      const pieces = splitText(text, max);
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(max);
      if (text.trim() !== '') expect(pieces).not.toContain('');
      const bare = (said: string) => said.replace(/\s/g, '');
      expect(bare(pieces.join(''))).toBe(bare(text));
    }),
  );
});

test('text is split between paragraphs, then sentences, then words', () => {
  expect(splitText('one two three\n\nfour five six', 20)).toEqual(['one two three', 'four five six']);
  expect(splitText('One two three. Four five', 20)).toEqual(['One two three.', 'Four five']);
  expect(splitText('one two three four', 10)).toEqual(['one two', 'three four']);
  expect(splitText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
});

test('what is cut ends with an ellipsis and never inside a letter', () => {
  expect(cutText('short', 5)).toBe('short');
  expect(cutText('a long sentence', 8)).toBe('a long…');
  expect(cutText('ab👩‍👩‍👧cd', 6)).toBe('ab…');
});

test('a card that is too long fits afterwards, whatever of it is long', () => {
  const field = fc.record({ label: words, value: words });
  const card = fc.record({
    title: fc.option(words),
    text: words,
    fields: fc.array(field),
    disclosure: fc.option(words),
  });
  fc.assert(
    fc.property(card, fc.integer({ min: 40, max: 2000 }), (change, max) => {
      const whole = { ...plainCard('result', ''), ...change };
      const { title, text, fields, disclosure } = fitCard(whole, max);
      const said = [title, text, disclosure, ...fields.flatMap(({ label, value }) => [label, value])].join('');
      expect(said.length).toBeLessThanOrEqual(max);
      if (said.length < max / 2) expect(fitCard(whole, 1e6)).toEqual(whole);
    }),
  );
});
