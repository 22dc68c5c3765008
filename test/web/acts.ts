/** What people do on the page, for tests. */
import type { Page } from 'playwright-core';
import { drawing, type Stage, type Visit } from './stage.ts';

export type Picture = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

export async function samplePicture(): Promise<Picture> {
  return { name: 'can.png', mimeType: 'image/png', buffer: await drawing(300, 400, '#f2b36b') };
}

export const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
export const log = (page: Page) => page.getByRole('log');

export async function say(page: Page, text: string) {
  await field(page).fill(text);
  await field(page).press('Enter');
}

export async function toStoryboard({ page }: Visit) {
  await page.locator('input[type=file]').setInputFiles(await samplePicture());
  await say(page, 'A teal ad for Fjell, 15 seconds');
  await page.getByRole('button', { name: 'Make it' }).waitFor();
}

export async function toFilms(visit: Visit, stage: Stage) {
  await toStoryboard(visit);
  await visit.page.getByRole('button', { name: 'Make it' }).click();
  await visit.page.getByRole('progressbar').waitFor();
  await stage.core.moveTo(100, '');
  await visit.page.getByRole('heading', { name: 'Fjell: three films' }).waitFor();
}
