/** A whole ad and one refinement in a real browser, and what stays of a conversation. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultsOf } from './accessibility.ts';
import { field, log, say, toFilms, toStoryboard } from './acts.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
/** How many events the core had before this test. */
let before = 0;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.core.reset();
  before = stage.server().received.length;
});

const texts = (page: Page) => log(page).getByRole('article').allInnerTexts();
const mine = () => stage.server().received.slice(before);

describe('an ad', () => {
  test('is made from a sentence and a picture to three films, and refined once', async () => {
    const visit = await stage.visit();
    const { page, complaints } = visit;
    await say(page, 'I need an ad');
    await page.getByText('One thing is missing').waitFor();
    await toStoryboard(visit);
    expect(await page.getByRole('list', { name: 'Scenes' }).getByRole('listitem').count()).toBe(4);
    await page.getByText('At most $0.00').waitFor();

    await page.getByRole('button', { name: 'Make it' }).click();
    const bar = page.getByRole('progressbar', { name: 'Making the three films' });
    await bar.waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Make it' }).count()).toBe(0);
    await stage.core.moveTo(52, 'Filming scene 3 of 4');
    await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('52');
    await page.getByText('Filming scene 3 of 4').waitFor();
    await stage.core.moveTo(100, '');
    await page.getByRole('heading', { name: 'Fjell: three films' }).waitFor();
    expect(await bar.count()).toBe(0);

    await say(page, 'Put “20% off” on the last scene');
    await bar.waitFor();
    await stage.core.moveTo(100, '');
    await page.getByRole('heading', { name: 'Fjell: three films, version 2' }).waitFor();
    await page.getByText('reused 25, made 6').waitFor();
    expect(await page.getByRole('link', { name: /^Download/ }).count()).toBe(6);
    expect(complaints).toEqual([]);
    await visit.context.close();
  });

  test('shows its films in their true shapes, plays them one at a time, and gives them to be saved', async () => {
    const visit = await stage.visit();
    const { page } = visit;
    await toFilms(visit, stage);
    const boxes = await Promise.all(
      ['Tall', 'Square', 'Wide'].map((name) => page.getByRole('button', { name: `Play: ${name}` }).boundingBox()),
    );
    const ratios = boxes.map((box) => (box ? box.width / box.height : 0));
    for (const [index, ratio] of [9 / 16, 1, 16 / 9].entries()) expect(ratios[index]).toBeCloseTo(ratio, 1);
    expect(new Set(boxes.map((box) => Math.round((box?.height ?? 0) / 4)))).toHaveProperty('size', 1);

    const isPlaying = (name: RegExp) =>
      page
        .locator('video')
        .filter({ visible: true })
        .and(page.getByLabel(name))
        .evaluate((video) => video instanceof HTMLVideoElement && !video.paused);
    await page.getByRole('button', { name: 'Play: Tall' }).click();
    await expect.poll(() => isPlaying(/tall/)).toBe(true);
    await page.getByRole('button', { name: 'Play: Wide' }).click();
    await expect.poll(() => isPlaying(/wide/)).toBe(true);
    expect(await isPlaying(/tall/)).toBe(false);
    // Jumps to the end: the server must serve parts.
    await page
      .getByLabel(/wide/)
      .and(page.locator('video'))
      .evaluate((video) => {
        if (video instanceof HTMLVideoElement) video.currentTime = 2.5;
      });
    await expect
      .poll(() =>
        page
          .getByLabel(/wide/)
          .and(page.locator('video'))
          .evaluate((video) => video instanceof HTMLVideoElement && video.currentTime > 2.4),
      )
      .toBe(true);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the square film, 1:1' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('final_1x1.mp4');
    await visit.context.close();
  });

  test('is stopped by its button, and says so', async () => {
    const visit = await stage.visit();
    const { page } = visit;
    await toStoryboard(visit);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. Nothing was spent.').waitFor();
    expect(mine().flatMap(({ what }) => (what.kind === 'action' ? [what.action] : []))).toEqual(['make-it', 'stop']);
    await visit.context.close();
  });
});

describe('what was said', () => {
  test('is there after a reload, with its picture, once, and the conversation goes on', async () => {
    const visit = await stage.visit();
    const { page } = visit;
    await toStoryboard(visit);
    const shown = await texts(page);
    await page.reload();
    await page.getByRole('button', { name: 'Make it' }).waitFor();
    expect(await texts(page)).toEqual(shown);
    const picture = page.getByRole('img', { name: 'can.png' });
    await expect
      .poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
      .toBe(300);
    await say(page, 'Still there?');
    await page.getByText('One thing is missing').waitFor();
    await visit.context.close();
  });

  test('is the same in a second tab, and what is said there comes over', async () => {
    const { page, context } = await stage.visit();
    await say(page, 'From the one');
    await page.getByText('One thing is missing').waitFor();
    const other = await context.newPage();
    await other.goto(`${stage.server().address}/chat`);
    await other.getByText('From the one').waitFor();
    await say(other, 'From the other');
    await page.getByText('From the other').waitFor();
    expect(await page.getByText('From the other').count()).toBe(1);
    await context.close();
  });

  test('is shown as it was written, whatever it is', async () => {
    const { page, context, complaints } = await stage.visit();
    const evil = '<img src=x onerror=alert(1)> <b>bold</b> {{7*7}}\nhttps://fjell.example/shop?a=1, and more';
    await say(page, evil);
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await log(page).locator('b, img').count()).toBe(0);
    expect(await log(page).getByRole('link').getAttribute('href')).toBe('https://fjell.example/shop?a=1');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('of 20,000 characters is sent, and the page stays within the screen', async () => {
    const { page, context } = await stage.visit();
    await say(page, 'x'.repeat(20_000));
    await page.getByText('One thing is missing').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });

  test('before is found again among the earlier conversations', async () => {
    const { page, context } = await stage.visit();
    await say(page, 'The one about mugs');
    await page.getByText('One thing is missing').waitFor();
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('heading', { name: 'What is the ad for?' }).waitFor();
    expect(await field(page).evaluate((area) => area === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Earlier' }).click();
    await page.getByRole('button', { name: 'The one about mugs' }).click();
    await page.getByText('One thing is missing').waitFor();
    await context.close();
  });
});
