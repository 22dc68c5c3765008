/** Whoever set something up wrongly, or ran out of something, is told which variable or model it is, and what to do. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTalk } from '../../src/cli/talk.ts';
import type { System } from '../../src/compose.ts';
import { runCli } from '../cli/run-cli.ts';
import { sqlOf } from '../fixtures/sql.ts';
import { bottleOrder, smallHome } from '../fixtures/system.ts';
import { API_KEY } from '../stand-ins/openai-server.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { createSketches } from './sketches.ts';
import { type Manners, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const WRONG = { OPENAI_API_KEY: 'sk-wrongWrong', REPLICATE_API_TOKEN: 'r8_wrongWrong' };

type Change = Readonly<Record<string, string>>;

describe('adgen doctor', () => {
  it.each<{ when: string; change?: Change; manners?: Manners; code: number; says: readonly RegExp[] }>([
    { when: 'all is well', code: 0, says: [/✓ Words .*gpt-4o-mini/, /✓ Replicate .*REPLICATE_API_TOKEN works/] },
    {
      when: 'the keys are wrong',
      change: WRONG,
      code: 2,
      says: [/✗ Words .*valid key into OPENAI_API_KEY/, /✗ Replicate .*REPLICATE_API_TOKEN.*Make a token/],
    },
    {
      when: 'there is no credit for words, and the video model is gone',
      manners: { words: 'no-credit', clips: 'no-model' },
      code: 2,
      says: [
        /✗ Words .*no credit.*Add credit.*OPENAI_API_KEY/,
        /✗ Replicate .*wan-2\.2-t2v-fast.*Set REPLICATE_VIDEO_MODEL/,
      ],
    },
    {
      when: 'there is no credit for clips',
      manners: { clips: 'no-credit' },
      code: 2,
      says: [/✓ Words /, /✗ Replicate .*no credit left\. Add credit at replicate\.com\/account\/billing/],
    },
    {
      when: 'the models for words and music are gone',
      change: { OPENAI_MODEL: 'gpt-gone' },
      manners: { music: 'no-model' },
      code: 2,
      says: [/✗ Words .*gpt-gone.*OPENAI_MODEL/, /✗ Replicate .*meta\/musicgen.*Set REPLICATE_MUSIC_MODEL/],
    },
  ])('says what is wrong and what to do when $when', async ({ change = {}, manners = {}, code, says }) => {
    stage.behave(manners);
    const before = stage.replicate.predictions.length;
    const ran = await runCli(['doctor'], { ...stage.environment, LOG_LEVEL: 'debug', ...change });
    for (const words of says) expect(ran.stdout).toMatch(words);
    expect(ran.code).toBe(code);
    for (const key of [API_KEY, TOKEN, ...Object.values(WRONG)]) expect(ran.stdout + ran.stderr).not.toContain(key);
    expect(stage.replicate.predictions).toHaveLength(before);
  });
});

describe('the thread', () => {
  let home = '';
  let system: System | null = null;
  afterAll(() => rm(home, { recursive: true, force: true }));

  /** A whole ad by talking; resolves to all that was answered. */
  async function talked(change: Change, manners: Manners): Promise<string> {
    home = await smallHome();
    stage.behave(manners);
    system = await stage.open({ ADGEN_HOME: home, ...change }, { renderer: createSketches() });
    const heard: string[] = [];
    const screen = {
      say: (words: string) => heard.push(words),
      progress: () => undefined,
      endProgress: () => undefined,
    };
    const talk = startTalk(system, 'ada', screen);
    const { file } = (await bottleOrder(home)).photo;
    await talk.say('An ad for Basilo, a sparkling lemonade with basil. Crisp, cold. Sea green, 6 seconds.', [
      { path: file, name: 'bottle.png' },
    ]);
    await talk.settled(new AbortController().signal);
    await talk.say('make it');
    await talk.settled(new AbortController().signal);
    await talk.close();
    return heard.join('\n');
  }

  it('makes a whole ad with hosted models, tells what it costs, and writes down every cent of it', async () => {
    const before = stage.bill();
    const heard = await talked({}, {});
    expect(heard).toMatch(/storyboard/i);
    expect(heard).not.toMatch(/not as planned/i);
    expect(stage.openai.received.length).toBeGreaterThan(3);
    const [row] = (system && (await sqlOf(system).query('select sum(settled) as settled from ledger'))) ?? [];
    expect(Number(row?.settled)).toBe(stage.bill() - before);
    expect([...stage.openai.faults, ...stage.replicate.faults]).toEqual([]);
    await system?.close();
  });

  it.each<{ when: string; change: Change; manners: Manners; says: readonly RegExp[] }>([
    {
      when: 'the keys are wrong',
      change: WRONG,
      manners: {},
      says: [/valid key into OPENAI_API_KEY/, /check REPLICATE_API_TOKEN/],
    },
    {
      when: 'there is no credit, and the model for music is gone',
      change: {},
      manners: { words: 'no-credit', clips: 'no-credit', music: 'no-model' },
      says: [/Add credit there/, /add credit at replicate\.com/, /meta\/musicgen.*set REPLICATE_MUSIC_MODEL/],
    },
    {
      when: 'the models for words and clips are gone',
      change: { OPENAI_MODEL: 'gpt-gone' },
      manners: { clips: 'no-model' },
      says: [/gpt-gone.*OPENAI_MODEL/, /wan-2\.2-t2v-fast.*set REPLICATE_VIDEO_MODEL/],
    },
  ])('says what is wrong and what to do when $when', async ({ change, manners, says }) => {
    const heard = await talked(change, manners);
    for (const words of says) expect(heard).toMatch(words);
    await system?.close();
  });
});
