import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { follow, openSmall, smallHome } from '../fixtures/system.ts';

const PROGRAM = fileURLToPath(new URL('./make-until-killed-process.ts', import.meta.url));

const shotsOf = async (home: string, id: string) => {
  const folder = join(home, 'artifacts', 'projects', id, 'shots');
  const names = await readdir(folder).catch(() => []);
  return new Map(
    await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs] as const)),
  );
};

it('an ad whose program is killed in the middle goes on where it was, and makes only what is missing', async () => {
  const home = await smallHome();
  const child = fork(PROGRAM, [home], { execArgv: ['--disable-warning=ExperimentalWarning'], env: process.env });
  const [{ id }] = await once(child, 'message');
  await expect.poll(async () => (await shotsOf(home, id)).size, { timeout: 60_000, interval: 20 }).toBeGreaterThan(3);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const finished = await shotsOf(home, id);

  const system = await openSmall(home);
  expect(await system.studio.resume()).toEqual([id]);
  const project = (await follow(system, id, 'COMPLETED', 'FAILED')).at(-1);
  const after = await shotsOf(home, id);
  await system.close();
  await rm(home, { recursive: true, force: true });

  expect(project?.status).toBe('COMPLETED');
  expect(after.size).toBeGreaterThan(finished.size);
  // A kill can fall between a piece's file and its record, in each of the two jobs at a time: those are made again.
  const again = [...finished].filter(([name, time]) => after.get(name) !== time);
  expect(again.length).toBeLessThanOrEqual(2);
  expect(finished.size - again.length).toBeGreaterThanOrEqual(2);
});
