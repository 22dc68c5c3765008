/** A person in Discord says a code of their account: the page then shows what they order there, in every server. The whole system. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccountOnPage, accountOnPage } from '../fixtures/account-on-page.ts';
import { startTokenIssuer, type TokenIssuer } from '../http/token-issuer.ts';
import { ACME } from '../stand-ins/discord/seeds.ts';
import { type DiscordStage, openDiscordStage } from './stage.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const ADS: string = ACME.channels[0].id;
const ORDER = 'an ad for Basilo, lemonade with basil. Sea green, 6 seconds.';

let issuer: TokenIssuer;
let stage: DiscordStage;
beforeEach(async () => {
  issuer = await startTokenIssuer();
  stage = await openDiscordStage({ accounts: { supabaseUrl: issuer.url, jwtSecret: null, publishableKey: null } });
});
afterEach(async () => {
  await stage.close();
  await issuer.stop();
  expect(stage.discord.faults).toEqual([]);
});

const onPage = async (account: string): Promise<AccountOnPage> =>
  accountOnPage(stage.address(), await issuer.tokenFor(account));
const ann = () => stage.discord.person('ann');
const said = (channel: string, words: string) => ann().say(channel, `${stage.discord.mention} ${words}`).id;

test('what they ordered in a server is theirs on the page once they said the code to adgen alone', async () => {
  const { sees, photo, discord, restart, replies } = stage;
  const [ada, bob] = [await onPage(ADA), await onPage(BOB)];
  const { id: thread } = ann().say(ADS, `${discord.mention} ${ORDER}`, { files: [photo] });
  await sees(thread, /Basilo: the storyboard/);
  expect(await ada.ads()).toEqual([]);
  const code = await ada.newCode();
  ann().say(ann().dm(), `link ${code.toLowerCase()}`);
  await sees(ann().dm(), /^Linked\. The ads you order here are on the page now/);
  expect(await ada.ads()).toEqual([expect.stringContaining('Basilo')]);
  const { id } = ann();
  expect((await ada.links()).toSorted()).toEqual([`discord:${ACME.id}:${id}`, `discord:dm:${id}`]);
  expect(await bob.ads()).toEqual([]);

  discord.gateway.again('MESSAGE_CREATE');
  await restart(() => ann().say(ann().dm(), 'unlink'));
  await sees(ann().dm(), /^Unlinked\./);
  expect(replies(ann().dm()).filter(({ text }) => text.startsWith('Linked.'))).toHaveLength(1);
  const again = await onPage(ADA);
  expect([await again.ads(), await again.links()]).toEqual([[], []]);
});

test('a code said in a channel is answered by a direct message, and no thread is begun for it', async () => {
  const { sees } = stage;
  const ada = await onPage(ADA);
  said(ADS, `link ${await ada.newCode()}`);
  await sees(ann().dm(), /^Linked\..*Next time please say codes to me alone, in a direct message/);
  expect(ann().threads(ADS)).toEqual([]);
  expect(await ada.links()).toEqual([`discord:${ACME.id}:${ann().id}`]);
});

test('whom nobody may write to is answered in the thread, whose name does not repeat the code', async () => {
  const { sees, discord } = stage;
  const ada = await onPage(ADA);
  const refused = { kind: 'error', status: 403, code: 50007, message: 'Cannot send messages to this user' } as const;
  discord.callFaults.add('POST /users/@me/channels', refused);
  const thread = said(ADS, `link ${await ada.newCode()}`);
  await sees(thread, /^Linked\./);
  expect(ann().threads(ADS)).toMatchObject([{ id: thread, name: 'Your account' }]);
});

test('/ad link and /ad unlink are answered to them alone', async () => {
  await stage.register();
  const ada = await onPage(ADA);
  const code = await ada.newCode();
  const answers: string[] = [];
  for (const [command, given] of [
    ['ad link', { code }],
    ['ad link', { code: `Link ${code}` }],
    ['ad link', {}],
    ['ad link', { code: 'hello' }],
    ['ad unlink', {}],
  ] as const) {
    const outcome = await ann().slash(ADS, command, given);
    await expect.poll(() => outcome.message()?.isThinking).toBe(false);
    expect(outcome.message()?.isEphemeral).toBe(true);
    answers.push(outcome.message()?.text ?? '');
  }
  const starts = [/^Linked/, /^You are linked to this/, /^To see the ads/, /^I cannot read/, /^Unlinked/];
  expect(answers).toEqual(starts.map((start) => expect.stringMatching(start)));
  expect(answers.join()).not.toContain(code);
});
