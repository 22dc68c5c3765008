/** The first page a stranger sees: its films play, stop, and stand still for those who want that; every way leads somewhere. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, openStudioStage, overhang, PHONE, type StudioStage } from './studio-stage.ts';

let stage: StudioStage;
beforeAll(async () => {
  stage = await openStudioStage();
});
afterAll(() => stage.close());

const states = (page: Page) =>
  page
    .locator('video')
    .evaluateAll((all) =>
      all.flatMap((video) =>
        video instanceof HTMLVideoElement ? [{ paused: video.paused, at: video.currentTime }] : [],
      ),
    );

/** Everything that is loaded late is loaded when it comes into view. */
async function readOn(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 400) await page.mouse.wheel(0, 400).then(() => page.waitForTimeout(40));
}

/** How much moved that nobody touched, from the first picture on. */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => add(list.getEntries()));
        let sum = 0;
        const add = (entries: PerformanceEntryList) => {
          for (const entry of entries) if ('value' in entry) sum += Number(entry.value);
        };
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 200);
      }),
  );
}

test('three films of one ad play without a sound, together, until they are stopped', async () => {
  const { page, context, complaints } = await stage.visit('/');
  await page.getByRole('button', { name: 'Pause the films' }).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].every(({ currentTime }) => currentTime > 1.5),
  );
  expect(await page.locator('video').evaluateAll((all) => all.every((video) => 'muted' in video && video.muted))).toBe(
    true,
  );
  const places = (await states(page)).map(({ at }) => at);
  expect(places).toHaveLength(3);
  expect(Math.max(...places) - Math.min(...places)).toBeLessThan(0.5);
  await page.getByRole('button', { name: 'Pause the films' }).click();
  expect((await states(page)).map(({ paused }) => paused)).toEqual([true, true, true]);
  await page.getByRole('button', { name: 'Play the films' }).click();
  await page.waitForFunction(() => [...document.querySelectorAll('video')].every(({ paused }) => !paused));
  expect(complaints).toEqual([]);
  await context.close();
});

test('nothing moves by itself for those who want that, nor is a film loaded', async () => {
  const { page, context } = await stage.visit('/', { reducedMotion: 'reduce' });
  const films: string[] = [];
  page.on('request', (request) => request.url().endsWith('.mp4') && films.push(request.url()));
  await page.reload({ waitUntil: 'load' });
  await page.getByRole('button', { name: 'Play the films' }).waitFor();
  await readOn(page);
  expect(films).toEqual([]);
  expect((await states(page)).every(({ paused }) => paused)).toBe(true);
  await page.getByRole('button', { name: 'Play the films' }).click();
  await page.waitForFunction(() => [...document.querySelectorAll('video')].every(({ currentTime }) => currentTime > 0));
  await context.close();
});

describe.each([
  ['a large screen in the light', { colorScheme: 'light' }],
  ['a large screen in the dark', { colorScheme: 'dark' }],
  ['a phone in the light', { ...PHONE, colorScheme: 'light' }],
  ['a phone in the dark', { ...PHONE, colorScheme: 'dark' }],
] as const)('on %s', (_, options) => {
  test('everybody can read it, nothing jumps, nothing sticks out, and every picture is there', async () => {
    const { page, context, complaints } = await stage.visit('/', { ...options, reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await readOn(page);
    expect(await axeFaults(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    expect(await shiftOf(page)).toBeLessThan(0.01);
    const missing = await page
      .locator('img')
      .evaluateAll((all) => all.filter((one) => one instanceof HTMLImageElement && one.naturalWidth === 0).length);
    expect(missing).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('every link leads somewhere', async () => {
  const { page, context } = await stage.visit('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  const pages = [...new Set(links)].filter((href) => href.startsWith('/'));
  expect(pages.length).toBeGreaterThan(4);
  for (const href of pages)
    expect([href, (await context.request.get(`${stage.address}${href}`)).status()]).toEqual([href, 200]);
  await page.getByRole('link', { name: 'Make an ad' }).first().click();
  await page.getByRole('heading', { name: 'A new ad', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Talk about it instead' }).first().click();
  await page.waitForURL(/\/chat$/);
  await context.close();
});
