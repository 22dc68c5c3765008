/** A whole ad and one refinement in a real browser, and everything that can happen on the way. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultsOf } from './accessibility.ts';
import { drawing, openStage, type Stage, type Visit } from './stage.ts';

let stage: Stage;
let can: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
beforeAll(async () => {
  stage = await openStage();
  can = { name: 'can.png', mimeType: 'image/png', buffer: await drawing(300, 400, '#f2b36b') };
});
afterAll(() => stage.close());
/** How many events the core had before this test. */
let before = 0;
beforeEach(() => {
  stage.core.reset();
  before = stage.server().received.length;
});

const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const log = (page: Page) => page.getByRole('log');

async function say(page: Page, text: string) {
  await field(page).fill(text);
  await field(page).press('Enter');
}

async function toStoryboard({ page }: Visit) {
  await page.locator('input[type=file]').setInputFiles(can);
  await say(page, 'A teal ad for Fjell, 15 seconds');
  await page.getByRole('button', { name: 'Make it' }).waitFor();
}

async function toFilms(visit: Visit) {
  await toStoryboard(visit);
  await visit.page.getByRole('button', { name: 'Make it' }).click();
  await visit.page.getByRole('progressbar').waitFor();
  await stage.core.moveTo(100, '');
  await visit.page.getByRole('heading', { name: 'Fjell: three films' }).waitFor();
}

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
    await toFilms(visit);
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
    await other.goto(stage.server().address);
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

describe('without a connection', () => {
  test('a message says that it was not sent, and goes out once when tried again', async () => {
    const { page, context } = await stage.visit();
    await context.setOffline(true);
    await say(page, 'Are you there?');
    await page.getByText('Not sent.').waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('One thing is missing').waitFor();
    expect(await page.getByText('Are you there?').count()).toBe(1);
    expect(mine().filter(({ what }) => what.kind === 'message' && what.text === 'Are you there?')).toHaveLength(1);
    await context.close();
  });

  test('a message whose answer was lost is not sent twice', async () => {
    const { page, context } = await stage.visit();
    await page.route('**/messages', async (route) => {
      await route.fetch(); // it arrives, and nobody learns of it
      await route.abort();
    });
    await say(page, 'Only once, please');
    await page.getByText('One thing is missing').waitFor();
    await page.unroute('**/messages');
    await expect.poll(() => page.getByText('Only once, please').count()).toBe(1);
    expect(mine().filter(({ what }) => what.kind === 'message' && what.text === 'Only once, please')).toHaveLength(1);
    await context.close();
  });

  test('the page says so, comes back by itself, and shows what came meanwhile, once', async () => {
    const visit = await stage.visit();
    const { page } = visit;
    await toStoryboard(visit);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('progressbar').waitFor();
    await stage.stopServer();
    await page.getByText('The connection is lost').waitFor();
    await stage.core.moveTo(80, 'Composing the music');
    await stage.core.moveTo(100, '');
    await stage.restart();
    await page.getByRole('heading', { name: 'Fjell: three films' }).waitFor();
    await expect.poll(() => page.getByText('The connection is lost').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Fjell: three films' }).count()).toBe(1);
    await visit.context.close();
  });

  test('a button says that it did not work, and can be pressed again', async () => {
    const visit = await stage.visit();
    const { page } = visit;
    await toStoryboard(visit);
    await page.route('**/actions', (route) => route.abort());
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('alert').getByText('cannot be reached').waitFor();
    await page.unroute('**/actions');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('progressbar').waitFor();
    await visit.context.close();
  });
});

test('tabs that nobody looks at give their connection back, all but one, and catch up when they are looked at', async () => {
  const { page, context } = await stage.visit();
  await say(page, 'Hello');
  await page.getByText('One thing is missing').waitFor();
  const others = await Promise.all([1, 2].map(() => context.newPage()));
  for (const other of others) {
    await other.clock.install();
    await other.goto(stage.server().address);
    await other.getByText('One thing is missing').waitFor();
  }
  const open = new Set(others);
  for (const other of others) {
    other.on('requestfailed', (request) => request.url().includes('/events') && open.delete(other));
    await look(other, false);
    await other.clock.fastForward(20_000);
  }
  await expect.poll(() => open.size).toBe(1);
  await say(page, 'Something new');
  for (const other of others) await look(other, true);
  for (const other of others) await other.getByText('Something new').waitFor();
  await context.close();
});

function look(page: Page, isLookedAt: boolean) {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !isLookedAt);
}

describe('pictures', () => {
  test('are chosen, pasted and dropped, seen before they go, and taken out again', async () => {
    const { page, context } = await stage.visit();
    const chosen = page.getByRole('list', { name: 'Chosen pictures' });
    await page.locator('input[type=file]').setInputFiles([can, { ...can, name: 'second.png' }]);
    await expect.poll(() => chosen.getByRole('listitem').count()).toBe(2);
    const bytes = [...can.buffer];
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], 'pasted.png', { type: 'image/png' }));
      const area = document.querySelector('textarea');
      area?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
      const dropped = new DataTransfer();
      dropped.items.add(new File([new Uint8Array(content)], 'dropped.png', { type: 'image/png' }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, cancelable: true }));
    }, bytes);
    await expect.poll(() => chosen.getByRole('img').count()).toBe(4);
    await page.getByRole('button', { name: 'Remove second.png' }).click();
    await field(page).press('Enter');
    await page.getByRole('button', { name: 'Make it' }).waitFor();
    const { what } = mine()[0] ?? { what: null };
    expect(what?.kind === 'message' && what.attachments.map(({ name }) => name)).toEqual([
      'can.png',
      'pasted.png',
      'dropped.png',
    ]);
    await context.close();
  });

  test('that are too many or no pictures at all are told apart before and after', async () => {
    const { page, context } = await stage.visit();
    await page
      .locator('input[type=file]')
      .setInputFiles(Array.from({ length: 11 }, (_, index) => ({ ...can, name: `${index}.png` })));
    await page.getByText('At most 10 pictures fit into one message.').waitFor();
    for (let left = 10; left > 0; left -= 1)
      await page
        .getByRole('button', { name: /^Remove/ })
        .first()
        .click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    await field(page).press('Enter');
    await page.getByRole('button', { name: 'Make it' }).waitFor();
    // Shown by its name: the browser cannot draw it.
    await log(page).getByText('notes.txt').waitFor();
    await context.close();
  });
});
