import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { secretsOf, traceOf } from '../src/log.ts';

/** What a log of its own process writes when `body` is run with it. */
function logged(body: string): string {
  const program = `import { createLog } from './src/log.ts'; const log = createLog('debug', ['r8_ab"cd', 'sk-12345']); ${body}`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
    encoding: 'utf8',
  });
  return stderr;
}

it('takes keys and tokens out, wherever they are and however JSON writes them', () => {
  const line = logged(
    `log.info({ key: 'sk-12345', nested: { list: ['r8_ab"cd'] }, header: 'Bearer abcdefghijkl' }, 'with sk-12345');`,
  );
  expect(JSON.parse(line)).toMatchObject({ key: '[secret]', nested: { list: ['[secret]'] }, msg: 'with [secret]' });
  for (const secret of ['sk-12345', 'r8_ab', 'abcdefghijkl']) expect(line).not.toContain(secret);
});

it('keeps of an address the host alone', () => {
  const line = logged(`log.info({ from: 'https://replicate.delivery/x/y.mp4?sig=1' }, 'got http://127.0.0.1:9/a b');`);
  expect(JSON.parse(line)).toMatchObject({ from: 'https://replicate.delivery/…', msg: 'got http://127.0.0.1:9/… b' });
});

it('keeps of an error what explains it, and nothing that hangs on it', () => {
  const line = logged(
    `const error = new Error('failed', { cause: new Error('sk-12345 was refused') });
     log.warn({ err: Object.assign(error, { code: 'E1', requestBody: 'what people said' }) }, 'no');`,
  );
  const { err } = JSON.parse(line);
  expect(err).toMatchObject({
    type: 'Error',
    message: 'failed',
    code: 'E1',
    cause: { message: '[secret] was refused' },
  });
  expect(line).not.toContain('what people said');
});

it('tells what nobody foresaw with its causes, and without what hangs on it', () => {
  const refused = Object.assign(new Error('https://api.example/v1/x?sig=1 said no to sk-12345'), {
    request: { headers: { authorization: 'Bearer abcdefghijkl' } },
  });
  const told = traceOf(new Error('a step failed', { cause: refused }), ['sk-12345', '']);
  expect(told).toMatch(/a step failed[\s\S]*because Error: https:\/\/api\.example\/… said no to \[secret\]/);
  expect(told).not.toContain('abcdefghijkl');
});

it('follows causes that lead back to where they began no further than it must', () => {
  const error = new Error('round');
  error.cause = error;
  expect(traceOf(error, []).match(/Error: round/g)).toHaveLength(5);
});

it('keeps of a database’s or a queue’s address the host alone, without who and with what', () => {
  const line = logged(
    `log.warn({ db: 'postgres://adgen:pa55@db.internal:5432/adgen', url: 'https://me:secret@a.example/x' }, 'rediss://:pw@r:6379/0 is away');`,
  );
  expect(JSON.parse(line)).toMatchObject({
    db: 'postgres://db.internal:5432/…',
    url: 'https://a.example/…',
    msg: 'rediss://r:6379/… is away',
  });
});

it('knows every secret of the configuration, a password also as what it means', () => {
  const config = readConfig(
    {
      OPENAI_API_KEY: 'sk-1',
      REPLICATE_API_TOKEN: 'r8_2',
      DATABASE_URL: 'postgres://adgen:p%40ss@db/adgen',
      REDIS_URL: 'redis://:queue@r',
      S3_BUCKET: 'b',
      S3_REGION: 'r',
      ADMIN_TOKEN: 'a token of sixteen or more',
    },
    '/somewhere',
  );
  const expected = ['sk-1', 'r8_2', 'p%40ss', 'p@ss', 'queue', 'a token of sixteen or more'];
  expect(secretsOf(config)).toEqual(expect.arrayContaining(expected));
});

it('says on every line what the work is about, however deep inside and however old the log is', () => {
  const lines = logged(`
    import { withFields } from './src/log.ts';
    const old = () => log.info({}, 'inside');
    withFields({ project: 'p1', job: 'film.p1' }, () => {
      old();
      void Promise.resolve().then(old);
      withFields({ step: 'film' }, () => log.info({ project: 'p2' }, 'deeper'));
    });
    withFields({ project: 'p3' }, () => setImmediate(old));
    old();
  `)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [first, deeper, outside, later, other] = lines.map(({ level, time, pid, hostname, ...rest }) => rest);
  expect(first).toEqual({ project: 'p1', job: 'film.p1', msg: 'inside' });
  // What a line says for itself wins, and stands there once.
  expect(deeper).toEqual({ project: 'p2', job: 'film.p1', step: 'film', msg: 'deeper' });
  expect(outside).toEqual({ msg: 'inside' });
  expect(later).toEqual({ project: 'p1', job: 'film.p1', msg: 'inside' });
  expect(other).toEqual({ project: 'p3', msg: 'inside' });
});
