/** The photo in the form of a new ad: seen at once, cut out a moment later, and in nobody's way when it cannot be. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults, openStudioStage, overhang, PHONE, type StudioStage } from './studio-stage.ts';

let stage: StudioStage;
beforeAll(async () => {
  stage = await openStudioStage();
});
afterAll(() => stage.close());

const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const cutOut = (page: Page) => page.getByRole('img', { name: /^The product cut out/ });

/** A can that is transparent around: its cutout needs no model. */
async function photo(name: string, color: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="600"><rect x="60" y="40" width="180" height="520" rx="40" fill="${color}"/></svg>`;
  return { name, mimeType: 'image/png', buffer: await sharp(Buffer.from(svg)).png().toBuffer() };
}

/** Counts from now on how much moves by itself (layout-shift of the browser; what follows an input does not count). */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Reflect.set(window, 'shifted', 0);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const value: unknown = Reflect.get(entry, 'value');
        if (typeof value === 'number') Reflect.set(window, 'shifted', Reflect.get(window, 'shifted') + value);
      }
    }).observe({ type: 'layout-shift', buffered: false });
  });
  return () => page.evaluate(() => Number(Reflect.get(window, 'shifted')));
}

test('the photo is there at once, its cutout fades in over it, and nothing moves meanwhile', async () => {
  const { page, context, complaints } = await stage.visit('/new');
  const go = Promise.withResolvers<void>();
  await page.route('**/api/cutouts', async (route) => {
    await go.promise;
    await route.continue();
  });
  await page.locator('input[type=file]').setInputFiles(await photo('can.png', '#2c6e49'));
  await page.getByRole('img', { name: 'The product: can.png' }).waitFor();
  await page
    .getByRole('button', { name: /^Use #/ })
    .first()
    .waitFor();
  await said(page, 'Cutting out the product. You can go on meanwhile.');
  expect(await axeFaults(page)).toEqual([]);
  const shifted = await watchShifts(page);
  go.resolve();
  await cutOut(page).waitFor();
  await said(page, 'This is how the product will stand in the ad.');
  expect(await axeFaults(page)).toEqual([]);
  expect(await shifted()).toBe(0);
  await page.getByRole('button', { name: 'Photo', exact: true }).click();
  await page.getByRole('img', { name: 'The product: can.png' }).waitFor();
  await page.reload();
  await cutOut(page).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('another photo ends what was asked for the one before, and its own cutout is shown', async () => {
  const { page, context } = await stage.visit('/new', PHONE);
  const [first, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
  page.on('requestfailed', (request) => ended.resolve(request.failure()?.errorText ?? ''));
  await page.route('**/api/cutouts', () => first.resolve(), { times: 1 });
  await page.locator('input[type=file]').setInputFiles(await photo('one.png', '#2c6e49'));
  await first.promise;
  await page.locator('input[type=file]').setInputFiles(await photo('two.png', '#8a2be2'));
  expect(await ended.promise).toBe('net::ERR_ABORTED');
  await page.getByRole('img', { name: 'The product cut out: two.png' }).waitFor();
  expect(await overhang(page)).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  await context.close();
});

test('what cannot be cut out is said without standing in the way, and what is no picture is an error', async () => {
  const { page, context } = await stage.visit('/new');
  const message = 'The product does not stand apart from its background: it will be placed on a card.';
  const refusal = { status: 422, json: { error: { code: 'no-product', message } } };
  await page.route('**/api/cutouts', (route) => route.fulfill(refusal), { times: 1 });
  await page.locator('input[type=file]').setInputFiles(await photo('busy.png', '#2c6e49'));
  await said(page, message);
  expect(await page.locator('[aria-invalid=true]').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Draw the storyboard' }).isEnabled()).toBe(true);

  await context.setOffline(true);
  await page.locator('input[type=file]').setInputFiles(await photo('later.png', '#2c6e49'));
  await said(page, 'The cutout cannot be shown right now. You can order all the same.');
  await context.setOffline(false);
  await cutOut(page).waitFor();

  const broken = { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await page.locator('input[type=file]').setInputFiles(broken);
  await said(page, /not a photo/);
  await page.locator('[aria-invalid=true]').first().waitFor();
  const words = { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') };
  await page.locator('input[type=file]').setInputFiles(words);
  await said(page, '“words.txt” is no picture.');
  await context.close();
});

test('a picture that is pasted anywhere is taken, and an ad whose files are gone is ordered again with its words', async () => {
  const { page, context } = await stage.visit('/new');
  const { buffer } = await photo('x.png', '#2c6e49');
  await page.getByRole('heading', { name: 'A new ad' }).waitFor();
  await page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    },
    [...buffer],
  );
  await page.getByRole('img', { name: 'The product cut out: pasted.png' }).waitFor();
  const answer = await context.request.post(`${stage.address}/api/token`, { headers: { origin: stage.address } });
  const { token }: { token: string } = await answer.json();
  const id = await stage.order(token.split('.')[0] ?? '', 'Again');
  await stage.desk.fail(id, 'The photo could not be used.');
  await page.goto(`${stage.address}/ads/${id}`);
  await said(page, 'The photo could not be used.');
  await page.getByRole('button', { name: 'Order it with another photo' }).click();
  await page.getByRole('heading', { name: 'A new ad' }).waitFor();
  expect(await page.getByLabel('Brand', { exact: true }).inputValue()).toBe('Again');
  expect(await page.getByLabel('What is the ad about?').inputValue()).toBe('Sparkling');
  await context.close();
});
