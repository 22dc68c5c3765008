/** The page for everybody: by keyboard alone, on a phone, in the dark, with a screen reader, without motion. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import { faultsOf } from './accessibility.ts';
import { resultCard } from './scripted-core.ts';
import { drawing, openStage, type Stage } from './stage.ts';

let stage: Stage;
let can: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
beforeAll(async () => {
  stage = await openStage();
  can = { name: 'can.png', mimeType: 'image/png', buffer: await drawing(300, 400, '#f2b36b') };
});
afterAll(() => stage.close());
beforeEach(() => stage.core.reset());

const signal = new AbortController().signal;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** Every kind of card there is, one below the other. */
async function everyCard(page: Page) {
  await page.getByRole('textbox', { name: 'Message' }).fill('A teal ad for Fjell');
  await page.locator('input[type=file]').setInputFiles(can);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Make it' }).waitFor();
  const threadId = stage.server().received.at(-1)?.threadId ?? '';
  const { platform } = stage.server();
  const failure = {
    ...plainCard('failure', 'The disk is full.\n\nFree some space.'),
    title: 'This did not work',
    buttons: [{ action: 'stop', label: 'Leave it', style: 'danger', value: '' } as const],
  };
  await platform.post(threadId, 'notice', plainCard('notice', '“notes.txt” is not a picture.'), signal);
  await platform.post(threadId, 'failure', failure, signal);
  await platform.post(threadId, 'done', plainCard('progress', 'Made in 2 minutes.'), signal);
  await platform.post(threadId, 'result', resultCard(1, true), signal);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('progressbar').waitFor();
  await stage.core.moveTo(52, 'Filming scene 3 of 4');
  await page.getByText('Filming scene 3 of 4').waitFor();
  await page.getByText('Scene 2 is not as planned.').waitFor();
}

/** Once everything that comes in softly has come. */
async function atRest(page: Page) {
  await page.evaluate(async () => {
    const ends = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1);
    await Promise.allSettled(ends.map(({ finished }) => finished));
  });
}

describe.each([
  ['light, on a desk', { colorScheme: 'light' }],
  ['dark, on a desk', { colorScheme: 'dark' }],
  ['light, on a phone', { colorScheme: 'light', ...phone }],
  ['dark, on a phone', { colorScheme: 'dark', ...phone }],
] as const)('in the %s', (_where, options) => {
  test('everything has a name, can be read, can be hit and fits, from the first look to the films', async () => {
    const { page, context, complaints } = await stage.visit(options);
    await page.getByRole('heading', { name: 'What is the ad for?' }).waitFor();
    await atRest(page);
    expect(await faultsOf(page)).toEqual([]);
    await everyCard(page);
    await atRest(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Enlarge/ }).click();
    await page.getByRole('dialog', { name: 'Storyboard in full size' }).waitFor();
    await page.keyboard.press('Escape');
    await context.setOffline(true);
    await page.getByRole('textbox', { name: 'Message' }).fill('lost');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Not sent.').waitFor();
    await atRest(page);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await context.close();
  });
});

test('what is looked for is found when it is there: a faint line, a nameless button, a picture without words', async () => {
  const { page, context } = await stage.visit();
  await page.getByRole('heading', { name: 'What is the ad for?' }).waitFor();
  await page.evaluate(() => {
    const faint = Object.assign(document.createElement('p'), { textContent: 'hardly there' });
    faint.style.color = 'color-mix(in srgb, var(--muted) 70%, var(--paper))';
    const main = document.querySelector('main');
    main?.append(faint, document.createElement('button'), document.createElement('img'));
  });
  const found = (await faultsOf(page)).map((fault) => fault.split(/[:(]/)[0]?.trim());
  expect(found.sort()).toEqual(['has no alt', 'has no name', 'is too faint', 'is too small to hit']);
  await context.close();
});

test('a whole ad is made with the keyboard alone', async () => {
  const { page, context } = await stage.visit();
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  const tabTo = async (name: string) => {
    for (let steps = 0; !(await focused())?.startsWith(name); steps += 1) {
      if (steps === 40) throw new Error(`${name} cannot be reached with Tab; the focus is on ${await focused()}.`);
      await page.keyboard.press('Tab');
    }
  };
  await tabTo('Message');
  await page.keyboard.type('First line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second line');
  expect(await page.getByRole('textbox').inputValue()).toBe('First line\nsecond line');
  await page.keyboard.press('Enter');
  await page.getByText('One thing is missing').waitFor();
  expect(await focused()).toBe('Message');

  await page.locator('input[type=file]').setInputFiles(can);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Make it' }).waitFor();
  // The focus is at the end of the page; from its beginning everything comes in its order.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await tabTo('Enlarge');
  const ring = await page.evaluate(
    () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
  );
  expect(ring).toBe('solid');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await focused()).toMatch(/^Enlarge/);
  await tabTo('Make it');
  await page.keyboard.press('Enter');
  await page.getByRole('progressbar').waitFor();
  await stage.core.moveTo(100, '');
  await tabTo('Play: Tall');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.locator('video').evaluate((video) => video instanceof HTMLVideoElement && !video.paused))
    .toBe(true);
  // The focus has gone with the player, and is not lost.
  expect(await focused()).toContain('tall');
  await context.close();
});

