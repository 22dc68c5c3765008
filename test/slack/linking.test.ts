/** A person in Slack says a code of their account: the page then shows what they order in Slack. The whole system, with real Bolt. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccountOnPage, accountOnPage } from '../fixtures/account-on-page.ts';
import { startTokenIssuer, type TokenIssuer } from '../http/token-issuer.ts';
import { openSlackStage, type SlackStage } from './stage.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const ORDER = 'an ad for Basilo, lemonade with basil. Sea green, 6 seconds.';

let issuer: TokenIssuer;
let stage: SlackStage;
beforeEach(async () => {
  issuer = await startTokenIssuer();
  stage = await openSlackStage({ accounts: { supabaseUrl: issuer.url, jwtSecret: null, publishableKey: null } });
});
afterEach(async () => {
  expect(stage.slack.faults).toEqual([]);
  expect(stage.slack.leaks).toEqual([]);
  await stage.close();
  await issuer.stop();
});

const onPage = async (account: string): Promise<AccountOnPage> =>
  accountOnPage(stage.address(), await issuer.tokenFor(account));
const ann = () => stage.slack.person('TACME', 'UANN');
const whispers = (user = 'UANN') => stage.slack.ephemerals('TACME', user);
const whispered = (user?: string) => whispers(user).map(({ text }) => text);
const IN_TIME = { timeout: 20_000 };

test('what they ordered in a channel is theirs on the page once they said the code to adgen alone', async () => {
  const { sees, photo, slack, restart } = stage;
  const [ada, bob] = [await onPage(ADA), await onPage(BOB)];
  await sees(ann().mention('CADS', ORDER, { files: [photo] }), /^Basilo: the storyboard/);
  expect(await ada.ads()).toEqual([]);
  const code = await ada.newCode();
  const said = ann().dm(`link ${code.replace('-', ' ').toLowerCase()}`);
  await sees(said, /^Linked\. The ads you order here are on the page now/);
  expect(await ada.ads()).toEqual([expect.stringContaining('Basilo')]);
  expect(await ada.links()).toEqual(['slack:TACME:UANN']);
  expect(await bob.ads()).toEqual([]);

  await restart();
  for (const parcel of slack.eventsOf('message')) await slack.delivery.again(parcel);
  const ben = slack.person('TACME', 'UBEN').dm(`link ${code}`);
  await sees(ben, /^This code has ended or was used/);
  expect(stage.replies(said)).toHaveLength(1);
  ann().say(ann().dmChannel, 'unlink', { thread: said });
  await sees(said, /^Unlinked\./);
  const again = await onPage(ADA);
  expect([await again.ads(), await again.links()]).toEqual([[], []]);
});

test('a code said in a channel is answered to them alone: below the ad, where there is one, else in the channel', async () => {
  const { sees, photo, replies } = stage;
  const ada = await onPage(ADA);
  const ad = ann().mention('CADS', ORDER, { files: [photo] });
  await sees(ad, /^Basilo: the storyboard/);
  const before = replies(ad).length;
  ann().say('CADS', `link ${await ada.newCode()}`, { thread: ad });
  const linked = /^Linked\..*Next time please say codes to me alone, in a direct message: here others can read them\.$/;
  await expect.poll(() => whispered(), IN_TIME).toEqual([expect.stringMatching(linked)]);
  expect(await ada.ads()).toEqual([expect.stringContaining('Basilo')]);

  const mention = ann().mention('CADS', `link ${await ada.newCode()}`);
  await expect
    .poll(() => whispered(), IN_TIME)
    .toEqual([expect.anything(), expect.stringMatching(/^You are linked to this/)]);
  expect(whispers().map(({ thread }) => thread)).toEqual([ad.thread, null]);
  expect(replies(mention)).toEqual([]);
  expect(replies(ad)).toHaveLength(before);
  expect(whispered('UBEN')).toEqual([]);
});

test('/ad link and /ad unlink are answered to them alone and open no form', async () => {
  const { slack } = stage;
  const ada = await onPage(ADA);
  const code = await ada.newCode();
  for (const words of [`link ${code}`, `link ${code}`, 'link', 'unlink', 'unlink'])
    expect(await ann().command('/ad', words, 'CADS')).toMatchObject({ isAcked: true });
  await expect.poll(() => whispered().length, IN_TIME).toBe(5);
  for (const start of [/^Linked/, /^You are linked to this/, /^To see the ads/, /^Unlinked/, /^You are not linked/])
    expect(whispered()).toContainEqual(expect.stringMatching(start));
  expect(JSON.stringify(whispered())).not.toContain(code);
  expect(slack.views('TACME', 'UANN')).toEqual([]);
});
