/** An error that nobody foresaw, anywhere in the program, holds what an SDK hangs on it: none of that may be printed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCli } from './run-cli.ts';

const TOKEN = 'r8_unforeseenUnforeseenUnforeseen';
const LOADED = `
  const error = new Error('POST https://api.example/v1/x?signature=abc failed for ${TOKEN}');
  error.request = new Request('https://api.example/v1/x', { headers: { authorization: 'Bearer ${TOKEN}' } });
`;

it.each([
  ['thrown', 'setTimeout(() => { throw error; }, 300);'],
  ['rejected', 'setTimeout(() => void Promise.reject(error), 300);'],
])('when it is %s beside everything else, it is told without keys and addresses', async (_how, body) => {
  const home = await mkdtemp(join(tmpdir(), 'adgen-unforeseen-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { code, stdout, stderr } = await runCli(['doctor'], {
    ADGEN_HOME: home,
    REPLICATE_API_TOKEN: TOKEN,
    REPLICATE_BASE_URL: 'http://127.0.0.1:9/v1',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LOADED + body)}`,
  });
  expect(code).toBe(1);
  expect(stderr).toContain('POST https://api.example/… failed for [secret]');
  for (const secret of [TOKEN, 'signature=']) expect(stdout + stderr).not.toContain(secret);
});
