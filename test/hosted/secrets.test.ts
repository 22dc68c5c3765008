/** With the log at its most talkative, no key, token or signed address is ever said. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { API_KEY } from '../stand-ins/openai-server.ts';
import { type Reception, TOKEN } from '../stand-ins/replicate-answers.ts';
import type { ReplicateOptions } from '../stand-ins/replicate-server.ts';
import { runProgram } from './program.ts';
import { openStage, type Stage } from './stage.ts';

const PROGRAM = join(import.meta.dirname, 'ad-process.ts');
const WRONG = { OPENAI_API_KEY: 'sk-wrongWrongWrong', REPLICATE_API_TOKEN: 'r8_wrongWrongWrongWrongWrongWrongWrong42' };

/** What may be in nobody's log: the keys, and every signature of a file that was handed out. */
function secretsOf({ replicate }: Stage): readonly string[] {
  return [API_KEY, TOKEN, ...Object.values(WRONG), ...replicate.secrets, 'signature='];
}

async function stageWith(options: Partial<ReplicateOptions> = {}): Promise<Stage> {
  const stage = await openStage({ runMs: 100, ...options });
  onTestFinished(stage.close);
  return stage;
}

async function sayingOf(stage: Stage, change: Readonly<Record<string, string>> = {}): Promise<string> {
  const program = runProgram(PROGRAM, { ...stage.environment, LOG_LEVEL: 'debug', ...change });
  expect(await program.ended, program.said()).toBe(0);
  return program.said();
}

function expectNoSecret(said: string, stage: Stage): void {
  for (const secret of secretsOf(stage)) expect(said).not.toContain(secret);
}

it('a whole run, drawn and all, says none', async () => {
  const stage = await stageWith();
  const said = await sayingOf(stage, { DRAW: 'all' });
  expect(said).toContain('a paid call is settled');
  expect(stage.replicate.secrets.length).toBeGreaterThanOrEqual(5);
  expectNoSecret(said, stage);
});

it('nor does one in which everything goes wrong that can go wrong with an order', async () => {
  const course: readonly Reception[] = [
    'succeed',
    'drop-accepted',
    { busy: '0.1' },
    { refuse: 402, detail: `No credit for ${TOKEN}` },
  ];
  const stage = await stageWith({
    receive: (number) => course[number - 1] ?? 'fail',
    file: (number) => (number === 1 ? 'page' : 'missing'),
  });
  const said = await sayingOf(stage);
  for (const words of ['clip failed', 'a paid call was refused', 'nobody knows whether']) expect(said).toContain(words);
  expectNoSecret(said, stage);
});

const NOBODY = 'http://127.0.0.1:9/v1';

it.each([
  { OPENAI_API_KEY: WRONG.OPENAI_API_KEY, REPLICATE_BASE_URL: NOBODY },
  { OPENAI_BASE_URL: NOBODY, REPLICATE_API_TOKEN: WRONG.REPLICATE_API_TOKEN },
])('nor does one with a wrong key and a host that is not there: %j', async (change) => {
  const stage = await stageWith();
  const said = await sayingOf(stage, change);
  expect(said).toMatch(/"level":40/);
  expectNoSecret(said, stage);
});
