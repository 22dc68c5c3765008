/** The editor of the studio in a real browser: order, length, number of scenes, the whole film, prices, and two hands at once. */
import type { BrowserContext, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, openStudioStage, overhang, PHONE, type StudioStage } from './studio-stage.ts';

let stage: StudioStage;
beforeAll(async () => {
  stage = await openStudioStage();
});
afterAll(() => stage.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const scenes = (page: Page) => page.getByRole('list', { name: 'Scenes' }).getByRole('button', { name: /^Scene/ });
const headlines = async (page: Page) =>
  (await scenes(page).allTextContents()).map((text) => text.split(',')[1]?.trim() ?? '');
const choose = (page: Page, what: string, name: string) =>
  page.getByRole('group', { name: what, exact: true }).getByText(name, { exact: true }).click();
const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

async function userOf({ request }: BrowserContext): Promise<string> {
  const answer = await request.post(`${stage.address}/api/token`, { headers: { origin: stage.address } });
  const { token }: { token: string } = await answer.json();
  return token.split('.')[0] ?? '';
}

/** A finished ad of a new browser, opened at one of its scenes. */
async function openEditor(brand: string, scene: string, options: Parameters<StudioStage['visit']>[1] = {}) {
  const { page, context, complaints } = await stage.visit('/brand', options);
  const id = await stage.approved(await userOf(context), brand);
  await stage.complete(id);
  await page.goto(`${stage.address}/ads/${id}?scene=${scene}`);
  await page.getByRole('list', { name: 'Scenes' }).waitFor();
  return { page, context, complaints, id };
}

async function planOf(id: string) {
  const plan = (await stage.desk.find(id))?.plan;
  if (!plan) throw new Error('The ad has no plan.');
  return plan;
}

describe('scenes', () => {
  test('are put into another order with the pointer, and every step can be taken back and done again', async () => {
    const { page, context, complaints } = await openEditor('Order', 's1');
    expect(await headlines(page)).toEqual(['Slow mornings', 'Slow mornings', 'Try it']);
    const [from, to] = [await scenes(page).nth(2).boundingBox(), await scenes(page).nth(0).boundingBox()];
    if (!from || !to) throw new Error('The scenes are not in sight.');
    await page.mouse.move(from.x + 20, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 15, to.y + 30, { steps: 6 });
    await page.mouse.up();
    expect(await headlines(page)).toEqual(['Try it', 'Slow mornings', 'Slow mornings']);
    // To pull is not to press: the scene that was chosen stays chosen.
    await heading(page, 'Change scene 2').waitFor();
    await said(page, 'Scene 3 is now scene 1.');
    await said(page, 'Making it is free.');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    expect(await headlines(page)).toEqual(['Slow mornings', 'Slow mornings', 'Try it']);
    await said(page, 'Nothing is changed yet.');
    await page.keyboard.press('Control+Shift+Z');
    expect(await headlines(page)).toEqual(['Try it', 'Slow mornings', 'Slow mornings']);
    await scenes(page).first().click();
    await heading(page, 'Change scene 1').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('are moved, removed and added with the keyboard alone, within what an ad can have', async () => {
    const { page, context } = await openEditor('Keys', 's3');
    await button(page, 'Earlier').focus();
    await page.keyboard.press('Enter');
    await said(page, 'Scene 3 is now scene 2.');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await said(page, 'Scene 1 is the first one.');
    expect(await headlines(page)).toEqual(['Try it', 'Slow mornings', 'Slow mornings']);
    await button(page, 'Remove').focus();
    await page.keyboard.press('Enter');
    await said(page, 'An ad has at least 3 scenes.');
    for (const count of [4, 5]) {
      await button(page, 'Add a scene').focus();
      await page.keyboard.press('Space');
      await expect.poll(() => scenes(page).count()).toBe(count);
    }
    expect(await button(page, 'Add a scene').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-current'))).toBe('true');
    await page.getByRole('textbox', { name: 'Headline' }).fill('Brand new');
    await page.keyboard.press('Enter');
    await said(page, '3 changes');
    await button(page, 'Remove').click();
    await said(page, /is gone. Undo brings it back/);
    await expect.poll(() => scenes(page).count()).toBe(4);
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  });

  test('share the time of the film: what one gains the others lose, and the seconds shown always add up', async () => {
    const { page, context, id } = await openEditor('Time', 's2');
    const seconds = async () =>
      (await scenes(page).allTextContents()).map((text) => Number(/([\d.]+) s/.exec(text)?.[1]));
    const sum = (all: readonly number[]) => Math.round(all.reduce((total, one) => total + one, 0) * 10) / 10;
    expect(await seconds()).toEqual([2, 2, 2]);
    await page.getByRole('slider', { name: 'Length' }).fill('3.3');
    expect(await seconds()).toEqual([1.4, 3.3, 1.3]);
    const longest = Number(await page.getByRole('slider', { name: 'Length' }).getAttribute('max'));
    expect(longest).toBe(4);
    await button(page, 'Whole film').click();
    await page.getByRole('slider', { name: 'The whole film' }).fill('11.5');
    expect(sum(await seconds())).toBe(11.5);
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/edits') && answer.ok());
    await button(page, 'Scene 2').first().click();
    await choose(page, 'How it turns into scene 3', 'Wipe');
    const { changes }: { changes: readonly string[] } = await (await asked).json();
    expect(changes.length).toBeGreaterThan(1);
    await said(page, 'Making it is free.');
    expect((await planOf(id)).totalFrames).toBe(180);
    await context.close();
  });
});

describe('the whole film', () => {
  test('changes in brand, music, look and picture as one list with one price', async () => {
    const { page, context, complaints } = await openEditor('Film', 'film');
    await page.getByRole('textbox', { name: 'Name' }).fill('Fresco');
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('nothing');
    await said(page, 'Write a colour by its name');
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('tomato');
    await page.getByRole('textbox', { name: 'Call to action, in scene 3' }).fill('Taste it');
    await choose(page, 'Mood of the music', 'Bold');
    await page.getByLabel('Another piece of this kind').check();
    await choose(page, 'Typeface', 'Technical');
    const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();
    await page.locator('input[type=file]').setInputFiles({ name: 'can.png', mimeType: 'image/png', buffer: bytes });
    await said(page, /[56] changes/);
    await page.locator('summary', { hasText: 'changes' }).click();
    for (const change of [/brand is now called “Fresco”/, /brand colour is now #ff6347/, /music is now bold/])
      await said(page, change);
    await said(page, /“Taste it”/);
    await said(page, /new picture of the product/);
    await said(page, 'Making it is free.');
    expect(await axeFaults(page)).toEqual([]);
    await button(page, 'Undo all').click();
    await said(page, 'Nothing is changed yet.');
    await choose(page, 'Mood of the music', 'No music');
    await said(page, 'The ad has no music any more.');
    expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
    await context.close();
  });

  test('fits a phone, with long words in any direction', async () => {
    const { page, context } = await openEditor('Phone', 's1', { ...PHONE, colorScheme: 'dark' });
    await page.getByRole('textbox', { name: 'Headline' }).fill('عصير ليمون بالريحان طازج كل يوم');
    await page
      .getByRole('textbox', { name: 'Second line' })
      .fill('Donaudampfschifffahrtselektrizitätenhauptbetriebswerk');
    await said(page, 'Making it is free.');
    expect(await overhang(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await button(page, 'Whole film').click();
    await heading(page, 'Change the whole film').waitFor();
    expect(await overhang(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  });
});

describe('what is not applied yet', () => {
  test('outlives a reload and a look at the ad, and is refused in words where it cannot be', async () => {
    const { page, context } = await openEditor('Keep', 's2');
    await page.getByRole('textbox', { name: 'Headline' }).fill('Kept');
    await said(page, '“Kept”');
    await button(page, 'Back').click();
    await said(page, 'One change is not applied yet.');
    await page.reload();
    await button(page, 'Go on with it').click();
    expect(await page.getByRole('textbox', { name: 'Headline' }).inputValue()).toBe('Kept');
    for (const at of [0, 1, 2]) {
      await scenes(page).nth(at).click();
      await choose(page, 'How it is shown', 'Not shown');
    }
    await said(page, 'That would leave no scene that shows the product.');
    expect(await button(page, 'Apply').isDisabled()).toBe(true);
    await context.close();
  });

  test('is asked for its price again when the network is back', async () => {
    const { page, context } = await openEditor('Net', 's1');
    await context.setOffline(true);
    await page.getByRole('textbox', { name: 'Headline' }).fill('Offline');
    await said(page, 'adgen cannot be reached');
    await context.setOffline(false);
    await said(page, 'Making it is free.');
    await context.close();
  });

  test('stays beside what another hand has changed, and either can hold', async () => {
    const { page, context, id } = await openEditor('Two', 's1');
    await page.getByRole('textbox', { name: 'Headline' }).fill('Mine');
    await page.getByRole('textbox', { name: 'Second line' }).fill('Mine, too');
    await said(page, 'Making it is free.');
    const plan = await planOf(id);
    const [first, ...others] = plan.scenes;
    if (!first?.overlay) throw new Error('The first scene has no words.');
    const overlay = { ...first.overlay, headline: 'Theirs', support: 'Theirs, too' };
    await stage.desk.change(id, { ...plan, scenes: [{ ...first, overlay }, ...others] }, 1);
    await stage.complete(id);
    await button(page, 'Apply').click();
    const notice = page.getByRole('alert', { name: 'Changed elsewhere' });
    await notice.waitFor();
    expect(await button(page, 'Apply').isDisabled()).toBe(true);
    for (const words of ['“Mine”', '“Theirs”', '“Mine, too”', '“Theirs, too”'])
      await notice.getByText(words, { exact: true }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await notice.getByText('“Theirs, too”').click();
    await button(page, 'Go on').click();
    expect(await page.getByRole('textbox', { name: 'Headline' }).inputValue()).toBe('Mine');
    expect(await page.getByRole('textbox', { name: 'Second line' }).inputValue()).toBe('Theirs, too');
    await said(page, 'Scene 1 now says “Mine”.');
    await context.close();
  });
});

describe('a price', () => {
  const priced = (route: Route, microUsd: number, applied = false) => {
    const estimate = { backgrounds: [{ sceneId: 's1', microUsd }], musicMicroUsd: 0 };
    const offer = { version: 2, plan_hash: 'h', max_micro_usd: microUsd, price: '', estimate };
    return route.fulfill({ json: { applied, version: 1, status: 'COMPLETED', changes: ['another one'], offer } });
  };

  test('is on the button, goes with the yes, and is said anew when it has risen', async () => {
    const { page, context } = await openEditor('Priced', 's1');
    const sent: unknown[] = [];
    await page.route('**/edits', (route) => {
      const body: { preview?: boolean; approval?: unknown } = route.request().postDataJSON();
      if (body.preview) return priced(route, 50_000);
      sent.push(body.approval);
      return priced(route, sent.length === 1 ? 70_000 : 50_000, false);
    });
    await page.getByLabel('Draw the same look anew').check();
    await button(page, 'Apply for $0.05').click();
    await button(page, 'Apply for $0.07').waitFor();
    await said(page, 'The price is another by now.');
    await button(page, 'Apply for $0.07').click();
    await expect.poll(() => sent.length).toBe(2);
    expect(sent).toEqual([
      { plan_hash: 'h', max_micro_usd: 50_000 },
      { plan_hash: 'h', max_micro_usd: 70_000 },
    ]);
    await page.getByLabel('Draw it here, which costs nothing').waitFor();
    await context.close();
  });
});
