/** A chat linked to an account by what is said in it: once, privately, and with no code left anywhere. */
import { describe, expect, test } from 'vitest';
import { createLinkDesk } from '../../src/bots/link-desk.ts';
import { ADA, BOB, linkingThread, ME } from '../fixtures/linking-thread.ts';
import { createMemoryPlatform } from '../fixtures/memory-platform.ts';
import { optionsOf, talking } from '../fixtures/talking.ts';

const { around, cards, database, identities, last, newCode, on, read, said, say, tell } = linkingThread();

describe('a code that is said', () => {
  test('links whoever says it, once, and the answer names neither code nor account', async () => {
    const code = await newCode();
    await tell(`link ${code.toLowerCase()}`);
    expect(last()).toMatch(/^Linked\. The ads you order here are on the page now/);
    expect(last()).not.toContain(ADA);
    expect(await identities()).toContain(ME);
    await tell(`link ${code}`);
    expect(last()).toMatch(/^You are linked to this account already/);
    expect(cards()).toHaveLength(2);
  });

  test('is of no use to a second person', async () => {
    const code = await newCode();
    const other = { userId: 'memory:w:bob', userName: 'Bob' };
    await tell(`link ${code}`);
    await talking(optionsOf(around()), (talk) => say(talk, said(`link ${code}`, other)));
    expect(last()).toMatch(/^This code has ended or was used: make a new one on the page, under Account/);
    expect(await identities()).not.toContain(other.userId);
  });

  test('is of no use after ten minutes', async () => {
    const code = await newCode();
    await database().query("update link_codes set expires_at = now() - interval '1 second'");
    await tell(`link ${code}`);
    expect(last()).toMatch(/^This code has ended/);
    expect(await identities()).not.toContain(ME);
  });

  test('of another account changes nothing until the first link is ended; then the same code is good', async () => {
    await tell(`link ${await newCode(ADA)}`);
    const code = await newCode(BOB);
    await tell(`link ${code}`);
    expect(last()).toMatch(/^You are linked to another account, and nothing was changed\..*“unlink”/);
    expect([await identities(BOB), await identities(ADA)].map((all) => all.includes(ME))).toEqual([false, true]);
    await tell('unlink', `link ${code}`);
    expect(last()).toMatch(/^Linked\./);
    expect([await identities(BOB), await identities(ADA)].map((all) => all.includes(ME))).toEqual([true, false]);
  });

  test('that was used is not good again once the link is ended', async () => {
    const code = await newCode();
    await tell(`link ${code}`, 'unlink', `link ${code}`);
    expect(last()).toMatch(/^This code has ended or was used/);
    expect(await identities()).not.toContain(ME);
  });

  test('that cannot be one is told so, and is no try', async () => {
    for (let number = 0; number < 7; number++) await tell('link ABCDE-0123');
    expect(last()).toMatch(/^I cannot read this code\. It has ten signs/);
    await tell(`link ${await newCode()}`);
    expect(last()).toMatch(/^Linked\./);
  });

  test('wrong five times has to wait, also with the right one, and not for ever', async () => {
    for (let number = 0; number < 5; number++) await tell(`link ABCDE-2345${number + 2}`);
    expect(last()).toMatch(/^This code has ended/);
    const code = await newCode();
    await tell(`link ${code}`);
    expect(last()).toMatch(/^Those were too many wrong codes\. Wait 10 minutes, then make a new code on the page/);
    const other = { userId: 'memory:w:bob', userName: 'Bob' };
    await talking(optionsOf(around()), (talk) => say(talk, said(`link ABCDE-99999`, other)));
    expect(last()).toMatch(/^This code has ended/);
    await database().query("update link_sayings set said_at = said_at - interval '9 minutes 30 seconds'");
    await tell(`link ${code}`);
    expect(last()).toMatch(/Wait a minute, then/);
    await database().query("update link_sayings set said_at = said_at - interval '40 seconds'");
    await tell(`link ${code}`);
    expect(last()).toMatch(/^Linked\./);
  });
});

describe('without a code', () => {
  test('it says how to get one', async () => {
    await tell('link my account');
    expect(last()).toMatch(/make a code under Account, and say “link” and the code to me alone/);
  });

  test('the link ends, and where there is none it says so', async () => {
    await tell('unlink');
    expect(last()).toMatch(/^You are not linked to an account/);
    await tell(`link ${await newCode()}`, 'unlink');
    expect(last()).toMatch(/^Unlinked\. Your ads stay in this chat/);
    expect(await identities()).not.toContain(ME);
  });
});

test('the thread goes on as before: nothing of it is in the conversation', async () => {
  await tell('hello', `link ${await newCode()}`, 'draw');
  expect(cards().map(({ kind }) => kind)).toEqual(['reply', 'reply', 'reply', 'storyboard']);
  expect(read()).toHaveLength(2);
});

test('where nobody has an account there is nothing to link', async () => {
  await talking({ ...optionsOf(around()), links: createLinkDesk(null) }, (talk) =>
    say(talk, said(`link ${'ABCDE-23456'}`), said('unlink')),
  );
  expect(cards().map(({ text }) => text)).toEqual(Array(2).fill(expect.stringMatching(/^There are no accounts here/)));
});

test.each(['web', 'terminal'])('said in the %s, a code links nobody and says where it belongs', async (platform) => {
  on(createMemoryPlatform({ name: platform }));
  const code = await newCode();
  const there = { platform, threadId: `${platform}:t`, userId: `${platform}:x:x` };
  await talking(optionsOf(around()), (talk) => say(talk, said(`link ${code}`, there)));
  expect(around().platform.thread(`${platform}:t`)[0]?.card.text).toMatch(/A code links Slack or Discord/);
});

describe('where others read along', () => {
  const open = (heard: boolean) => {
    const hints: string[] = [];
    const hint = async (_thread: string, userId: string, text: string) => hints.push(`${userId}: ${text}`) > 0 && heard;
    on({ hint, isOpen: () => true });
    return hints;
  };

  test('it is answered to that person alone, and nothing stands in the thread', async () => {
    const hints = open(true);
    await tell(`link ${await newCode()}`, 'link', 'unlink');
    expect(hints).toEqual([
      expect.stringMatching(/^memory:w:ada: Linked\..*Next time please say codes to me alone, in a direct message/),
      expect.stringMatching(/direct message\.$/),
      expect.stringMatching(/^memory:w:ada: Unlinked\.(?!.*Next time)/),
    ]);
    expect(cards()).toEqual([]);
    expect(around().platform.typed()).toEqual([]);
  });

  test('where the platform cannot, the thread says it', async () => {
    open(false);
    await tell(`link ${await newCode()}`);
    expect(last()).toMatch(/^Linked\..*Next time please say codes to me alone/);
  });
});
