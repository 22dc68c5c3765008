/** The commands of docker-compose.yml as programs of their own, over a real Postgres, Redis and bucket: what they say of themselves. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Program, runProgram } from '../hosted/program.ts';
import { openParty } from '../many/party.ts';

const CLI = join(import.meta.dirname, '../../src/cli.ts');
const TOKEN = 'a token for tests only';

it('migrate, bots and a worker start apart, say when they cannot work, and end when they are told', async () => {
  const party = await openParty({ simulated: true });
  onTestFinished(party.stop);
  const home = await mkdtemp(join(tmpdir(), 'adgen-apart-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const run = (command: string) => {
    const { SIMULATED: _, ...environment } = party.environment;
    const own = { ADGEN_HOME: join(home, command), ADMIN_TOKEN: TOKEN, LOG_LEVEL: 'info' };
    const program = runProgram(CLI, { ...environment, ...own }, [command]);
    onTestFinished(program.kill);
    return program;
  };

  const migrated = run('migrate');
  await migrated.ended;
  // The small store of the tests takes no rules; a bucket that is managed elsewhere refuses it the same way.
  expect(migrated.said()).toMatch(/Applied 0001_sign_in.*DATABASE_URL/);

  const [bots, worker] = [run('start'), run('worker')];
  const addresses = await Promise.all([bots, worker].map(addressOf));
  const ready = (address: string) =>
    fetch(`${address}/readyz`).then(async (answer) => ({ status: answer.status, ...(await checksOf(answer)) }));
  for (const address of addresses) {
    await expect.poll(() => ready(address), { timeout: 20_000 }).toEqual({ status: 200, ...ALL_WELL });
    const { status } = await fetch(`${address}/metrics`);
    expect(status).toBe(401);
    const headers = { authorization: `Bearer ${TOKEN}` };
    const text = await (await fetch(`${address}/metrics`, { headers })).text();
    for (const source of ['queue', 'database']) expect(text).toContain(`adgen_source_up{source="${source}"} 1`);
    expect((await fetch(`${address}/admin/queues`, { headers })).status).toBe(200);
  }

  party.redis.pause();
  for (const address of addresses) {
    await expect
      .poll(() => ready(address), { timeout: 20_000 })
      .toEqual({ status: 503, ...ALL_WELL, queue: expect.stringMatching(/queue of jobs does not answer.*within 2 s/) });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  }
  party.redis.resume();
  for (const address of addresses)
    await expect.poll(() => ready(address), { timeout: 20_000 }).toEqual({ status: 200, ...ALL_WELL });

  for (const program of [bots, worker]) {
    process.kill(program.pid, 'SIGTERM');
    expect([await program.ended, program.said()]).toEqual([0, expect.not.stringContaining('rror')]);
  }
});

const ALL_WELL = { database: 'ok', queue: 'ok', files: 'ok', disk: 'ok' };

async function addressOf(program: Program): Promise<string> {
  await program.heard('Ctrl-C');
  return /http:\/\/localhost:\d+/.exec(program.said())?.[0] ?? '';
}

async function checksOf(answer: Response): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await answer.text()).checks;
}
