/** The studio where people have accounts: the real supabase-js before a strict Supabase Auth, and whose ads are whose. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SupabaseAuth, startSupabaseAuth } from '../stand-ins/supabase-auth-server.ts';
import {
  button,
  email,
  faultsIn,
  heading,
  PASSWORD,
  PATIENT,
  password,
  path,
  personOf,
  signIn,
  statusOf,
} from './people-stage.ts';
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
