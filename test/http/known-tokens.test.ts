/** A token is looked at once a minute, however often it comes, and never believed longer than it says. */
import { expect, test } from 'vitest';
import { rememberTokens } from '../../src/http/api/known-tokens.ts';
import { unsigned } from './token-issuer.ts';

const START_MS = 1_800_000_000_000;
const tokenUntil = (afterMs: number, more = '') => unsigned({}, { exp: (START_MS + afterMs) / 1000, more });

function remembering(answer: (token: string) => string | null = () => 'ada') {
  let nowMs = START_MS;
  const looked: string[] = [];
  const check = rememberTokens(
    async (token) => {
      looked.push(token);
      return answer(token);
    },
    () => nowMs,
  );
  return { check, looked, wait: (ms: number) => (nowMs += ms) };
}

test('a good token is looked at again only after a minute', async () => {
  const { check, looked, wait } = remembering();
  const token = tokenUntil(3_600_000);
  for (let poll = 0; poll < 30; poll++) {
    expect(await check(token)).toBe('ada');
    wait(1_999);
  }
  expect(looked).toHaveLength(1);
  wait(1_000);
  await check(token);
  expect(looked).toHaveLength(2);
});

test('one that ends sooner is looked at from then on each time', async () => {
  const { check, looked, wait } = remembering();
  const token = tokenUntil(5_000);
  await check(token);
  wait(4_999);
  await check(token);
  expect(looked).toHaveLength(1);
  wait(1);
  await check(token);
  await check(token);
  expect(looked).toHaveLength(3);
});

test('what was refused is looked at each time, and another token is another one', async () => {
  const { check, looked } = remembering((token) => (token === 'wrong' ? null : token.slice(-9)));
  expect([await check('wrong'), await check('wrong')]).toEqual([null, null]);
  const [one, other] = [tokenUntil(60_000, 'one'), tokenUntil(60_000, 'other')];
  expect(await check(one)).toBe(one.slice(-9));
  expect(await check(other)).toBe(other.slice(-9));
  expect(looked).toHaveLength(4);
});

test('a look that failed is no refusal: the next one asks again', async () => {
  let isUp = false;
  const { check } = remembering(() => {
    if (!isUp) throw new Error('The keys cannot be had.');
    return 'ada';
  });
  const token = tokenUntil(60_000);
  await expect(check(token)).rejects.toThrow('cannot be had');
  isUp = true;
  expect(await check(token)).toBe('ada');
});

test('thousands of tokens do not pile up', async () => {
  const { check, looked } = remembering();
  const tokens = Array.from({ length: 5_001 }, (_, number) => tokenUntil(60_000, `${number}`));
  for (const token of tokens) await check(token);
  await check(tokens.at(-1) ?? '');
  expect(looked).toHaveLength(5_001);
  await check(tokens[0] ?? '');
  expect(looked).toHaveLength(5_002);
});
