import { readdir, readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkReplicate } from '../../src/providers/replicate/check.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { openStage, type Stage, type StageOptions, signal, TINY } from './replicate-stage.ts';

/** 81 frames at 720p. */
const CLIP = 100_000;

let fresh: Fresh;
let stage: Stage;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

const open = async (options: StageOptions = {}) => {
  stage = await openStage(fresh.database, options);
  return stage;
};
afterEach(async () => {
  expect(stage.server.faults).toEqual([]);
  expect(await stage.cost()).toBe(stage.server.bill());
  const log = stage.log.join('\n');
  for (const secret of stage.server.secrets) expect(log).not.toContain(secret);
  await stage.close();
});

const SETTINGS = { token: TOKEN, baseUrl: null, videoModel: null, musicModel: null, buysMusic: true };

describe('a clip', () => {
  it('is asked for once, fetched and settled; asked for again, it is the same one', async () => {
    const { server, makers, clip, rows } = await open();
    const replicate = makers();
    expect(await readFile(await clip(replicate))).toEqual(TINY.video);
    expect(await readFile(await clip(makers()))).toEqual(TINY.video);
    expect(server.creates).toHaveLength(1);
    expect(await rows()).toEqual([{ state: 'succeeded', settled: CLIP, reserved: CLIP }]);
    expect(replicate.clips.estimate({ frames: 75 })).toBe(CLIP);
  });

  it('is asked for once by two processes that want it at the same time', async () => {
    const { server, makers, clip } = await open({ runMs: 200 });
    await Promise.all([clip(makers()), clip(makers()), clip(makers())]);
    expect(server.creates).toHaveLength(1);
  });

  it('whose answer was cut off is found in the list and not asked for again', async () => {
    const { server, makers, clip, rows } = await open({ receive: () => 'drop-accepted', runMs: 100 });
    await clip(makers());
    expect(server.creates).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'succeeded', settled: CLIP }]);
  });

  it('whose answer never comes is found in the list, also beyond its first page', async () => {
    const receive = (number: number) => (number === 1 ? ('hang-accepted' as const) : ('succeed' as const));
    const { server, makers, clip } = await open({ receive, pageSize: 2 });
    const replicate = makers();
    await Promise.all(['s1', 's2', 's3', 's4', 's5'].map((scene) => clip(replicate, scene)));
    expect(server.creates).toHaveLength(5);
  });

  it('that was certainly never heard is asked for again', async () => {
    const receive = (number: number) => (number === 1 ? ('drop-unheard' as const) : ('succeed' as const));
    const { server, makers, clip } = await open({ receive });
    await clip(makers());
    expect(server.creates).toHaveLength(2);
    expect(server.predictions).toHaveLength(1);
  });

  it('is found after a broken server made it', async () => {
    const receive = (number: number) => (number === 1 ? { break: 500 } : ('succeed' as const));
    const { server, makers, clip } = await open({ receive });
    await clip(makers());
    expect(server.predictions).toHaveLength(1);
  });

  it('is asked about and never repeated when nobody can say whether it was heard', async () => {
    const { server, makers, clip, rows, log } = await open({ receive: () => 'drop-unheard', listWorks: () => false });
    await expect(clip(makers())).rejects.toThrow(/cannot be found out .* not ordered again: shall it be\?$/);
    await expect(clip(makers())).rejects.toThrow(/shall it be/);
    expect(server.creates).toHaveLength(1);
    expect(await rows()).toEqual([{ state: 'unclear', settled: null, reserved: CLIP }]);
    expect(log.join()).toContain('payment-unclear');
  });

  it('is not repeated when the list has one that could be it, but no longer says what it was given', async () => {
    const { server, makers, clip, rows, database } = await open({ receive: () => 'drop-accepted', expireMs: -1 });
    const replicate = makers();
    await expect(clip(replicate)).rejects.toThrow('shall it be?');
    expect(server.creates).toHaveLength(1);
    // Somebody has looked at the account and knows by now.
    await database.query('select start_call(fingerprint, $1) from predictions', [server.predictions[0]?.id]);
    await replicate.tidy(signal);
    expect(await rows()).toEqual([{ state: 'succeeded', settled: CLIP, reserved: CLIP }]);
  });

  it('with the same words in two ads is two predictions, also when both answers are lost', async () => {
    const { server, makers, clip } = await open({ receive: () => 'drop-accepted', runMs: 50 });
    const replicate = makers();
    await Promise.all(['p1', 'p2', 'p3'].map((projectId) => clip(replicate, 's1', { projectId })));
    expect(server.creates).toHaveLength(3);
  });

  it('that failed for free is tried once more, and no more', async () => {
    const once = (number: number) => (number === 1 ? ('fail' as const) : ('succeed' as const));
    const first = await open({ receive: once });
    await first.clip(first.makers());
    expect(await first.rows()).toMatchObject([
      { state: 'failed', settled: 0 },
      { state: 'succeeded', settled: CLIP },
    ]);
    await first.close();
    const { server, makers, clip } = await open({ receive: (number) => (number === 1 ? 'fail' : 'abort') });
    await expect(clip(makers())).rejects.toThrow('Replicate could not make the background: nothing was charged.');
    await expect(clip(makers())).rejects.toThrow('nothing was charged');
    expect(server.creates).toHaveLength(2);
  });

  it('that was cancelled elsewhere is charged and not tried again', async () => {
    const { server, makers, clip } = await open({ receive: () => 'cancel-itself' });
    await expect(clip(makers())).rejects.toThrow('$0.10 was charged');
    expect(server.creates).toHaveLength(1);
  });

  it('that never ends is ended, charged and not tried again', async () => {
    const { server, makers, clip } = await open({ receive: () => 'never', timing: { runLimitMs: 200 } });
    await expect(clip(makers())).rejects.toThrow('$0.10 was charged');
    expect(server.predictions[0]?.cancelledMs).not.toBeNull();
  });

  it('that was paid but is gone is not paid for again', async () => {
    const { server, makers, clip } = await open({ file: () => 'missing' });
    await expect(clip(makers())).rejects.toThrow('was made and paid ($0.10)');
    await expect(clip(makers())).rejects.toThrow('was made and paid ($0.10)');
    expect(server.creates).toHaveLength(1);
  });

  it.each([
    ['a page instead of a video', 'page' as const],
    ['half a connection', 'drop' as const],
    ['a way into this machine', { redirect: 'http://127.0.0.1:1/secret' }],
  ])('that comes as %s is not used, and leaves no file', async (_what, answer) => {
    const { makers, clip, folder } = await open({ file: () => answer });
    await expect(clip(makers())).rejects.toThrow('its file cannot be used');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is fetched again when its first file was no video', async () => {
    const { makers, clip } = await open({ file: (number) => (number === 1 ? 'page' : 'file') });
    expect(await readFile(await clip(makers()))).toEqual(TINY.video);
  });
});

