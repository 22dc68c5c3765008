import { expect, it } from 'vitest';
import { createReadiness } from '../../src/compose/readiness.ts';

function noted() {
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, log: { info: note, warn: note, error: note } };
}

const ok = { ask: async () => undefined, say: 'The queue is away.' };

it('says what cannot be used in its own words; what was thrown goes to the log, once', async () => {
  const { lines, log } = noted();
  let nowMs = 0;
  const secret = async () => Promise.reject(new Error('connect ECONNREFUSED db.internal'));
  const dependencies = { database: { ask: secret, say: 'The database is away.' }, queue: ok };
  const readiness = createReadiness({ dependencies, log, clock: () => nowMs });
  const expected = { status: 'not ready', checks: { database: 'The database is away.', queue: 'ok' } };
  expect(await readiness()).toEqual(expected);
  nowMs = 1_000;
  expect(await readiness()).toEqual(expected);
  expect(lines).toEqual([expect.stringContaining('a dependency cannot be used')]);
});

it('waits no longer than its limit for one, asks the others meanwhile, and never asks twice at once', async () => {
  const { lines, log } = noted();
  let nowMs = 0;
  let asked = 0;
  const answered = Promise.withResolvers<void>();
  const ask = () => {
    asked++;
    return answered.promise;
  };
  const dependencies = { database: { ask, say: 'The database is away.' }, queue: ok };
  const readiness = createReadiness({ dependencies, log, clock: () => nowMs, limitMs: 20 });
  const late = 'The database is away. It did not answer within 0.02 s.';
  expect((await readiness()).checks).toEqual({ database: late, queue: 'ok' });
  nowMs = 1_000;
  expect((await readiness()).checks).toEqual({ database: late, queue: 'ok' });
  expect(asked).toBe(1);
  answered.resolve();
  nowMs = 2_000;
  expect(await readiness()).toEqual({ status: 'ready', checks: { database: 'ok', queue: 'ok' } });
  nowMs = 3_000;
  await readiness();
  expect(asked).toBe(2);
  expect(lines.map((line) => line.slice(0, line.indexOf(' {')))).toEqual([
    'a dependency does not answer',
    'a dependency can be used again',
  ]);
});

it('keeps an answer for a second, however many ask', async () => {
  let nowMs = 0;
  let asked = 0;
  const database = { ask: async () => void asked++, say: '' };
  const readiness = createReadiness({ dependencies: { database }, log: noted().log, clock: () => nowMs });
  await Promise.all([readiness(), readiness()]);
  nowMs = 999;
  await readiness();
  expect(asked).toBe(1);
  nowMs = 1_000;
  await readiness();
  expect(asked).toBe(2);
});
