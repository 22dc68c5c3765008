import { expect, test } from 'vitest';
import type { Project } from '../../src/ad/project.ts';
import type { Conversations } from '../../src/bots/conversations.ts';
import { createRetention } from '../../src/storage/retention.ts';
import { click, message } from '../fixtures/inbound.ts';
import { oneThread, pressed } from '../fixtures/one-thread.ts';
import { optionsOf, talking } from '../fixtures/talking.ts';
import { DAY, timePasses } from '../fixtures/time-passes.ts';

const thread = oneThread();
const { around, cards, database, last, project, say, settled } = thread;

const DATE = /\d{1,2} \w+ \d{4}/;
const filesOf = (id: string, version: number) => ({ '9:16': `projects/${id}/outputs/v${version}/final_9x16.mp4` });
const shown = () => cards().flatMap(({ picture, films }) => [picture, ...films].flatMap((file) => file?.key ?? []));
const expiry = () => cards().filter(({ kind, text }) => kind === 'notice' && /files of this ad/.test(text));

async function complete(): Promise<Project> {
  const { id, version } = await project();
  await around().desk.complete(id, { outputs: filesOf(id, version) });
  await settled();
  return project();
}

/** An ad with films in the thread, while `use` goes on talking. */
async function withFilms(use: (talk: Conversations) => Promise<void>): Promise<void> {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    await say(talk, click('make-it', pressed(last('storyboard'), 'make-it')));
    await complete();
    await use(talk);
  });
}

const retention = () => createRetention(database());
async function lastDay(): Promise<void> {
  await timePasses(database(), 6.01 * DAY);
  await retention().warn();
  await settled();
}
async function itIsOver(): Promise<void> {
  await timePasses(database(), DAY);
  for (const id of await retention().dueSweeps()) {
    await retention().beginSweep(id);
    await retention().endSweep(id);
  }
  await settled();
}

test('the films say until when they are kept, and nothing more is said for a week', async () => {
  await withFilms(async () => {
    const files = last('result').fields.find(({ label }) => label === 'Files');
    expect(files?.value).toMatch(/^kept until \d{1,2} \w+ \d{4}; say “keep it” for 7 more days$/);
    await timePasses(database(), 5 * DAY);
    await retention().warn();
    await settled();
    expect(expiry()).toEqual([]);
  });
});

test('a day before, the thread says when the files go and offers to keep them', async () => {
  await withFilms(async () => {
    await lastDay();
    const [warning, ...more] = expiry();
    expect(more).toEqual([]);
    expect(warning?.title).toMatch(/^Fjell: the files go on \d/);
    expect(warning?.text).toMatch(
      /On .* at \d\d:\d\d UTC the files .* are deleted: the films, the storyboard and the photo\./,
    );
    expect(warning?.buttons).toMatchObject([{ action: 'keep', label: 'Keep for 7 more days' }]);
  });
});

test('Keep adds seven days; pressed twice, by anybody, it adds them once, and the card comes to rest', async () => {
  await withFilms(async (talk) => {
    await lastDay();
    const value = pressed(expiry()[0] ?? last('notice'), 'keep');
    const { until } = (await project()).files;
    const bob = { userId: 'memory:w:bob', userName: 'Bob' };
    await say(talk, click('keep', value, bob), click('keep', value, { key: 'memory:again' }));
    const now = (await project()).files;
    expect(Date.parse(now.until) - Date.parse(until)).toBe(7 * DAY * 1000);
    expect(expiry()).toMatchObject([{ title: null, text: expect.stringMatching(/stay until/), buttons: [] }]);
    const files = last('result').fields.find(({ label }) => label === 'Files');
    expect(files?.value.match(DATE)?.[0]).toBe(expiry()[0]?.text.match(DATE)?.[0]);
    expect(cards().filter(({ kind }) => kind === 'reply')).toHaveLength(1);
  });
});

test('kept until the next last day, it is said again, in a new message', async () => {
  await withFilms(async (talk) => {
    await lastDay();
    await say(talk, click('keep', pressed(expiry()[0] ?? last('notice'), 'keep')));
    await timePasses(database(), 7 * DAY);
    await retention().warn();
    await settled();
    expect(expiry().map(({ buttons }) => buttons.length)).toEqual([0, 1]);
  });
});

test('afterwards no card shows a file any more, of no version, and a quiet word says so; the conversation stays', async () => {
  await withFilms(async (talk) => {
    await say(talk, message('rename Basilo'));
    const second = await complete();
    expect(shown()).toContain(`projects/${second.id}/outputs/v1/final_9x16.mp4`);
    expect(shown()).toContain(`projects/${second.id}/outputs/v2/final_9x16.mp4`);
    await lastDay();
    const before = cards().length;
    await itIsOver();
    expect(shown()).toEqual([]);
    expect(cards()).toHaveLength(before);
    expect(cards().flatMap(({ buttons }) => buttons)).toEqual([]);
    const results = cards().filter(({ kind }) => kind === 'result');
    expect(results.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^These files expired on/),
      expect.stringMatching(/^The files of this ad expired on .* “make it again”/),
    ]);
    for (const { fields } of results) {
      expect(fields.find(({ label }) => label === 'Files')?.value).toMatch(/^expired on/);
      expect(fields.map(({ label }) => label)).toContain('Cost');
    }
    expect(expiry().map(({ text }) => text)).toEqual([expect.stringMatching(/expired on .* Our conversation stays/)]);
    expect(
      cards()
        .filter(({ kind }) => kind === 'reply')
        .map(({ text }) => text),
    ).toContain('You said: rename Basilo');
  });
});

test('a storyboard that nobody said yes to goes like films', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    await lastDay();
    expect(expiry()[0]?.text).toContain('are deleted: the storyboard and the photo.');
    const makeIt = pressed(last('storyboard'), 'make-it');
    await itIsOver();
    expect(last('storyboard')).toMatchObject({ picture: null, buttons: [] });
    expect(last('storyboard').text).toMatch(/scenes, .*\n\nThe files of this ad expired/);
    await say(talk, click('make-it', makeIt));
    expect(last('notice').text).toMatch(/expired on/);
    expect(around().desk.approvals()).toEqual([]);
    expect((await project()).status).toBe('AWAITING_APPROVAL');
  });
});

test('who keeps it a moment too late is told', async () => {
  await withFilms(async (talk) => {
    await lastDay();
    const value = pressed(expiry()[0] ?? last('notice'), 'keep');
    await itIsOver();
    await say(talk, click('keep', value));
    expect(last('notice').text).toMatch(/^That was too late\. The files of this ad expired on/);
  });
});

test('a button of another thread’s ad, or one that cannot be read, keeps nothing', async () => {
  await withFilms(async (talk) => {
    const { until } = (await project()).files;
    for (const value of [JSON.stringify({ projectId: 'p-of-others', until }), '{"projectId":1}', 'x'])
      await say(talk, click('keep', value));
    expect(last('reply').text).toContain('say “keep it”');
    expect((await project()).files.until).toBe(until);
  });
});
