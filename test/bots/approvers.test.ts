/** Who may say yes: whoever began the thread and those whom the workspace names, also by a role; others are told alone. */
import { expect, test } from 'vitest';
import { click, message } from '../fixtures/inbound.ts';
import { oneThread, pressed } from '../fixtures/one-thread.ts';
import { optionsOf, type Surroundings, talking, windowOver } from '../fixtures/talking.ts';

const { around, cards, database, last, say, surround } = oneThread();

/** As its people's and roles' ids begin. */
const HERE = { workspace: 'memory:w' };
const BOB = { ...HERE, userId: 'memory:w:bob', userName: 'Bob' };
const LEADS = 'memory:w:leads';

const makeIt = (key: string, who: Parameters<typeof click>[2] = BOB) =>
  click('make-it', pressed(last('storyboard'), 'make-it'), { key, ...who });

test('somebody else may not, and the thread says who may', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE));
    await say(talk, makeIt('memory:1'));
  });
  expect(last('reply').text).toMatch(/^Only Ada can say yes to this ad/);
  expect(around().desk.approvals()).toEqual([]);
});

test('it is said to that person alone where the platform can', async () => {
  const hints: string[] = [];
  const platform: Surroundings['platform'] = {
    ...around().platform,
    hint: async (_thread, userId, text) => hints.push(`${userId}: ${text}`) > 0,
  };
  surround({ platform });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE));
    await say(talk, makeIt('memory:1'));
  });
  expect(hints).toEqual([expect.stringMatching(/^memory:w:bob: Only Ada can say yes/)]);
  expect(
    cards()
      .map(({ text }) => text)
      .join(),
  ).not.toContain('Only Ada');
});

test.each([
  ['is named', { approvers: [BOB.userId] }, BOB],
  ['has a role that is named', { approvers: [LEADS] }, { ...BOB, groups: ['memory:w:interns', LEADS] }],
])('somebody else who %s may, by the button and in words', async (_, settings, who) => {
  await windowOver(database()).putSettings('memory:w', settings, 'memory:w:ada');
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE));
    await say(talk, makeIt('memory:1', who));
  });
  expect(around().desk.approvals()).toHaveLength(1);
});

test('somebody else may not stop it either; an approver may', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE));
    await say(talk, click('cancel', pressed(last('storyboard'), 'cancel'), { key: 'memory:1', ...BOB }));
    expect(last('reply').text).toMatch(/can stop this ad/);
    await windowOver(database()).putSettings('memory:w', { approvers: [BOB.userId] }, 'memory:w:ada');
    await say(talk, click('cancel', pressed(last('storyboard'), 'cancel'), { key: 'memory:2', ...BOB }));
  });
  expect(last('notice').title).toBe('Stopped');
});

test('whoever lost the right in the meantime may not any more', async () => {
  const window = windowOver(database());
  await window.putSettings('memory:w', { approvers: [BOB.userId] }, 'memory:w:ada');
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE));
    await window.putSettings('memory:w', { approvers: [] }, 'memory:w:ada');
    await say(talk, makeIt('memory:1'));
  });
  expect(around().desk.approvals()).toEqual([]);
});

test('another workspace’s approvers count for nothing here', async () => {
  await windowOver(database()).putSettings('other', { approvers: ['other:bob'] }, 'ada');
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE));
    await say(talk, makeIt('memory:1', { ...BOB, groups: ['other:bob'] }));
  });
  expect(around().desk.approvals()).toEqual([]);
});

test('a list of versions goes back to any of them for nothing, also later', async () => {
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw', HERE), message('rename Nordlys'), message('rename Vinter'));
    await say(talk, click('versions', '{}'));
    const list = last('reply');
    expect(list.text).toMatch(/^This is version 3 of 3\. Going back makes nothing again and costs nothing\./);
    expect(list.buttons.map(({ label }) => label)).toEqual(['Back to version 2', 'Back to version 1']);
    const value = list.buttons[1]?.value ?? '';
    await say(talk, click('restore', value, BOB));
    expect(last('storyboard').title).toBe('Fjell: the storyboard');
    expect(cards().find(({ text }) => text === list.text)?.buttons).toHaveLength(2);
    await say(talk, click('restore', value.replace(/"projectId":"[^"]*/, '"projectId":"pother'), { key: 'memory:x' }));
    expect(last('reply').text).toMatch(/earlier version, so nothing was started/);
  });
});
