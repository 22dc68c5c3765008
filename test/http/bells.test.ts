import { expect, test } from 'vitest';
import { createBells } from '../../src/http/bells.ts';

test('what may have been in any thread rings in every one', async () => {
  let say: (threadId: string, what: 'changed' | 'typing') => void = () => undefined;
  const listen = async (hear: typeof say) => {
    say = hear;
    return async () => undefined;
  };
  const bells = createBells({ listen }, new AbortController().signal);
  const [one, two] = [await bells.open('one'), await bells.open('two')];
  say('', 'changed');
  expect(await one.next(0)).toEqual({ changed: true, typing: false });
  expect(await two.next(0)).toEqual({ changed: true, typing: false });
  say('two', 'typing');
  expect(await one.next(0)).toEqual({ changed: false, typing: false });
  expect(await two.next(0)).toEqual({ changed: false, typing: true });
});
