import { describe, expect, it } from 'vitest';
import { cleanBackground } from '../../src/providers/openai/planner/background.ts';
import { createClaimCheck } from '../../src/providers/openai/planner/claims.ts';
import { forbiddenFor } from '../../src/providers/openai/planner/forbidden-words.ts';
import { shorten, tidy } from '../../src/providers/openai/planner/line.ts';
import { FJELL } from './openai-planner/answers.ts';

const brief = {
  text: 'Keeps cold for 24 hours. 20% off until Sunday, from $1,000. Free refill. The softest foam. Level 3. See fjell.example/shop.',
  brandName: 'Fjell 7',
  callToAction: null,
};

describe('a claim', () => {
  it.each([
    ...['Cold for 24 hours', 'Cold for 24h', 'Cold for ２４ hours', '20 percent off', 'Save 20% now', 'From $1000'],
    ...['Free refill', 'The softest foam', 'Softest', 'Meet Fjell 7', 'Level three', 'fjell.example/shop'],
    ...[
      'Slow mornings, strong coffee',
      'Rest in the forest',
      'An honest harvest',
      'Kühl wie die Küste',
      'Le goût du calme',
    ],
  ])('is in the brief: %s', (line) => {
    expect(createClaimCheck(brief, 'en')(line)).toBeNull();
  });

  it.each([
    ...[
      '24 years',
      'Only 24',
      '20 reasons',
      '$20 off',
      '€1000',
      '20% more foam for cats',
      'Level 4',
      '٥٠ hours',
      'Ten hours',
    ],
    ...['Free shipping', 'Sugar-free', 'The lightest foam', 'Most loved', 'Voted number one', '#1', 'Twice as cold'],
    ...[
      'Guaranteed fresh',
      'Vegan',
      'Clinically proven',
      'Der kühlste Schaum',
      'Le plus doux',
      'El más suave',
      'Garantiert kühl',
    ],
    ...['世界一', '最高の泡', '보장', 'Лучший вкус', 'ضمان', 'shop@evil.example', 'Fjell™', '★★★★★'],
  ])('is not in the brief: %s', (line) => {
    expect(createClaimCheck(brief, 'en')(line)).not.toBeNull();
  });
});

describe('a background', () => {
  const isForbidden = forbiddenFor(FJELL, ['latte', 'light']);
  it.each([
    ['a marble table with a bottle of perfume, soft light', 'a marble table of perfume, soft light'],
    ['a latte on a wooden counter, steam rising slowly', 'a wooden counter, steam rising slowly'],
    ['soft light over a stone wall. The word “FJELL” glows above it.', 'soft light over a stone wall'],
    ['no people, no text, an empty terrace above the sea', 'an empty terrace above the sea'],
    ['a can', null],
    ['', null],
  ])('loses what must not be seen: %s', (written, left) => {
    expect(cleanBackground(written, isForbidden)).toBe(left === null ? null : left.replace(' of perfume', ''));
  });

  it('may show light where the brand is called Light', () => {
    const byName = forbiddenFor({ text: 'A lamp.', brandName: 'Light' }, []);
    expect(cleanBackground('soft light on plaster, Light above a door', byName)).toBe(
      'soft light on plaster above a door',
    );
  });
});

describe('a line', () => {
  it.each([
    ['Slow mornings, strong coffee and a view', 20, 'Slow mornings'],
    ['Keeps your coffee cold for the whole of the day', 30, 'Keeps your coffee cold'],
    ['Stays cold for 24 hours', 20, 'Stays cold'],
    ['静かな朝にゆっくりと飲むコーヒー', 10, '静かな朝にゆっくりと'],
    ['Donaudampfschifffahrtsgesellschaft', 10, null],
  ])('is shortened where a reader would breathe: %s', (line, room, short) => {
    expect(shorten(line, room, 'ja')).toBe(short);
  });

  it('is cleaned of markup and hidden signs', () => {
    expect(tidy('  **“Slow\u202e mornings”** \n ')).toBe('Slow mornings');
  });
});
