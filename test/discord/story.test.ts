/** An ad in Discord from beginning to end, through the real discord.js. */
import { afterEach, expect, test } from 'vitest';
import { ACME, GLOBEX } from '../stand-ins/discord/seeds.ts';
import { type DiscordStage, openDiscordStage } from './stage.ts';

let stage: DiscordStage;
afterEach(async () => {
  await stage.close();
  expect(stage.discord.faults).toEqual([]);
});

const ADS = ACME.channels[0].id;
const FILMS = /Basilo: three films(?!, version)/;
const BRIEF = 'an ad for Basilo, lemonade with basil. Sea green, 6 seconds.';

test('a mention with a picture becomes films, two refinements and an undo', async () => {
  stage = await openDiscordStage();
  const { discord, photo, sees, replies } = stage;
  const ann = discord.person('ann');
  const { id: thread } = ann.say(
    ADS,
    `${discord.mention} an ad for Basilo, a sparkling lemonade with basil. Crisp, cold, not too sweet.`,
    { files: [photo] },
  );
  await sees(thread, /Which colour|brand colour/);
  expect(ann.threads(ADS)).toMatchObject([{ id: thread, name: expect.stringContaining('Basilo') }]);
  ann.say(thread, 'sea green, 6 seconds');
  const storyboard = await sees(thread, /Basilo: the storyboard/);
  expect(storyboard.files).toHaveLength(1);
  expect(storyboard.buttons.map(({ label }) => label)).toEqual(['Make it', 'Change', 'Cancel']);

  expect(await ann.press(storyboard.id, 'Make it')).toMatchObject({ kind: 'deferred-update' });
  const films = await sees(thread, FILMS);
  expect(films.files.map(({ contentType }) => contentType)).toEqual(['video/mp4', 'video/mp4', 'video/mp4']);
  expect(films.text).toContain('Cost');

  ann.say(thread, 'change the text of scene 2 to “Now in your fridge”');
  await sees(thread, /Basilo: three films, version 2/);
  ann.say(thread, 'make scene 1 warmer');
  const third = await sees(thread, /Basilo: three films, version 3/);
  await ann.press(third.id, 'Versions');
  const versions = await sees(thread, /This is version 3 of 3/);
  await ann.press(versions.id, 'Back to version 2');
  await expect.poll(() => replies(thread).at(-1)?.files.length, { timeout: 20_000 }).toBe(3);
  expect(discord.slowestAnswer()?.afterMs).toBeLessThan(3000);
});

test('nothing is answered or posted twice when things come twice and the program restarts in between; what was said meanwhile is heard', async () => {
  stage = await openDiscordStage();
  const { discord, photo, sees, replies, restart } = stage;
  const ann = discord.person('ann');
  const { id: thread } = ann.say(ADS, `${discord.mention} an ad for Basilo, lemonade with basil. 6 seconds.`, {
    files: [photo],
  });
  discord.gateway.again('MESSAGE_CREATE');
  await sees(thread, /colour/);
  await restart(() => ann.say(thread, 'sea green'));
  const storyboard = await sees(thread, /Basilo: the storyboard/);
  discord.gateway.invalidate(false);
  await expect
    .poll(async () => (await ann.press(storyboard.id, 'Make it')).kind, { timeout: 20_000 })
    .toBe('deferred-update');
  await sees(thread, FILMS);
  await restart();
  discord.gateway.cut();
  ann.say(thread, 'what did it cost?');
  await sees(thread, /\$0\.00|nothing/);
  expect(replies(thread).filter(({ text }) => FILMS.test(text))).toHaveLength(1);
  expect(replies(thread).filter(({ text }) => /Basilo: the storyboard/.test(text))).toHaveLength(1);
});

test('somebody else’s yes is refused to them alone; that of a role that may say yes counts', async () => {
  stage = await openDiscordStage();
  const { discord, photo, sees, replies, system } = stage;
  const [ann, ben] = [discord.person('ann'), discord.person('ben')];
  const { id: thread } = ann.say(ADS, `${discord.mention} ${BRIEF}`, { files: [photo] });
  const storyboard = await sees(thread, /Basilo: the storyboard/);
  await ben.press(storyboard.id, 'Make it');
  await sees(thread, /^Only .* can say yes to this ad/, 'ben');
  expect(
    replies(thread)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('can say yes');
  const workspace = `discord:${ACME.id}`;
  await system().window.putSettings(
    workspace,
    { approvers: [`${workspace}:${ACME.roles[0].id}`] },
    `${workspace}:${ann.id}`,
  );
  await ben.press(storyboard.id, 'Make it');
  await sees(thread, FILMS);
});

test('a direct message that is changed before it is answered is answered as it then stands; others’ talk is left alone', async () => {
  stage = await openDiscordStage();
  const { discord, sees, replies } = stage;
  const ann = discord.person('ann');
  const elsewhere = ann.say(ADS, 'an ad would be nice');
  const said = ann.say(ann.dm(), 'An ad for Basilo, a lemonade with basil.');
  await sees(ann.dm(), /photo/);
  ann.edit(said.id, 'An ad for Nordlys, a lemonade with basil.');
  await expect.poll(() => replies(ann.dm()).length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(ann.threads(ADS)).toEqual([]);
  expect(replies(elsewhere.id)).toEqual([]);
});

test('stop, by the button under the progress and by a word', async () => {
  stage = await openDiscordStage();
  const { discord, photo, sees } = stage;
  const ann = discord.person('ann');
  const { id: thread } = ann.say(ADS, `${discord.mention} ${BRIEF}`, { files: [photo] });
  const progress = await sees(thread, /Preparing the storyboard/);
  await ann.press(progress.id, 'Stop');
  await sees(thread, /Stopped/);
});

test('two servers at once, also when the program begins anew, and neither sees the other', async () => {
  stage = await openDiscordStage({ discord: { guilds: [ACME, GLOBEX] } });
  const { discord, photo, sees, system, restart } = stage;
  const [ann, gil] = [discord.person('ann'), discord.person('gil')];
  const one = ann.say(ADS, `${discord.mention} ${BRIEF}`, { files: [photo] });
  const two = gil.say(GLOBEX.channels[0].id, `${discord.mention} ${BRIEF}`, { files: [photo] });
  await sees(one.id, /drawing|storyboard/);
  await restart();
  await sees(one.id, /### Basilo: the storyboard/);
  await sees(two.id, /### Basilo: the storyboard/, 'gil');
  const adsOf = (guild: string, user: string) =>
    system().window.overview(`discord:${guild}:${user}`, `discord:${guild}`);
  expect((await adsOf(ACME.id, ann.id)).ads).toHaveLength(1);
  expect((await adsOf(GLOBEX.id, ann.id)).ads).toEqual([]);
});
