/** More of people with accounts: a forgotten password, Google, a chat of their own, and chats that are linked. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SupabaseAuth, startSupabaseAuth } from '../stand-ins/supabase-auth-server.ts';
import { button, email, faultsIn, heading, PASSWORD, PATIENT, personOf, signIn } from './people-stage.ts';
import type { Visit } from './stage.ts';
import { axeFaults, openStudioStage, overhang, PHONE, type StudioStage } from './studio-stage.ts';

let auth: SupabaseAuth;
let stage: StudioStage;
beforeAll(async () => {
  auth = await startSupabaseAuth();
  stage = await openStudioStage(auth);
});
afterAll(async () => {
  await stage.close();
  await auth.stop();
});
beforeEach(() => {
  auth.people.age(0);
  auth.confirmByMail(false);
  auth.googleIs(null);
});

const faultsOf = (visit: Visit) => faultsIn(auth, visit);
const somebody = (name: string) => personOf(auth, name);

describe('a forgotten password', () => {
  test('is replaced by way of a mail, and the link works once', async () => {
    const gus = somebody('gus');
    const { page, context } = await stage.visit('/sign-in');
    await button(page, 'I forgot my password').click();
    await email(page).fill(gus.address);
    await button(page, 'Send the link').click();
    await page.getByText('If there is an account with this address').waitFor();
    const link = auth.mails.at(-1)?.link ?? '';
    await page.goto(link);
    const fresh = page.getByLabel('New password');
    await fresh.fill('short');
    await button(page, 'Change the password').click();
    await page.getByText('Choose a password of at least 8 characters.').waitFor();
    await fresh.fill(PASSWORD);
    await button(page, 'Change the password').click();
    await page.getByText('That is your password already.').waitFor();
    await fresh.fill('battery staple');
    await button(page, 'Change the password').click();
    await page.getByText('The password is changed.').waitFor();
    await button(page, 'Sign out').click();
    await signIn(page, gus.address, 'battery staple');
    await heading(page, 'Account').waitFor();
    await button(page, 'Sign out').click();
    await heading(page, 'Sign in').waitFor();
    await page.goto(link);
    await page.getByText('This link was used before, or is too old. Ask for a new one.').waitFor();
    await signIn(page, gus.address, 'battery staple');
    await heading(page, 'Account').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await context.close();
  });

  test('cannot be replaced in another browser than the one that asked', async () => {
    const hal = somebody('hal');
    const { page, context } = await stage.visit('/sign-in');
    await button(page, 'I forgot my password').click();
    await email(page).fill(hal.address);
    await button(page, 'Send the link').click();
    await page.getByText('We have sent a mail').waitFor();
    const other = await stage.visit('/');
    await other.page.goto(auth.mails.at(-1)?.link ?? '');
    await other.page.getByText('This link works only in the browser in which it was asked for.').waitFor();
    await other.context.close();
    await context.close();
  });
});

test('Google leads back to where somebody was going, and says so where it is not switched on', async () => {
  const { page, context } = await stage.visit('/brand');
  await button(page, 'Continue with Google').click();
  await page.getByText('Signing in with Google is not switched on here.').waitFor();
  auth.googleIs('ida@example.com');
  await button(page, 'Continue with Google').click();
  await heading(page, 'Brand kit').waitFor();
  expect(page.url()).toBe(`${stage.address}/brand`);
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByText('ida@example.com').waitFor();
  await context.close();
});

test('the chat is a person’s own, too', async () => {
  const [kim, lea] = [somebody('kim'), somebody('lea')];
  const visit = await stage.visit('/chat');
  const { page, context } = visit;
  await signIn(page, kim.address);
  await page.getByRole('textbox', { name: 'Message' }).fill('An ad for my secret lemonade');
  await page.keyboard.press('Enter');
  const said = page.getByRole('log').getByRole('article');
  await expect.poll(() => said.count(), PATIENT).toBeGreaterThan(1);
  await page.reload();
  await page.getByText('An ad for my secret lemonade').first().waitFor();
  await page.goto(`${stage.address}/account`);
  await button(page, 'Sign out').click();
  await signIn(page, lea.address);
  await heading(page, 'Account').waitFor();
  await page.goto(`${stage.address}/chat`);
  await page.getByRole('heading', { name: 'What is the ad for?' }).waitFor();
  expect(await button(page, 'Earlier').count()).toBe(0);
  expect(faultsOf(visit)).toEqual([]);
  await context.close();
});

test('a chat is linked by a code that is said there, which the page sees by itself, and unlinked again', async () => {
  const joe = somebody('joe');
  const { page, context } = await stage.visit('/account', PHONE);
  await signIn(page, joe.address);
  await button(page, 'Link a chat').click();
  const words = page.getByText(/^link [2-9A-Z]{5}-[2-9A-Z]{5}$/);
  await words.waitFor();
  await page.getByText(/It holds for (10:00|9:\d\d), and works once\./).waitFor();
  expect([await axeFaults(page), await overhang(page)]).toEqual([[], 0]);
  const code = ((await words.textContent()) ?? '').split(' ').at(-1) ?? '';
  await stage.system.database.call('use_link_code', { p_code: code, p_identity: 'slack:T1:U1' });
  await page.getByText('The chat is linked.').waitFor();
  const id = await stage.order('slack:T1:U1', 'Fjell');
  const links = page.getByRole('list', { name: 'Linked chats' });
  await links.getByText('U1 in T1').waitFor();
  await button(page, 'Unlink Slack').tap();
  await page.getByRole('dialog', { name: 'Unlink Slack?' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await button(page, 'Keep the link').tap();
  await page.goto(`${stage.address}/ads/${id}`);
  await heading(page, 'Fjell').waitFor();
  await page.goto(`${stage.address}/account`);
  await button(page, 'Unlink Slack').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).tap();
  await links.waitFor({ state: 'detached' });
  await page.goto(`${stage.address}/ads/${id}`);
  await heading(page, 'There is no such ad').waitFor();
  await context.close();
});
