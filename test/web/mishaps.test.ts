/** What goes wrong between the page and the server, and with pictures. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { field, log, type Picture, samplePicture, say, toStoryboard } from './acts.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let can: Picture;
/** How many events the core had before this test. */
let before = 0;
beforeAll(async () => {
  stage = await openStage();
  can = await samplePicture();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.core.reset();
  before = stage.server().received.length;
});

const mine = () => stage.server().received.slice(before);

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
  await context.clock.install();
  await say(page, 'Hello');
  await page.getByText('One thing is missing').waitFor();
  const others = await Promise.all([1, 2].map(() => context.newPage()));
  const open = new Set(others);
  for (const other of others) {
    await other.goto(`${stage.server().address}/chat`);
    await other.getByText('One thing is missing').waitFor();
    other.on('requestfailed', (request) => request.url().includes('/events') && open.delete(other));
    await look(other, false);
  }
  await context.clock.fastForward(20_000);
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
