/** One ad on the page, from the form to a second version, in a real browser before the whole real system in small. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWeb, type Web } from '../../src/compose/web.ts';
import type { System } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { bottleOrder, openSmall, smallHome } from '../fixtures/system.ts';
import { openBrowser, visit } from './stage.ts';

const root = join(import.meta.dirname, '..', '..');
const PAGE = join(root, 'web', 'dist');
const PATIENT = { timeout: 90_000 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

let home = '';
let photo = '';
let system: System;
let web: Web;
let browser: Browser;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build-page.mjs')], { stdio: 'pipe' });
  home = await smallHome();
  photo = (await bottleOrder(home)).photo.file;
  system = await openSmall(home);
  web = await openWeb(system, readConfig({ ADGEN_HOME: home, PORT: '0' }, home), PAGE, createLog('silent'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await web.close();
  await system.close();
  await rm(home, { recursive: true, force: true });
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const headline = (page: Page) => page.getByRole('textbox', { name: 'Headline' });

async function openForm(page: Page) {
  await page.goto(`${web.address}/new`);
  await heading(page, 'A new ad').waitFor();
}

async function fillIn(page: Page, brand: string) {
  await page.locator('input[type=file]').setInputFiles(photo);
  await page.getByLabel('What is the ad about?').fill('A sparkling lemonade with basil. Crisp, cold, not too sweet.');
  await page.getByLabel('Brand', { exact: true }).fill(brand);
  await button(page, /^Use #/)
    .first()
    .click();
  await button(page, '6 s').click();
}

/** What axe finds; empty when all is well. What fades in is faint on its way, so that is over first. */
async function faultsOf(page: Page): Promise<unknown> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))');
}

function times(page: Page): Promise<readonly number[]> {
  return page
    .getByRole('region', { name: 'Films' })
    .locator('video')
    .evaluateAll((videos) => videos.flatMap((video) => (video instanceof HTMLVideoElement ? [video.currentTime] : [])));
}

test('from the form to the films, a changed scene, a comparison, and a file; each survives a reload', async () => {
  const { page, context, complaints } = await visit(browser, web.address, { acceptDownloads: true });
  await openForm(page);
  await fillIn(page, 'Basilo');
  await page.reload();
  await button(page, /^Choose another photo/).waitFor();
  expect(await page.getByLabel('Brand', { exact: true }).inputValue()).toBe('Basilo');
  expect(await faultsOf(page)).toEqual([]);

  await button(page, 'Draw the storyboard').click();
  await page.waitForURL(/\/ads\/[\w-]+$/);
  await page.reload();
  await button(page, 'Make it').waitFor(PATIENT);
  expect(await page.getByRole('list', { name: 'Scenes' }).getByRole('listitem').count()).toBe(3);
  expect(await faultsOf(page)).toEqual([]);

  await page.reload();
  await button(page, 'Make it').click();
  const other = await context.newPage();
  await other.goto(page.url());
  await page.getByRole('progressbar').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.reload();
  await heading(page, 'Receipt').waitFor(PATIENT);
  await heading(other, 'Receipt').waitFor(PATIENT);
  await other.close();
  expect(await faultsOf(page)).toEqual([]);

  await button(page, 'Play: the films').click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some(({ currentTime, paused }) => !paused && currentTime > 0.8),
  );
  await button(page, 'Pause: the films').click();
  const played = await times(page);
  expect(played.length).toBe(3);
  expect(Math.max(...played) - Math.min(...played)).toBeLessThan(0.1);
  await page.getByRole('slider', { name: 'Place in the films' }).fill('3.5');
  expect(await times(page)).toEqual([3.5, 3.5, 3.5]);

  await button(page, /^Change scene 2/).click();
  await headline(page).fill('Now in your fridge');
  await page.getByText('Making it is free.').waitFor();
  await page.getByText('Scene 2 now says “Now in your fridge”').waitFor();
  await page.reload();
  expect(await headline(page).inputValue()).toBe('Now in your fridge');
  await page.getByRole('slider', { name: 'Warmth' }).fill('0.5');
  await page.getByText('is now warmer').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  // It is done, but the answer is lost: the change is neither made twice nor still waiting.
  await page.route('**/edits', async (route) => {
    const { preview }: { preview?: boolean } = route.request().postDataJSON();
    if (preview) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await button(page, 'Apply').click();
  await page.getByText('Finished, version 2').waitFor(PATIENT);
  await button(page, /^Change scene 2/).waitFor();
  expect(await page.getByText('not applied yet').count()).toBe(0);
  await page.unrouteAll();

  await page.reload();
  await button(page, 'Compare').click();
  const divide = page.getByRole('slider', { name: 'How much of version 1 is shown over version 2' });
  await divide.fill('20');
  await divide.press('ArrowRight');
  expect(await divide.inputValue()).toBe('21');
  expect(await faultsOf(page)).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the tall film, 9:16' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('final_9x16.mp4');
  expect(
    readFileSync(await file.path())
      .subarray(4, 8)
      .toString(),
  ).toBe('ftyp');

  await button(page, 'Restore version 1').click();
  await page.getByText('Finished', { exact: true }).waitFor();
  expect(complaints.filter((line) => !line.includes('ERR_FAILED'))).toEqual([]);
});

test('on a phone: what is missing stands beside its field, and neither an error nor a reload loses a word', async () => {
  const { page, context } = await visit(browser, web.address, PHONE);
  await openForm(page);
  await button(page, 'Draw the storyboard').click();
  for (const say of [
    'Add a photo of the product',
    'The brief is empty',
    'The brand name is empty',
    'Choose the colour',
  ]) {
    await page.getByText(say).waitFor();
  }
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Brand colour', { exact: true }).fill('blurple');
  await page.getByText('"blurple" is not a colour').waitFor();

  await fillIn(page, 'Fjell');
  await context.setOffline(true);
  await button(page, 'Draw the storyboard').click();
  await page.getByText('Nothing you typed is lost').waitFor();
  await context.setOffline(false);
  expect(await page.getByLabel('Brand', { exact: true }).inputValue()).toBe('Fjell');
  await button(page, 'Draw the storyboard').click();
  await button(page, 'Make it').waitFor(PATIENT);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);

  const message = 'The storyboard has changed since you looked.';
  await page.route(
    '**/approve',
    (route) => route.fulfill({ status: 409, json: { error: { code: 'conflict', message } } }),
    {
      times: 1,
    },
  );
  await button(page, 'Make it').click();
  await page.getByText(message).waitFor();
  await button(page, 'Make it').click();
  await page.getByRole('progressbar').waitFor();
  await button(page, 'Stop').click();
  await heading(page, 'This ad was stopped').waitFor();
  await page.reload();
  await button(page, 'Take it up again').click();
  await button(page, 'Make it').waitFor(PATIENT);
  expect(await faultsOf(page)).toEqual([]);
});

test('an ad that is not there is said to be so', async () => {
  const { page } = await visit(browser, web.address, {});
  await page.goto(`${web.address}/ads/p0000000000000000`);
  await heading(page, 'There is no such ad').waitFor();
});
