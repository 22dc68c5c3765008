/** What `adgen doctor` finds where less than everything is bought, or more than it knows is asked for. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPglite } from '../../src/storage/pglite.ts';
import { smallHome } from '../fixtures/system.ts';
import { API_KEY, type OpenAiServer, startOpenAiServer } from '../stand-ins/openai-server.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { type ReplicateServer, startReplicateServer } from '../stand-ins/replicate-server.ts';
import { runCli } from './run-cli.ts';

let home = '';
let openai: OpenAiServer;
let replicate: ReplicateServer;
beforeAll(async () => {
  home = await smallHome();
  openai = await startOpenAiServer([{ kind: 'text', text: 'yes' }]);
  replicate = await startReplicateServer({
    files: { video: new Uint8Array(), audio: new Uint8Array() },
    removed: ['meta/musicgen'],
  });
});
afterAll(async () => {
  expect([...openai.faults, ...replicate.faults]).toEqual([]);
  await Promise.all([openai.close(), replicate.close()]);
  await rm(home, { recursive: true, force: true });
});

const doctor = (change: Readonly<Record<string, string>> = {}) =>
  runCli(['doctor'], {
    ...{ ADGEN_HOME: home, OPENAI_API_KEY: API_KEY, OPENAI_BASE_URL: openai.url },
    ...{ REPLICATE_API_TOKEN: TOKEN, REPLICATE_BASE_URL: replicate.url, REPLICATE_MUSIC_MODEL: 'none' },
    ...change,
  });

it('does not miss a model that nothing is bought from, and says what is not counted', async () => {
  const { stdout, code } = await doctor({ OPENAI_MODEL: 'llama-at-home', BUDGET_USD_PER_AD: '2.50' });
  expect(stdout).toMatch(/✓ Replicate .*backgrounds by wan-video\/wan-2\.2-t2v-fast, music by this machine/);
  expect(stdout).toMatch(/✓ Words .*llama-at-home.*price is not known.*budgets do not count its words/);
  expect(stdout).toMatch(/✓ Budget .*\$2\.50 an ad/);
  expect(code).toBe(0);
});

it('looks at the account also while another adgen uses the folder', async () => {
  const database = await openPglite(join(home, 'database'));
  try {
    const { stdout, code } = await doctor();
    expect(stdout).toMatch(/✗ Database/);
    expect(stdout).toMatch(/✓ Replicate/);
    expect(code).toBe(2);
  } finally {
    await database.close();
  }
});

it.each([
  [{ REPLICATE_VIDEO_MODEL: 'acme/video' }, /✗ Replicate .*REPLICATE_VIDEO_MODEL is "acme\/video".*wan-2\.2-t2v-fast/],
  [{ REPLICATE_MUSIC_MODEL: 'acme/music' }, /✗ Replicate .*REPLICATE_MUSIC_MODEL is "acme\/music".*Use meta\/musicgen/],
])('names the models that can be used instead of %j', async (change, say) => {
  const { stdout, code } = await doctor(change);
  expect(stdout).toMatch(say);
  expect(code).toBe(2);
});
