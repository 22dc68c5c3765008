/** The stand-ins as they are started by hand. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const RUN = join(import.meta.dirname, 'run.ts');

function start(...words: readonly string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', RUN, ...words]);
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, said: () => text, ended: once(child, 'close').then(([code]: unknown[]) => code) };
}

it('they print what to set, answer there, and say the bill when they are stopped', async () => {
  const { child, said, ended } = start('--seconds', '0');
  await expect.poll(said, { timeout: 60_000 }).toContain('Ctrl-C ends them');
  const variable = (name: string) => new RegExp(`^export ${name}=(\\S+)$`, 'm').exec(said())?.[1] ?? '';
  const ask = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  const words = await ask(
    `${variable('OPENAI_BASE_URL')}/chat/completions`,
    { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Answer with yes.' }] },
    { authorization: `Bearer ${variable('OPENAI_API_KEY')}` },
  );
  expect(await words.json()).toMatchObject({ choices: [{ message: { content: 'Yes.' } }] });
  const clip = await ask(
    `${variable('REPLICATE_BASE_URL')}/models/wan-video/wan-2.2-t2v-fast/predictions`,
    { input: { prompt: 'a pale plaster wall', resolution: '720p' } },
    { authorization: `Bearer ${variable('REPLICATE_API_TOKEN')}`, 'cancel-after': '10m' },
  );
  expect(clip.status).toBe(201);

  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said()).toMatch(/OpenAI +\$0\.0000\d\d +1 requests/);
  expect(said()).toMatch(/Replicate +\$0\.100000 +1 predictions/);
  expect(said()).not.toContain('no client should send');
});

it.each([
  [['--openai', 'nope'], /--openai cannot be nope\. Use one of: ok, bad-key/],
  [['--seconds', 'soon'], /--seconds cannot be soon\. Use a number/],
  [['--wat'], /--wat.*Try: npm run stand-ins -- --help/s],
])('%j is refused with one sentence', async (words, sentence) => {
  const { said, ended } = start(...words);
  expect(await ended).toBe(2);
  expect(said()).toMatch(sentence);
});
