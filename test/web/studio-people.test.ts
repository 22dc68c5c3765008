/** The studio where people have accounts: the real supabase-js before a strict Supabase Auth, and whose ads are whose. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SupabaseAuth, startSupabaseAuth } from '../stand-ins/supabase-auth-server.ts';
import type { Visit } from './stage.ts';
import { axeFaults, openStudioStage, overhang, PHONE, type StudioStage } from './studio-stage.ts';

let auth: SupabaseAuth;
/** On a busy machine. */
const PATIENT = { timeout: 15_000 };

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

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const email = (page: Page) => page.getByLabel('E-mail address');
const password = (page: Page) => page.getByLabel('Password', { exact: true });
const PASSWORD = 'correct horse';
const path = (page: Page) => new URL(page.url()).pathname;

/** What the page asked for elsewhere than here and where people sign in, and what went wrong in it. */
const faultsOf = ({ complaints }: Visit) =>
  complaints.filter((line) => !line.includes(auth.url) && !line.includes('status of 4'));

async function signIn(page: Page, address: string, secret = PASSWORD) {
  await heading(page, 'Sign in').waitFor();
  await email(page).fill(address);
  await password(page).fill(secret);
  await button(page, 'Sign in').click();
}

/** Of an address below the ads, as pictures and players ask for it. */
function statusOf(page: Page, address: string): Promise<number> {
  return page.evaluate((one) => fetch(`/api/projects/${one}`).then(({ status }) => status), address);
}

/** Somebody with an account and their id. */
function somebody(name: string) {
  const address = `${name}@example.com`;
  const { id } = auth.people.add(address, PASSWORD, true);
  return { address, id };
}

describe('somebody new', () => {
  test('makes an account, and is where they wanted to go; out again, in again, and a wrong password is said', async () => {
    const visit = await stage.visit('/brand');
    const { page, context } = visit;
    await heading(page, 'Sign in').waitFor();
    expect(page.url()).toBe(`${stage.address}/sign-in?to=%2Fbrand`);
    expect(await axeFaults(page)).toEqual([]);
    await button(page, 'Create an account').click();
    await button(page, 'Create the account').click();
    await page.getByText('Give your e-mail address.').waitFor();
    await page.getByText('Choose a password.').waitFor();
    expect(await email(page).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    await email(page).fill('new@example.com');
    await password(page).fill('short');
    await button(page, 'Create the account').click();
    await page.getByText('Choose a password of at least 8 characters.').waitFor();
    await password(page).fill(PASSWORD);
    await password(page).press('Enter');
    await heading(page, 'Brand kit').waitFor();
    expect(path(page)).toBe('/brand');

    await page.reload();
    await heading(page, 'Brand kit').waitFor();
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByText('new@example.com').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await button(page, 'Sign out').click();
    await signIn(page, 'new@example.com', 'wrong horse');
    await page.getByText('The e-mail address or the password is wrong.').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await signIn(page, 'new@example.com');
    await heading(page, 'Account').waitFor();
    expect(faultsOf(visit)).toEqual([]);
    await context.close();
  });

  test('confirms their address by a mail where that is wanted, and is in', async () => {
    auth.confirmByMail(true);
    const { page, context } = await stage.visit('/sign-in', PHONE);
    await button(page, 'Create an account').click();
    await email(page).fill('slow@example.com');
    await password(page).fill(PASSWORD);
    await button(page, 'Create the account').click();
    await page.getByText('Follow the link in it in this browser').waitFor();
    expect([await axeFaults(page), await overhang(page)]).toEqual([[], 0]);
    await button(page, 'Back to signing in').click();
    await signIn(page, 'slow@example.com');
    await page.getByText('Please confirm your e-mail address first').waitFor();
    await page.goto(auth.mails.at(-1)?.link ?? '');
    await heading(page, 'My ads').waitFor();
    await context.close();
  });

  test('is told that an address is taken, and that a place cannot be reached', async () => {
    const { address } = somebody('taken');
    const { page, context } = await stage.visit('/sign-in');
    await button(page, 'Create an account').click();
    await email(page).fill(address);
    await password(page).fill(PASSWORD);
    await button(page, 'Create the account').click();
    await page.getByText('There is an account with this address. Sign in instead.').waitFor();
    await context.setOffline(true);
    await button(page, 'Create the account').click();
    await page.getByText('Signing in cannot be reached. Check the connection and try again.').waitFor();
    await context.close();
  });
});

describe('an ad', () => {
  test('is its owner’s alone: somebody else is told that there is none', async () => {
    const [ada, bob] = [somebody('ada'), somebody('bob')];
    const id = await stage.order(ada.id, 'Fjell');
    const visit = await stage.visit(`/ads/${id}`);
    const { page, context } = visit;
    await signIn(page, ada.address);
    await heading(page, 'Fjell').waitFor();
    expect(path(page)).toBe(`/ads/${id}`);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My ads' }).click();
    await page.getByRole('link', { name: /Fjell/ }).waitFor();
    await page.getByRole('link', { name: 'Account' }).click();
    await button(page, 'Sign out').click();

    await signIn(page, bob.address);
    await heading(page, 'Account').waitFor();
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My ads' }).click();
    await page.getByRole('heading', { name: 'Your first ad begins with a photo' }).waitFor();
    expect(await page.getByText('Fjell').count()).toBe(0);
    await page.goto(`${stage.address}/ads/${id}`);
    await heading(page, 'There is no such ad').waitFor();
    for (const address of ['', '/events', '/storyboard/v1.png', '/films/v1/final_1x1.mp4'].map(
      (rest) => `${id}${rest}`,
    ))
      expect([address, await statusOf(page, address)]).toEqual([address, 404]);
    expect(faultsOf(visit)).toEqual([]);
    await context.close();
  });

  test('shows its pictures to its owner, and to nobody after signing out', async () => {
    const eve = somebody('eve');
    const id = await stage.approved(eve.id, 'Ovo');
    await stage.complete(id);
    const { page, context } = await stage.visit('/ads');
    await signIn(page, eve.address);
    const picture = page.getByRole('link', { name: /Ovo/ }).locator('img');
    await expect
      .poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0), PATIENT)
      .toBe(true);
    const look = () => statusOf(page, `${id}/films/v1/final_9x16.mp4`);
    expect(await look()).toBe(200);
    await page.getByRole('link', { name: 'Account' }).click();
    await button(page, 'Sign out').click();
    await heading(page, 'Sign in').waitFor();
    await expect.poll(look, PATIENT).toBe(401);
    await context.close();
  });
});

