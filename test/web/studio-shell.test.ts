/** The studio where nobody signs in: its pages and the ways between them, my ads, the brand kit, a token, and its weight. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  axeFaults,
  layoutShift,
  openStudioStage,
  overhang,
  PAGE_FOLDER,
  PHONE,
  type StudioStage,
} from './studio-stage.ts';

/** On a busy machine. */
const PATIENT = { timeout: 15_000 };

let stage: StudioStage;
beforeAll(async () => {
  stage = await openStudioStage();
});
afterAll(() => stage.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

const BUDGET_BYTES = 200 * 1024;

/** By path: what stands there first. */
const PAGES = [
  ['/new', 'A new ad', 'A new ad · adgen'],
  ['/ads', 'My ads', 'My ads · adgen'],
  ['/brand', 'Brand kit', 'Brand kit · adgen'],
  ['/account', 'Account', 'Account · adgen'],
  ['/sign-in', 'Nobody signs in here', 'Sign in · adgen'],
  ['/ads/p0000000000000000', 'There is no such ad', 'Your ad · adgen'],
  ['/chat', 'adgen', 'adgen'],
  ['/nothing-here', 'There is no such page', 'adgen'],
] as const;

/** As the ads of a browser name whose they are. */
async function userOf({ request }: BrowserContext): Promise<string> {
  const answer = await request.post(`${stage.address}/api/token`, { headers: { origin: stage.address } });
  const { token }: { token: string } = await answer.json();
  return token.split('.')[0] ?? '';
}

describe('the pages', () => {
  test.each(PAGES)(
    '%s can be opened by its address, and after a reload it is there again',
    async (path, title, tab) => {
      const { page, context, complaints } = await stage.visit(path);
      await heading(page, title).waitFor();
      expect(await page.title()).toBe(tab);
      await page.reload();
      await heading(page, title).waitFor();
      expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
      await context.close();
    },
  );

  test('lead to each other without loading anew, and the back button leads back through them', async () => {
    const { page, context, complaints } = await stage.visit('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => Reflect.set(window, 'stayed', true));
    await pages(page).getByRole('link', { name: 'My ads' }).click();
    await heading(page, 'My ads').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    expect(await pages(page).getByRole('link', { name: 'My ads' }).getAttribute('aria-current')).toBe('page');
    await pages(page).getByRole('link', { name: 'Brand kit' }).click();
    await heading(page, 'Brand kit').waitFor();
    await pages(page).getByRole('link', { name: 'Chat' }).click();
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await link(page, 'My ads').click();
    await heading(page, 'My ads').waitFor();
    for (const there of ['/chat', '/brand', '/ads', '/']) {
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe(there);
    }
    await page.goForward();
    await heading(page, 'My ads').waitFor();
    expect(await page.evaluate(() => Reflect.get(window, 'stayed'))).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('are behind one button on a phone, which the keyboard opens and closes, too', async () => {
    const { page, context } = await stage.visit('/brand', PHONE);
    await heading(page, 'Brand kit').waitFor();
    await button(page, 'Pages').press('Enter');
    const all = page.getByRole('navigation', { name: 'All pages' });
    await all.getByRole('link', { name: 'My ads' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await all.waitFor({ state: 'hidden' });
    await button(page, 'Pages').tap();
    await all.getByRole('link', { name: 'Account' }).tap();
    await heading(page, 'Account').waitFor();
    await all.waitFor({ state: 'hidden' });
    await context.close();
  });

  test.each(['light', 'dark'] as const)(
    'have no faults that axe finds in the %s, on a desk and on a phone',
    async (colorScheme) => {
      const { page, context } = await stage.visit('/', { colorScheme });
      for (const viewport of [{ width: 1280, height: 860 }, PHONE.viewport]) {
        await page.setViewportSize(viewport);
        for (const [path, title] of [['/', /./] as const, ...PAGES]) {
          await page.goto(`${stage.address}${path}`);
          await heading(page, title).waitFor();
          expect([path, viewport.width, await axeFaults(page)]).toEqual([path, viewport.width, []]);
          expect([path, await overhang(page)]).toEqual([path, 0]);
          expect([path, (await layoutShift(page)) < 0.1]).toEqual([path, true]);
        }
      }
      await context.close();
    },
  );
});

describe('an ad that is being made', () => {
  test('is followed through a break of the network', async () => {
    const { page, context } = await stage.visit('/ads');
    const id = await stage.approved(await userOf(context), 'Fjell');
    await stage.desk.work(id, 40, 'filming scene 1');
    await page.goto(`${stage.address}/ads/${id}`);
    await page.getByText('filming scene 1').first().waitFor();
    await context.setOffline(true);
    await stage.desk.work(id, 60, 'filming scene 2');
    await context.setOffline(false);
    await page.getByText('filming scene 2').first().waitFor();
    await stage.complete(id);
    await page.getByRole('heading', { name: 'Receipt' }).waitFor();
    await context.close();
  });

  test('is asked about where no stream comes through', async () => {
    const { page, context } = await stage.visit('/ads');
    const id = await stage.approved(await userOf(context), 'Fjell');
    await page.route('**/events', (route) => route.abort());
    await stage.desk.work(id, 40, 'filming scene 1');
    await page.goto(`${stage.address}/ads/${id}`);
    await page.getByText('filming scene 1').first().waitFor();
    await stage.desk.work(id, 60, 'filming scene 2');
    await page.getByText('filming scene 2').first().waitFor();
    await context.close();
  });
});

describe('my ads', () => {
  test('leads newcomers to the form', async () => {
    const { page, context } = await stage.visit('/ads');
    await page.getByRole('heading', { name: 'Your first ad begins with a photo' }).waitFor();
    await link(page, 'Make the first ad').click();
    await heading(page, 'A new ad').waitFor();
    await context.close();
  });

  test('shows each ad by its picture and how it stands, and follows what is being made', async () => {
    const { page, context, complaints } = await stage.visit('/ads');
    const userId = await userOf(context);
    await stage.complete(await stage.approved(userId, 'Fjell'));
    await stage.order(userId, 'Basilo');
    await stage.desk.fail(await stage.approved(userId, 'Ovo'), 'The disk is full.');
    const halden = await stage.approved(userId, 'Halden');
    await stage.desk.work(halden, 64);
    await page.reload();
    await link(page, /^In the making 64 percent Halden just now/i).waitFor();
    await link(page, /^Storyboard ready Basilo just now Kept until \d+ \w+/i).waitFor();
    await link(page, /^Did not work Ovo just now, free/i).waitFor();
    const pictures = () =>
      page
        .getByRole('list', { name: 'Ads' })
        .locator('img')
        .evaluateAll((all) =>
          all.map((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 0),
        );
    await expect.poll(pictures, PATIENT).toEqual([true, true, true, true]);
    expect(await page.getByText('4 ads').count()).toBe(1);
    expect(await axeFaults(page)).toEqual([]);
    await page.setViewportSize(PHONE.viewport);
    expect(await overhang(page)).toBe(0);

    await stage.complete(halden);
    await link(page, /^Halden just now, free/i).waitFor();
    await context.setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByRole('alert').getByText('adgen cannot be reached').waitFor();
    expect(await page.getByRole('list', { name: 'Ads' }).getByRole('listitem').count()).toBe(4);
    await context.setOffline(false);
    await page.getByRole('alert').waitFor({ state: 'detached' });

    expect(complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);

    await link(page, /Fjell/).click();
    await page.getByRole('heading', { name: 'Fjell', level: 1 }).waitFor();
    await context.close();
  });

  test('has older ads on further pages, and going back leads to the same place in them', async () => {
    const { page, context } = await stage.visit('/');
    const userId = await userOf(context);
    for (let number = 1; number <= 53; number += 1) await stage.order(userId, `Brand ${number}`);
    await pages(page).getByRole('link', { name: 'My ads' }).click();
    const shown = page.getByRole('list', { name: 'Ads' }).getByRole('listitem');
    await page.getByText('The newest 50').waitFor();
    expect(await shown.count()).toBe(50);
    await button(page, 'Show older ads').click();
    await page.getByText('53 ads').waitFor();
    expect(await button(page, 'Show older ads').count()).toBe(0);

    await link(page, / Brand 1 /).click();
    await page.waitForURL(/\/ads\/p\w+$/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goBack();
    await page.getByText('53 ads').waitFor();
    expect(await shown.count()).toBe(53);
    await expect.poll(() => page.evaluate(() => window.scrollY), PATIENT).toBeGreaterThan(2000);
    await context.close();
  });
});

test('the brand kit is kept, new ads begin with it, and what is wrong is said beside its field', async () => {
  const { page, context, complaints } = await stage.visit('/brand');
  const name = page.getByLabel('Brand', { exact: true });
  const color = page.getByLabel('Brand colour', { exact: true });
  await button(page, 'Keep it').click();
  await page.getByText('Give the name to show in the ads.').waitFor();
  await page.getByText('Choose the colour of the brand.').waitFor();
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  await name.fill('B'.repeat(61));
  await color.fill('blurple');
  await button(page, 'Keep it').click();
  await page.getByText('The brand name is too long for a film.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await name.fill('Basilo');
  await button(page, 'Keep it').click();
  await page.getByText('"blurple" is not a colour').waitFor();
  await color.fill('sea green');
  await button(page, 'Keep it').click();
  await page.getByText('Kept. New ads begin with it.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.reload();
  await expect.poll(() => name.inputValue(), PATIENT).toBe('Basilo');
  expect(await color.inputValue()).toBe('#2e8b57');
  expect(await page.getByLabel('Pick the brand colour').inputValue()).toBe('#2e8b57');

  await link(page, 'New ad').click();
  await expect.poll(() => name.inputValue(), PATIENT).toBe('Basilo');
  expect(await color.inputValue()).toBe('#2e8b57');
  expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
  await context.close();
});

test('the account page gives a token with which a script sees the same ads', async () => {
  const { page, context } = await stage.visit('/account', { permissions: ['clipboard-read', 'clipboard-write'] });
  const id = await stage.order(await userOf(context), 'Fjell');
  await button(page, 'Show the token').click();
  await button(page, 'Copy the token').click();
  await button(page, 'Copied the token').waitFor();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByText(`curl -H "Authorization: Bearer ${token}" ${stage.address}/api/projects/user/all`).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${stage.address}/api/projects/user/all`, { headers });
  expect(await answer.json()).toMatchObject({ projects: [{ project_id: id }] });
  expect(
    (await fetch(new URL(`${await link(page, 'What a program can ask for').getAttribute('href')}`, page.url()))).status,
  ).toBe(200);
  await context.close();
});

test('the first page weighs less than 200 KiB of JavaScript, packed', async () => {
  const { page, context } = await stage.visit('/');
  await heading(page, /./).waitFor();
  await page.waitForLoadState('networkidle');
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.split('/').at(-1) ?? ''),
  );
  const scripts = loaded.filter((name) => name.endsWith('.js'));
  const weigh = (name: string) => gzipSync(readFileSync(join(PAGE_FOLDER, 'assets', name))).length;
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.map(weigh).reduce((sum, weight) => sum + weight, 0);
  expect(bytes).toBeLessThan(BUDGET_BYTES);
  // Where people sign in, the program for it comes on top.
  const more = readdirSync(join(PAGE_FOLDER, 'assets')).filter((name) => /^session-account.*\.js$/.test(name));
  expect(more.length).toBe(1);
  expect(scripts).not.toContain(more[0]);
  expect(bytes + weigh(more[0] ?? '')).toBeLessThan(BUDGET_BYTES);
  await context.close();
});
