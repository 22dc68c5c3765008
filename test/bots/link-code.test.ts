/** What is about a link, and what only sounds like it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkWishIn } from '../../src/bots/link-code.ts';

const SIGNS = [...'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'];
const use = (signs: string) => ({ kind: 'use', codeHash: createHash('sha256').update(signs).digest('hex') });

describe('a code', () => {
  test.each([
    'link ABCDE-23456',
    'Link abcde-23456',
    'LINK ABCDE23456',
    'link abcde23456',
    'link ABCDE 23456',
    'link ABCDE - 23456',
    'link  ABCDE–23456.',
    'linkABCDE-23456',
    'link:ABCDE-23456',
    'link: `ABCDE-23456`',
    '**link** “ABCDE-23456”!',
    'link A B C D E 2 3 4 5 6',
    '@adgen link ABCDE-23456',
    '@adgen, please link ABCDE-23456, thank you!',
    'Hi! Can you link my account ABCDE-23456?',
    'link me to my account with ABCDE-23456',
    'link my account: ABCDE-23456',
    'link account code ABCDE-23456',
    'link (ABCDE-23456)',
    '/ad link ABCDE-23456',
    'Hello, I would like to link the page. This is it: ABCDE-23456',
    'link ABCDE-23456 to my account, please',
    'ABCDE-23456',
    'my code is abcde-23456',
    'Code: ABCDE-23456',
    'link\nABCDE-23456',
    'link ＡＢＣＤＥ-23456',
    'link ABCDE\u200b-23456',
  ])('in “%s”', (said) => {
    expect(linkWishIn(said)).toEqual(use('ABCDE23456'));
  });

  test('of whatever signs, behind “link”, in any case, with a dash or none', () => {
    const code = fc.array(fc.constantFrom(...SIGNS), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(code, fc.constantFrom('-', ''), fc.boolean(), (signs, dash, isSmall) => {
        const typed = [...signs.slice(0, 5), dash, ...signs.slice(5)].join('');
        expect(linkWishIn(`link ${isSmall ? typed.toLowerCase() : typed}`)).toEqual(use(signs.join('')));
      }),
    );
  });

  test.each(['link ABCDE-2345', 'link ABCDE-234567', 'link ABCD0-23456', 'link ABCDI-23456', 'link 12345678'])(
    'that is none is meant as one in “%s”',
    (said) => {
      expect(linkWishIn(said)).toEqual({ kind: 'unreadable' });
    },
  );
});

test.each([
  'link',
  'Link!',
  'please link my account',
  'How do I link my account?',
  'link me',
  '/ad link',
  '@adgen link',
])('without a code: “%s”', (said) => {
  expect(linkWishIn(said)).toEqual({ kind: 'how' });
});

test.each([
  'unlink',
  'Unlink.',
  'un-link',
  'un link me',
  'please unlink my account',
  '@adgen unlink this chat',
  '/ad unlink',
])('the end of it: “%s”', (said) => {
  expect(linkWishIn(said)).toEqual({ kind: 'end' });
});

test.each([
  'an ad for Fjell, teal, 15 seconds',
  'put the link fjell.example on the last scene',
  'link to our shop: https://fjell.example/shop',
  'link to newsletter',
  'link the blue bottle to the box',
  'Linked lists',
  'links',
  'linked in bio',
  'unlink the logo from scene 2',
  'the blink of an eye',
  'use the promo code SUMMR-25FFF on the last scene',
  'HEART-BREAK',
  'strawberry',
  '#4dbac7',
  '555-23456',
  '',
  '   ',
  `link ABCDE-23456 ${'lemonade '.repeat(30)}`,
])('is about something else: “%s”', (said) => {
  expect(linkWishIn(said)).toBeNull();
});

test('whatever is said, it is read in no time', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 5000, unit: 'grapheme' }),
      fc.constantFrom('', 'link ', 'unlink '),
      (said, before) => {
        const startedMs = performance.now();
        linkWishIn(before + said);
        expect(performance.now() - startedMs).toBeLessThan(50);
      },
    ),
  );
  for (const said of [
    `link ${'a '.repeat(97)}`,
    `link${' my'.repeat(60)}`,
    `${'please '.repeat(28)}`,
    'a-'.repeat(100),
  ])
    expect(linkWishIn(said)?.kind ?? 'other').toMatch(/how|other/);
});
