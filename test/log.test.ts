import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { traceOf } from '../src/log.ts';

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
