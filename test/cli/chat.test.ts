/** `adgen chat` as a process of its own, with a script piped in. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'adgen-chat-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function chat(script: string) {
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'chat'], {
    cwd: home,
    env: { ...process.env, ADGEN_HOME: join(home, 'adgen') },
  });
  program.stdin.end(script);
  const [transcript, code] = await Promise.all([
    text(program.stdout),
    new Promise((resolve) => program.once('exit', resolve)),
  ]);
  return { transcript, code };
}

it('prints who said what, one after the other, and tells by its code that no ad was made', async () => {
  const { transcript, code } = await chat(
    [
      'hi',
      'An ad for Fjell, coffee for slow mornings.',
      '/attach missing.jpg',
      'this is it',
      '/dance',
      '/quit',
      'no',
    ].join('\n'),
  );
  const said = [...transcript.matchAll(/^user: {4}(.*)$/gm)].map((match) => match[1]);
  expect(said).toEqual([
    'hi',
    'An ad for Fjell, coffee for slow mornings.',
    '/attach missing.jpg',
    'this is it',
    '/dance',
  ]);
  expect(transcript).toMatch(/Fjell/);
  expect(transcript).toMatch(/“missing\.jpg”: This file cannot be opened/);
  expect(transcript).toMatch(/There is no \/dance/);
  expect(code).toBe(1);
});
