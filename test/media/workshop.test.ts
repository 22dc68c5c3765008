import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { createWorkshop } from '../../src/media/workshop/workshop.ts';
import { runNode } from '../storage/run-program.ts';
import type { CRAFTS } from './workshop-process.ts';

const program = new URL('./workshop-process.ts', import.meta.url);
const never = new AbortController().signal;
const open = (options: { size?: number; idleMs?: number; limitMs?: number } = {}) =>
  createWorkshop<typeof CRAFTS>({ program, environment: 'inherited', size: 1, ...options });

let folder = '';
let files = 0;
const freshFile = () => join(folder, `pid${files++}`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-workshop-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Process ids that a helper wrote down, once they are there. */
async function pidsIn(file: string): Promise<readonly number[]> {
  const read = async () => (await readFile(file, 'utf8').catch(() => '')).trim();
  await expect.poll(read, { timeout: 10_000 }).not.toBe('');
  return (await read()).split(' ').map(Number);
}

const gone = (pids: readonly number[]) => expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('work in a helper process', () => {
  it('happens in another process, which is used again, and brings back whatever it made', async () => {
    const workshop = open();
    const request = { map: new Map([['a', new Uint8Array([1, 2])]]), nothing: undefined };
    const first = await workshop.make('echo', request, never);
    expect(first).toMatchObject(request);
    expect(first.pid).not.toBe(process.pid);
    expect((await workshop.make('echo', request, never)).pid).toBe(first.pid);
  });

  it('is done side by side by as many as there are, and the rest waits in line', async () => {
    const workshop = open({ size: 2 });
    const pids = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async () => (await workshop.make('echo', { map: new Map() }, never)).pid),
    );
    expect(new Set(pids).size).toBe(2);
  });

  it('ends when there has been nothing to do for a while', async () => {
    const workshop = open({ idleMs: 20 });
    const { pid } = await workshop.make('echo', { map: new Map() }, never);
    await gone([pid]);
    expect((await workshop.make('echo', { map: new Map() }, never)).pid).not.toBe(pid);
  });

  it('sees nothing of our environment unless it is told to', async () => {
    process.env.ADGEN_TEST_SECRET = 'a token';
    const asked = { map: new Map() };
    expect((await open().make('echo', asked, never)).secret).toBe('a token');
    const shut = createWorkshop<typeof CRAFTS>({ program, size: 1 });
    expect((await shut.make('echo', asked, never)).secret).toBe(null);
    delete process.env.ADGEN_TEST_SECRET;
  });

  it('fails with the very error it failed with there', async () => {
    const workshop = open();
    const ours = await errorOf(workshop.make('fail', { kind: 'ours' }, never));
    expect(ours).toBeInstanceOf(AdgenError);
    expect(ours).toMatchObject({ code: 'step-failed', message: 'This cannot be drawn.', retryAfterMs: 7 });
    const stranger = await errorOf(workshop.make('fail', { kind: 'stranger' }, never));
    expect(stranger).not.toBeInstanceOf(AdgenError);
    expect(String(stranger)).toContain('TypeError: a mistake in drawing');
  });

  it.each([
    ['kill', /SIGKILL/, /It said nothing/],
    ['throw', /exit 1/, /thrown where nobody listens/],
  ] as const)(
    'says in a sentence when the process is lost (%s), and the next try has a new one',
    async (how, say, why) => {
      const workshop = open();
      const error = await errorOf(workshop.make('die', { how }, never));
      expect(error).toMatchObject({ code: 'step-failed', message: expect.stringMatching(say), retryAfterMs: 1_000 });
      expect(String(error instanceof Error && error.cause)).toMatch(why);
      expect((await workshop.make('echo', { map: new Map() }, never)).pid).toBeGreaterThan(0);
    },
  );
});

describe('a stop', () => {
  it('ends the work, and what it had started, within two seconds', async () => {
    const workshop = open();
    const stop = new AbortController();
    const file = freshFile();
    const work = errorOf(workshop.make('wait', { pidFile: file }, stop.signal));
    const [, grandchild = 0] = await pidsIn(file);
    const stoppedMs = performance.now();
    stop.abort();
    expect(await work).toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stoppedMs).toBeLessThan(2_000);
    process.kill(grandchild);
  });

  it('ends also what listens to nobody any more', async () => {
    const stop = new AbortController();
    const file = freshFile();
    const work = errorOf(open().make('block', { pidFile: file }, stop.signal));
    const pids = await pidsIn(file);
    const stoppedMs = performance.now();
    stop.abort();
    expect(await work).toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stoppedMs).toBeLessThan(2_000);
    await gone(pids);
  });

  it('while waiting for a helper is heard at once, and starts nothing', async () => {
    const workshop = open();
    const [stop, first] = [new AbortController(), new AbortController()];
    const file = freshFile();
    const busy = errorOf(workshop.make('wait', { pidFile: file }, first.signal));
    const waiting = errorOf(workshop.make('echo', { map: new Map() }, stop.signal));
    stop.abort();
    expect(await waiting).toMatchObject({ code: 'cancelled' });
    const pids = await pidsIn(file);
    first.abort();
    await busy;
    process.kill(pids[1] ?? 0);
  });
});

describe('a helper process', () => {
  it('that takes too long is ended with all it started, and the sentence says so', async () => {
    const file = freshFile();
    const work = errorOf(open({ limitMs: 700 }).make('wait', { pidFile: file }, never));
    expect(await work).toMatchObject({
      code: 'step-failed',
      message: expect.stringContaining('longer than 0.7 seconds'),
    });
    await gone(await pidsIn(file));
  });

  it('ends with its parent, however that ends', async () => {
    const file = freshFile();
    const parent = runNode(join(import.meta.dirname, 'workshop-parent-process.ts'), file);
    const [helper = 0, grandchild = 0] = await pidsIn(file);
    expect(isAlive(helper)).toBe(true);
    await parent.kill();
    await gone([helper]);
    process.kill(grandchild);
  });
});
