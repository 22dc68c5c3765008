/**
 * Takes the pictures of docs/studio.md: the real server without keys, a real browser, one ad from the form to a second version.
 * Run it after `npm test` has made the machine ready: `node scripts/screenshots.mjs`. It takes about two minutes.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { prepareFonts } from '../src/media/text/fonts.ts';

const root = join(import.meta.dirname, '..');
const shots = join(root, 'docs', 'screenshots');
const home = mkdtempSync(join(tmpdir(), 'adgen-screenshots-'));
const PATIENT = { timeout: 180_000 };

process.env.FONTCONFIG_FILE = prepareFonts(join(home, 'fonts'));
// Imported now, because sharp reads the fonts' configuration when it loads.
const [{ openSystem }, { openWeb }, { readConfig }, { createLog }, { withDemoPhoto }] = await Promise.all([
  import('../src/compose.ts'),
  import('../src/compose/web.ts'),
  import('../src/config.ts'),
  import('../src/log.ts'),
  import('../src/cli/demo-photo.ts'),
]);

mkdirSync(shots, { recursive: true });
const config = readConfig({ ...process.env, ADGEN_HOME: home, PORT: '0' }, root);
const system = await openSystem(config, createLog('error'));
const web = await openWeb(system, config, join(root, 'web', 'dist'), createLog('error'));
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await withDemoPhoto((photo) => wholeStory(photo.file));
} finally {
  await browser.close();
  await web.close();
  await system.close();
  rmSync(home, { recursive: true, force: true });
}

async function wholeStory(photo) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
  const page = await context.newPage();
  await orderAnAd(page, photo);
  await makeIt(page);
  await changeIt(page);
  const address = page.url();
  await page.goto(`${web.address}/ads`);
  await take(page, 'my-ads', 2000);
  await page.goto(`${web.address}/brand`);
  await take(page, 'brand', 1000);
  await onAPhone(await context.cookies(), address);
}

async function orderAnAd(page, photo) {
  await page.goto(`${web.address}/`);
  await page.getByRole('button', { name: 'Pause the films' }).waitFor();
  await take(page, 'landing', 2500);
  await page.goto(`${web.address}/new`);
  await page.locator('input[type=file]').setInputFiles(photo);
  const brief = 'An oat and vanilla cold brew in a can. Slow mornings, strong coffee.';
  await page.getByLabel('What is the ad about?').fill(brief);
  await page.getByLabel('Brand', { exact: true }).fill('Fjell');
  await page
    .getByRole('button', { name: /^Use #/ })
    .nth(3)
    .click();
  await page.getByText('Cutting out the product').waitFor({ state: 'hidden', ...PATIENT });
  await take(page, 'form', 2000);
}

async function makeIt(page) {
  const button = (name) => page.getByRole('button', { name }).first();
  await button('Draw the storyboard').click();
  await button('Make it').waitFor(PATIENT);
  await take(page, 'storyboard', 1500);
  await button('Make it').click();
  await page.getByRole('progressbar').waitFor(PATIENT);
  await take(page, 'progress', 6000);
  await page.getByRole('heading', { name: 'Receipt' }).waitFor(PATIENT);
  await page.getByRole('slider', { name: 'Place in the films' }).fill('5');
  await take(page, 'films', 2000);
}

async function changeIt(page) {
  const button = (name) => page.getByRole('button', { name }).first();
  await button(/^Change scene 2/).click();
  await page.getByRole('textbox', { name: 'Headline' }).fill('20% off this week');
  await page.getByText('Making it is free.').first().waitFor(PATIENT);
  await take(page, 'editor', 1500);
  await button('Apply').click();
  await page.getByText('Finished, version 2').waitFor(PATIENT);
  await page.reload();
  await button('Compare').click();
  await page.getByRole('slider', { name: 'Place in both versions' }).fill('5');
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await take(page, 'compare', 2500);
}

async function onAPhone(cookies, address) {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' };
  const context = await browser.newContext(phone);
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${web.address}/`);
  await take(page, 'landing-phone', 3000);
  await page.goto(address);
  await take(page, 'films-phone', 3000);
}

async function take(page, name, afterMs) {
  await page.waitForTimeout(afterMs);
  const picture = sharp(await page.screenshot());
  const file = join(shots, `${name}.webp`);
  const { size } = await picture.webp({ quality: 82 }).toFile(file);
  console.log(`${name}: ${Math.round(size / 1024)} KiB`);
}
