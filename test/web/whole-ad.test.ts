/** The page in a real browser before the whole real system, in small: a sentence and a picture become films, and one is refined. */
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWeb, type Web } from '../../src/compose/web.ts';
import type { System } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { bottleOrder, openSmall, smallHome } from '../fixtures/system.ts';
import { say } from './acts.ts';
import { openBrowser, visit } from './stage.ts';

const root = join(import.meta.dirname, '..', '..');
const PAGE = join(root, 'web', 'dist');
const PATIENT = { timeout: 90_000 };

let home = '';
let system: System;
let web: Web;
let browser: Browser;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build-page.mjs')], { stdio: 'pipe' });
  home = await smallHome();
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

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name });

test('a whole ad and one refinement, and a reload keeps all of it', async () => {
  const { page, complaints } = await visit(browser, web.address, {}, '/chat');
  await page.locator('input[type=file]').setInputFiles((await bottleOrder(home)).photo.file);
  await say(page, 'An ad for Basilo, a sparkling lemonade with basil. Crisp, cold, not too sweet.');
  await page.getByText(/Which colour/).waitFor(PATIENT);
  await say(page, 'sea green, 6 seconds');
  await heading(page, /^Basilo: the storyboard$/).waitFor(PATIENT);
  expect(await page.getByRole('list', { name: 'Scenes' }).getByRole('listitem').count()).toBe(3);

  await page.getByRole('button', { name: 'Make it' }).click();
  await heading(page, /^Basilo: three films$/).waitFor(PATIENT);
  await say(page, 'change the text of scene 2 to “Now in your fridge”');
  await heading(page, /^Basilo: three films, version 2$/).waitFor(PATIENT);
  await page.getByText(/made \d+ \(scene 2 in three shapes, the three films\)/).waitFor();
  expect(await page.getByRole('link', { name: /^Download/ }).count()).toBe(6);

  await page.reload();
  await heading(page, /^Basilo: three films, version 2$/).waitFor(PATIENT);
  await page.getByText('An ad for Basilo').waitFor();
  expect(complaints).toEqual([]);
});
