/** The end of an ad's files on the page: said a day before, kept with one press, and gone without a broken player. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FilesKept, Project } from '../../src/ad/project.ts';
import { Facts } from '../../src/bots/facts.ts';
import { narrate } from '../../src/bots/narrator.ts';
import type { Card } from '../../src/bots/platform.ts';
import { sampleFiles, sampleProject, sampleReceipt } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { faultsOf } from './accessibility.ts';
import { say } from './acts.ts';
import { filmKey, SLUGS, STORYBOARD } from './scripted-core.ts';
import { openStage, type Stage, type Visit } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.core.reset());

const signal = new AbortController().signal;
const outputs = {
  '9:16': filmKey(1, SLUGS['9:16']),
  '1:1': filmKey(1, SLUGS['1:1']),
  '16:9': filmKey(1, SLUGS['16:9']),
};

function ad(files: Partial<FilesKept>): Project {
  return {
    ...sampleProject(),
    ...{
      plan: samplePlan(),
      version: 1,
      approved: true,
      status: 'COMPLETED',
      progress: 100,
      activity: null,
      scenesMade: [],
    },
    ...{ cancelRequested: false, costMicroUsd: 0, errorMessage: null },
    ad: { ...sampleProject().ad, receipt: sampleReceipt({ outputs }) },
    files: sampleFiles(files),
  };
}

/** The thread's real cards of that ad, shown as the reconciler shows them. */
function teller(change: Partial<Project> = {}) {
  const shown = new Map<string, Card>();
  return async (files: Partial<FilesKept>) => {
    const { platform, received } = stage.server();
    const threadId = received.at(-1)?.threadId ?? '';
    const cards = narrate({
      ...{ ads: [{ project: { ...ad(files), ...change }, offer: null }], projectId: 'p1', facts: Facts.parse({}) },
      open: [...shown].map(([key, card]) => ({ key, card })),
      storyboardKey: () => STORYBOARD,
    });
    for (const { key, card } of cards) {
      if (shown.has(key)) await platform.edit(threadId, `c:${key}`, card, signal);
      else await platform.post(threadId, key, card, signal);
      shown.set(key, card);
    }
  };
}

async function begin({ page }: Visit, change: Partial<Project> = {}): Promise<ReturnType<typeof teller>> {
  await say(page, 'I need an ad');
  await page.getByText('One thing is missing').waitFor();
  return teller(change);
}

const keep = (page: Page) => page.getByRole('button', { name: 'Keep for 7 more days' });
const WARNED = { warnedAt: '2026-03-13T10:20:00.000Z' };
const GONE = { ...WARNED, goneAt: '2026-03-14T10:25:00.000Z' };

test('a day before, one press keeps the files, and the card comes to rest', async () => {
  const visit = await stage.visit();
  const { page, complaints } = visit;
  const tell = await begin(visit);
  await tell({});
  await page.getByText('kept until 14 March 2026').waitFor();
  expect(await keep(page).count()).toBe(0);
  await tell(WARNED);
  await page.getByRole('heading', { name: 'Fjell: the files go on 14 March 2026' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await keep(page).click();
  await expect
    .poll(() => stage.server().received.at(-1)?.what)
    .toMatchObject({
      ...{ kind: 'action', action: 'keep' },
      value: JSON.stringify({ projectId: 'p1', until: '2026-03-14T10:20:00.000Z' }),
    });
  await tell({ until: '2026-03-21T10:20:00.000Z' });
  await page.getByText('The files of this ad stay until 21 March 2026.').waitFor();
  await page.getByText('kept until 21 March 2026').waitFor();
  expect(await keep(page).count()).toBe(0);
  expect(complaints).toEqual([]);
  await visit.context.close();
});

test.each([
  ['on a desk', {}],
  ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
])('afterwards there is nothing to play or to save, %s', async (_where, options) => {
  const visit = await stage.visit(options);
  const { page, complaints } = visit;
  const tell = await begin(visit);
  await tell(WARNED);
  await page
    .getByRole('link', { name: /^Download/ })
    .first()
    .waitFor();
  await keep(page).waitFor();
  // Stills are taken from the films; one that is asked for while they go is not there.
  await expect.poll(() => page.getByRole('button', { name: /^Play/ }).locator('img').count()).toBe(3);
  expect(await faultsOf(page)).toEqual([]);
  await tell(GONE);
  await page.getByText('Say “make it again” and send the photo').waitFor();
  await page.getByText('expired on 14 March 2026', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: /^Download/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^(Play|Keep)/ }).count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Fjell: three films' }).count()).toBe(1);
  expect(await faultsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await visit.context.close();
});

test('a storyboard keeps its scenes and loses its picture', async () => {
  const visit = await stage.visit();
  const { page, complaints } = visit;
  const tell = await begin(visit, { status: 'AWAITING_APPROVAL', approved: false, ad: sampleProject().ad });
  await tell({});
  await page.getByRole('img', { name: /^Storyboard/ }).waitFor();
  await tell(GONE);
  await page.getByText('Say “make it again”').waitFor();
  expect(await page.getByRole('img', { name: /^Storyboard/ }).count()).toBe(0);
  expect(await page.getByRole('list', { name: 'Scenes' }).getByRole('listitem').count()).toBe(3);
  expect(await faultsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await visit.context.close();
});
