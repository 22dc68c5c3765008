import { expect, test } from 'vitest';
import { createSlots } from '../../src/media/ffmpeg/slots.ts';

const calm = new AbortController().signal;

test('no more run at once than there are slots, in the order they came, and all of them run', async () => {
  const slots = createSlots(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const work = (index: number) => async () => {
    order.push(index);
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return index;
  };
  const results = await Promise.all([0, 1, 2, 3, 4].map((index) => slots.use(work(index), calm)));
  expect(results).toEqual([0, 1, 2, 3, 4]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test('a failure frees its slot', async () => {
  const slots = createSlots(1);
  await expect(slots.use(() => Promise.reject(new Error('no')), calm)).rejects.toThrow('no');
  expect(await slots.use(async () => 'yes', calm)).toBe('yes');
});

test('who is stopped while waiting leaves the line and takes no slot', async () => {
  const slots = createSlots(1);
  const stop = new AbortController();
  let release = () => {};
  const first = slots.use(() => new Promise<void>((resolve) => (release = resolve)), calm);
  const second = slots.use(async () => 'never', stop.signal);
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  release();
  await first;
  expect(await slots.use(async () => 'third', calm)).toBe('third');
});