describe('a session', () => {
  test('whose token has ended is renewed, and everything goes on', async () => {
    const cy = somebody('cy');
    const { page, context } = await stage.visit('/ads');
    auth.people.age(2 * 3600);
    await signIn(page, cy.address);
    await page.getByText('You are not signed in here any more.').waitFor();
    const renewals = () => auth.asked.filter((one) => one === 'POST /token?grant_type=refresh_token').length;
    const before = renewals();
    auth.people.age(0);
    await button(page, 'Try again').click();
    await page.getByRole('heading', { name: 'Your first ad begins with a photo' }).waitFor();
    expect(renewals()).toBe(before + 1);
    await context.close();
  });

  test('that was ended elsewhere leads to signing in, and back to the same ad', async () => {
    const dan = somebody('dan');
    const id = await stage.order(dan.id, 'Fjell');
    const { page, context } = await stage.visit('/ads');
    auth.people.age(2 * 3600);
    await signIn(page, dan.address);
    await page.getByText('You are not signed in here any more.').waitFor();
    auth.people.endAll();
    auth.people.age(0);
    await page.goto(`${stage.address}/ads/${id}`);
    await signIn(page, dan.address);
    await heading(page, 'Fjell').waitFor();
    expect(path(page)).toBe(`/ads/${id}`);
    await context.close();
  });

  test('ends in every tab at once', async () => {
    const fay = somebody('fay');
    const { page, context } = await stage.visit('/account');
    await signIn(page, fay.address);
    await page.getByText(fay.address).waitFor();
    const other = await context.newPage();
    await other.goto(`${stage.address}/brand`);
    await heading(other, 'Brand kit').waitFor();
    await button(page, 'Sign out').click();
    await heading(other, 'Sign in').waitFor();
    await context.close();
  });
});

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
