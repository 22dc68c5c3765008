/** An ad in Slack from beginning to end, through real Bolt, by socket and by signed requests. */
import { afterEach, expect, test } from 'vitest';
import { openSlackStage, type SlackStage } from './stage.ts';

let stage: SlackStage;
afterEach(async () => {
  expect(stage.slack.faults).toEqual([]);
  expect(stage.slack.leaks).toEqual([]);
  await stage.close();
});

const FILMS = /^Basilo: three films(?!, version)/;

test.each(['socket', 'http'] as const)(
  'a mention with a picture becomes films, two refinements and an undo (%s)',
  async (mode) => {
    stage = await openSlackStage({ mode });
    const { slack, photo, sees, replies } = stage;
    const ann = slack.person('TACME', 'UANN');
    const said = ann.mention('CADS', 'an ad for Basilo, a sparkling lemonade with basil. Crisp, cold, not too sweet.', {
      files: [photo],
    });
    await sees(said, /Which colour|brand colour/);
    ann.say('CADS', 'sea green, 6 seconds', { thread: said });
    const storyboard = await sees(said, /^Basilo: the storyboard/);
    expect(storyboard.pictures).toHaveLength(1);
    expect(storyboard.pictures[0]?.alt).toMatch(/^Storyboard: 1\./);
    expect(storyboard.controls.map(({ label }) => label)).toEqual(['Make it', 'Change', 'Cancel']);

    expect(await ann.press('Make it', storyboard)).toMatchObject({ isAcked: true });
    const films = await sees(said, FILMS);
    await expect.poll(() => replies(said).flatMap(({ files }) => files), { timeout: 20_000 }).toHaveLength(3);
    const inOne = replies(said).filter(({ files }) => files.length > 0);
    expect(inOne).toHaveLength(1);
    expect(inOne[0]?.files.map(({ mimetype }) => mimetype)).toEqual(['video/mp4', 'video/mp4', 'video/mp4']);
    expect(films.text).toContain('Cost');

    ann.say('CADS', 'change the text of scene 2 to “Now in your fridge”', { thread: said });
    await sees(said, /^Basilo: three films, version 2/);
    ann.say('CADS', 'make scene 1 warmer', { thread: said });
    const third = await sees(said, /^Basilo: three films, version 3/);
    await ann.press('Versions', third);
    const versions = await sees(said, /This is version 3 of 3/);
    await ann.press('Back to version 2', versions);
    await expect.poll(() => replies(said).at(-1)?.files.length, { timeout: 20_000 }).toBe(3);
    expect(slack.slowestAckMs()).toBeLessThan(3000);
  },
);

test('nothing is answered or posted twice when everything comes twice and the program restarts in between', async () => {
  stage = await openSlackStage();
  const { slack, photo, sees, replies, restart } = stage;
  const ann = slack.person('TACME', 'UANN');
  const said = ann.mention('CADS', 'an ad for Basilo, lemonade with basil. Sea green, 6 seconds.', { files: [photo] });
  for (const parcel of [...slack.eventsOf('app_mention'), ...slack.eventsOf('message')])
    await slack.delivery.again(parcel);
  await sees(said, /^Basilo: the storyboard/);
  await restart();
  for (const parcel of [...slack.eventsOf('app_mention'), ...slack.eventsOf('message')])
    await slack.delivery.again(parcel);
  const storyboards = () => replies(said).filter(({ text }) => /^Basilo: the storyboard/.test(text));
  const [storyboard] = storyboards();
  slack.sockets.disconnect('refresh_requested');
  await expect.poll(async () => (await ann.press('Make it', storyboard)).isAcked, { timeout: 20_000 }).toBe(true);
  await sees(said, FILMS);
  await restart();
  await expect.poll(() => replies(said).flatMap(({ files }) => files), { timeout: 20_000 }).toHaveLength(3);
  expect(storyboards()).toHaveLength(1);
  expect(replies(said).filter(({ text }) => FILMS.test(text))).toHaveLength(1);
});

test('somebody else’s yes is refused to them alone; an approver’s counts', async () => {
  stage = await openSlackStage();
  const { slack, photo, sees, replies, system } = stage;
  const [ann, ben] = [slack.person('TACME', 'UANN'), slack.person('TACME', 'UBEN')];
  const said = ann.mention('CADS', 'an ad for Basilo, lemonade with basil. Sea green, 6 seconds.', { files: [photo] });
  const storyboard = await sees(said, /^Basilo: the storyboard/);
  await ben.press('Make it', storyboard);
  await expect
    .poll(() => slack.ephemerals('TACME', 'UBEN').map(({ text }) => text), { timeout: 10_000 })
    .toEqual([expect.stringMatching(/^Only .* can say yes to this ad/)]);
  expect(
    replies(said)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('can say yes');
  await system().window.putSettings('slack:TACME', { approvers: ['slack:TACME:SLEADS'] }, 'slack:TACME:UANN');
  await ben.press('Make it', storyboard);
  await sees(said, FILMS);
});

test('a message that is changed before it is answered is answered as it then stands; replies elsewhere are left alone', async () => {
  stage = await openSlackStage();
  const { slack, sees, replies } = stage;
  const ann = slack.person('TACME', 'UANN');
  const elsewhere = ann.say('CADS', 'an ad would be nice');
  const said = ann.dm('An ad for Basilo, a lemonade with basil.');
  await sees(said, /photo/);
  ann.edit(said, 'An ad for Nordlys, a lemonade with basil.');
  await expect.poll(() => replies(said).length, { timeout: 10_000 }).toBeGreaterThan(1);
  ann.unfurl(said);
  expect(replies(elsewhere)).toEqual([]);
});

test('stop, by the button under the progress and by Slack’s own', async () => {
  stage = await openSlackStage();
  const { slack, photo, sees } = stage;
  const ann = slack.person('TACME', 'UANN');
  const said = ann.dm('An ad for Basilo, lemonade with basil. Sea green, 6 seconds.', { files: [photo] });
  const storyboard = await sees(said, /^Basilo: the storyboard/);
  expect(storyboard.text).toContain('Price');
  ann.stopAgent(said);
  await sees(said, /Stopped/);
});

test('two workspaces that installed the app, at once, and neither sees the other', async () => {
  const { ACME, GLOBEX } = await import('../stand-ins/slack/seeds.ts');
  stage = await openSlackStage({ mode: 'installed', slack: { teams: [{ ...ACME, isInstalled: false }, GLOBEX] } });
  const { slack, sees, address } = stage;
  for (const as of ['TACME:UANN', 'TGLOBEX:UGIL']) await install(address(), as);
  const [ann, gil] = [slack.person('TACME', 'UANN'), slack.person('TGLOBEX', 'UGIL')];
  const [one, two] = [ann.mention('CADS', 'an ad, please'), gil.mention('CPROMO', 'an ad, please')];
  await sees(one, /What is the ad about|ad about/);
  await sees(two, /What is the ad about|ad about/);
});

/** Somebody's browser: from our page to Slack's, which sends it back. */
async function install(address: string, as: string): Promise<void> {
  const begun = await fetch(`${address}/slack/install`);
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const [, url = ''] = /href="([^"]+oauth[^"]+)"/.exec(await begun.text()) ?? [];
  const allowed = await fetch(`${url.replaceAll('&amp;', '&')}&as=${as}`, { redirect: 'manual' });
  const back = new URL(allowed.headers.get('location') ?? '');
  const done = await fetch(`${address}${back.pathname}${back.search}`, { headers: { cookie } });
  expect(done.status).toBe(200);
}