describe('what Replicate refuses', () => {
  it.each([
    [402, /has no credit left.*add credit/],
    [404, /wan-2.2-t2v-fast any more: set REPLICATE_VIDEO_MODEL/],
    [422, /refused.*nothing was charged/],
  ])('with %i is said in one sentence and leaves nothing reserved', async (status, say) => {
    const { server, makers, clip, rows } = await open({ receive: () => ({ refuse: status }) });
    await expect(clip(makers())).rejects.toThrow(say);
    expect(await rows()).toEqual([]);
    expect(server.creates).toHaveLength(1);
  });

  it('for a wrong token is said by naming the variable, also by the check', async () => {
    const { server, makers, clip, rows } = await open();
    await expect(clip(makers({ token: 'r8_wrong' }))).rejects.toThrow(/check REPLICATE_API_TOKEN/);
    const wrong = { ...SETTINGS, token: 'r8_wrong', baseUrl: server.url };
    await expect(checkReplicate(wrong, AbortSignal.timeout(2000))).rejects.toMatchObject({ code: 'set-up' });
    expect(await rows()).toEqual([]);
  });

  it('is nothing when there is nobody there', async () => {
    const { server, makers, clip, rows } = await open();
    const replicate = makers();
    await server.close();
    await expect(clip(replicate)).rejects.toThrow('could not be reached');
    expect(await rows()).toEqual([]);
  });
});

describe('being too fast', () => {
  it.each([
    ['0.2', 200],
    [null, 50],
  ])('with Retry-After %s is waited for, by all', async (told, waitMs) => {
    const receive = (number: number) => (number === 1 ? { busy: told } : ('succeed' as const));
    const { server, makers, clip } = await open({ receive });
    const replicate = makers();
    await clip(replicate, 's1');
    await clip(replicate, 's2');
    const [refused = 0, again = 0] = server.creates;
    expect(again - refused).toBeGreaterThanOrEqual(waitMs - 1);
    expect(server.predictions).toHaveLength(2);
  });

  it('does not happen: no more calls than the account allows are begun in a minute', async () => {
    const { server, makers, clip } = await open({ createsPerMinute: 6, timing: { createsPerMinute: 6 } });
    const replicate = makers();
    const stop = new AbortController();
    const scenes = Array.from({ length: 9 }, (_, index) => `s${index + 1}`);
    let made = 0;
    const ended = scenes.map((scene) =>
      clip(replicate, scene, { signal: stop.signal }).then(
        () => ++made,
        () => 0,
      ),
    );
    await expect.poll(() => made, { timeout: 20_000 }).toBe(6);
    stop.abort();
    await Promise.all(ended);
    expect(made).toBe(6);
    expect(server.creates).toHaveLength(6);
  });
});
