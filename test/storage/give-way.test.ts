import { expect, it } from 'vitest';
import { freshDatabase } from './fresh-database.ts';

it('statements in a row let others in between', async () => {
  // Story: looking up what an ad consists of took 150 ms in which no chat was answered and no job lock renewed.
  const { database, remove } = await freshDatabase();
  let turns = 0;
  let over = false;
  const count = () => {
    turns++;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await database.query('select 1');
  turns = 0;
  const until = performance.now() + 300;
  while (performance.now() < until) await database.query('select 1');
  over = true;
  expect(turns).toBeGreaterThanOrEqual(5);
  await remove();
});
