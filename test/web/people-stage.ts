/** What tests of people with accounts share: where things are on the page, and who is there. */
import type { Page } from 'playwright-core';
import type { SupabaseAuth } from '../stand-ins/supabase-auth-server.ts';
import type { Visit } from './stage.ts';

/** On a busy machine. */
export const PATIENT = { timeout: 15_000 };

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const email = (page: Page) => page.getByLabel('E-mail address');
export const password = (page: Page) => page.getByLabel('Password', { exact: true });
export const PASSWORD = 'correct horse';
export const path = (page: Page) => new URL(page.url()).pathname;

/** What the page asked for elsewhere than here and where people sign in, and what went wrong in it. */
export const faultsIn = (auth: SupabaseAuth, { complaints }: Visit) =>
  complaints.filter((line) => !line.includes(auth.url) && !line.includes('status of 4'));

export async function signIn(page: Page, address: string, secret = PASSWORD) {
  await heading(page, 'Sign in').waitFor();
  await email(page).fill(address);
  await password(page).fill(secret);
  await button(page, 'Sign in').click();
}

/** Of an address below the ads, as pictures and players ask for it. */
export function statusOf(page: Page, address: string): Promise<number> {
  return page.evaluate((one) => fetch(`/api/projects/${one}`).then(({ status }) => status), address);
}

/** Somebody with an account and their id. */
export function personOf(auth: SupabaseAuth, name: string) {
  const address = `${name}@example.com`;
  const { id } = auth.people.add(address, PASSWORD, true);
  return { address, id };
}
