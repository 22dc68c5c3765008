import { execFileSync, spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { createImglyMatting } from '../../src/providers/imgly/matting.ts';

const blank = { data: new Uint8Array(1024 * 1024 * 3).fill(200), width: 1024, height: 1024 };
const ps = (...args: readonly string[]) => execFileSync('ps', args, { encoding: 'utf8' });

/** Process ids of the matting children of `parent`. */
function children(parent = process.pid): readonly number[] {
  return ps('-eo', 'pid=,ppid=,args=')
    .split('\n')
    .flatMap((line) => {
      const [pid, ppid, ...args] = line.trim().split(/\s+/);
      return Number(ppid) === parent && args.join(' ').includes('matting-process') ? [Number(pid)] : [];
    });
}

it('takes one picture at a time, and a stop reaches the waiting one as well', async () => {
  const matting = createImglyMatting();
  const stop = new AbortController();
  const outcomes = Promise.allSettled([matting.matte(blank, stop.signal), matting.matte(blank, stop.signal)]);
  await expect.poll(() => children().length, { timeout: 20_000 }).toBe(1);
  const before = performance.now();
  stop.abort();
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'cancelled' } });
  expect(performance.now() - before).toBeLessThan(500);
  await expect.poll(() => children(), { timeout: 5000 }).toEqual([]);
});

it('starts its model in an environment without our tokens, and the model ends with its parent', async () => {
  const entry = new URL('../../src/providers/imgly/matting.ts', import.meta.url).href;
  const program = `
    import { createImglyMatting } from ${JSON.stringify(entry)};
    const picture = { data: new Uint8Array(3145728), width: 1024, height: 1024 };
    createImglyMatting().matte(picture, new AbortController().signal).catch(() => {});`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: 'ignore',
    env: { ADGEN_TEST_TOKEN: 'secret' },
  });
  const found = () => children(parent.pid ?? -1);
  await expect.poll(() => found().length, { timeout: 20_000 }).toBe(1);
  const [child] = found();
  expect(ps('eww', '-p', String(parent.pid))).toContain('ADGEN_TEST_TOKEN');
  expect(ps('eww', '-p', String(child))).not.toContain('ADGEN_TEST_TOKEN');
  parent.kill('SIGKILL');
  const alive = () => ps('-eo', 'pid=').split('\n').map(Number);
  await expect.poll(() => alive().includes(child ?? -1), { timeout: 60_000 }).toBe(false);
});