describe('on a phone', () => {
  test('what is to be decided and what is written stay in sight', async () => {
    const { page, context } = await stage.visit(phone);
    await page.getByRole('textbox', { name: 'Message' }).fill('A teal ad for Fjell');
    await page.locator('input[type=file]').setInputFiles(can);
    await page.getByRole('button', { name: 'Send' }).tap();
    const makeIt = page.getByRole('button', { name: 'Make it' });
    await makeIt.waitFor();
    const isInSight = async (name: string) => {
      const box = await page.getByRole(name === 'Message' ? 'textbox' : 'button', { name }).boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= 844 && box.x >= 0 && box.x + box.width <= 390;
    };
    await expect.poll(() => isInSight('Make it')).toBe(true);
    expect(await isInSight('Message')).toBe(true);
    expect(await isInSight('Send')).toBe(true);
    // With the keyboard open there is half the height, and the composer moves up with it.
    await page.setViewportSize({ width: 390, height: 440 });
    const box = await page.getByRole('textbox', { name: 'Message' }).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(440);
    await context.close();
  });

  test('the tall and the square film share a row, the wide one has its own', async () => {
    const { page, context } = await stage.visit(phone);
    await everyCard(page);
    const box = async (name: string) => {
      const found = await page.getByRole('figure', { name: `${name} film` }).boundingBox();
      if (!found) throw new Error(`The ${name} film is not there.`);
      return found;
    };
    const [tall, square, wide] = [await box('Tall'), await box('Square'), await box('Wide')];
    expect(Math.abs(tall.y - square.y)).toBeLessThan(2);
    expect(wide.y).toBeGreaterThan(tall.y + tall.height - 2);
    expect(wide.width).toBeGreaterThan(300);
    await context.close();
  });

  test('a line break by the keyboard’s own key sends nothing while characters are being composed', async () => {
    const { page, context } = await stage.visit(phone);
    const field = page.getByRole('textbox', { name: 'Message' });
    await field.fill('こんにちは');
    await field.evaluate((area) =>
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
    );
    expect(await field.inputValue()).toBe('こんにちは');
    await context.close();
  });
});

test('a screen reader is told about new messages, and not about every percent', async () => {
  const { page, context } = await stage.visit();
  await everyCard(page);
  const log = page.getByRole('log', { name: 'Conversation' });
  expect(await log.getAttribute('aria-live')).toBe('polite');
  const live = await page
    .getByRole('progressbar')
    .evaluate((bar) => bar.closest('[aria-live]')?.getAttribute('aria-live'));
  expect(live).toBe('off');
  expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('52 percent. Filming scene 3 of 4');
  await context.close();
});

test('who wants no motion gets none', async () => {
  const { page, context } = await stage.visit({ reducedMotion: 'reduce' });
  await everyCard(page);
  const longest = await page.evaluate(() =>
    Math.max(
      0,
      ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().activeDuration ?? 0)),
    ),
  );
  expect(longest).toBeLessThanOrEqual(10);
  await context.close();
});

test('who reads further up is not pulled down, and is told that there is more', async () => {
  const { page, context } = await stage.visit({ viewport: { width: 1000, height: 600 } });
  await everyCard(page);
  const scroller = page.getByRole('log').locator('xpath=ancestor::div[contains(@class,"overflow-y-auto")]');
  await scroller.evaluate((area) => area.scrollTo({ top: 0, behavior: 'instant' }));
  await expect.poll(() => scroller.evaluate((area) => area.scrollTop)).toBe(0);
  const threadId = stage.server().received.at(-1)?.threadId ?? '';
  await stage.server().platform.post(threadId, 'late', plainCard('reply', 'One more thing.'), signal);
  const more = page.getByRole('button', { name: 'New below' });
  await more.waitFor();
  expect(await scroller.evaluate((area) => area.scrollTop)).toBe(0);
  await more.click();
  await expect
    .poll(() => page.getByText('One more thing.').evaluate((line) => line.getBoundingClientRect().bottom < innerHeight))
    .toBe(true);
  await context.close();
});
