/** Codes in messages that are changed, before processes that die, and of people who are in many servers. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type ConversationsOptions, createConversations } from '../../src/bots/conversations.ts';
import { createLinkDesk } from '../../src/bots/link-desk.ts';
import { createChatLinks } from '../../src/storage/chat-links.ts';
import { createMortal } from '../fixtures/crashing.ts';
import { ADA, linkingThread, ME } from '../fixtures/linking-thread.ts';
import { createMemoryPlatform } from '../fixtures/memory-platform.ts';
import { optionsOf, settled, talking } from '../fixtures/talking.ts';

const { around, cards, database, identities, last, newCode, on, read, said, say } = linkingThread();

describe('a message that its writer changes', () => {
  const edit = (key: string, text: string) =>
    talking(optionsOf(around()), async (talk) => {
      for (let twice = 0; twice < 2; twice++) await talk.amend(key, { text, editedKey: `${key}:edited` });
      await settled(database());
    });

  test('into the right code is heard, also after the wrong one was answered', async () => {
    const code = await newCode();
    await talking(optionsOf(around()), (talk) => say(talk, said('link ABCDE-23456', { key: 'memory:typo' })));
    await edit('memory:typo', `link ${code}`);
    expect(cards().map(({ text }) => text.slice(0, 9))).toEqual(['This code', 'Linked. T']);
  });

  test('into a code before it was answered is only the code', async () => {
    await createConversations(optionsOf(around())).receive(said('hello', { key: 'memory:early' }));
    await edit('memory:early', `link ${await newCode()}`);
    expect(cards().map(({ text }) => text.slice(0, 9))).toEqual(['Linked. T']);
    expect(read()).toEqual([]);
  });

  test('from a code into other words is answered as those', async () => {
    await talking(optionsOf(around()), (talk) => say(talk, said('link ABCDE-23456', { key: 'memory:mind' })));
    await edit('memory:mind', 'hello');
    expect(last()).toBe('You said: I changed my message to: hello');
  });

  test('and one that is deleted was said all the same', async () => {
    const code = await newCode();
    const conversations = createConversations(optionsOf(around()));
    await conversations.receive(said(`link ${code}`, { key: 'memory:gone' }));
    await conversations.amend('memory:gone', 'deleted');
    await talking(optionsOf(around()), () => settled(database()));
    expect(await identities()).toContain(ME);
  });
});

/** Calls of the stores and the platform in which a process can die while it works on a code. */
const DEATHS = Array.from({ length: 24 }, (_, index) => ({ at: (index >> 1) + 1, effect: index % 2 === 1 }));

test.each(DEATHS)('a process that dies at call $at (done: $effect) links once and says so once', async (death) => {
  const code = await newCode();
  const event = said(`link ${code}`);
  const first = createMortal(death);
  const mortal = (owner: string, { wrap }: typeof first): ConversationsOptions => {
    const options = optionsOf(around(), owner);
    return {
      ...options,
      ...{ inbox: wrap(options.inbox), deliveries: wrap(options.deliveries), platforms: options.platforms.map(wrap) },
      links: createLinkDesk(wrap(createChatLinks(database()))),
      pace: { leaseMs: 60_000, pollMs: 5, retryMs: 2 },
    };
  };
  const door = createConversations(optionsOf(around()));
  expect(await door.receive(event)).toBe(true);
  expect(await door.receive(event)).toBe(false);
  const ending = new AbortController();
  const dying = createConversations(mortal('one', first)).run(ending.signal);
  await Promise.race([first.died, settled(database())]);
  ending.abort();
  await dying.catch(() => undefined);
  await database().query("update inbox set claimed_until = now() where claimed_by like 'one:%'");
  await database().query("update threads set courier_until = now() where courier like 'one:%'");
  await talking(mortal('two', createMortal(null)), () => settled(database()));
  expect(cards().map(({ text }) => text)).toEqual([expect.stringMatching(/^Linked\./)]);
  expect(await identities()).toContain(ME);
  expect(await database().query('select outcome from link_sayings')).toEqual([{ outcome: 'linked' }]);
});

describe('in Discord, where a person is one in all servers', () => {
  const discord = (guild: string, thread = '1') => ({
    ...{ platform: 'discord', workspace: `discord:${guild}`, threadId: `discord:${guild}:c:${thread}` },
    ...{ userId: `discord:${guild}:42`, userName: 'Ann' },
  });
  beforeEach(() => on(createMemoryPlatform({ name: 'discord' })));
  const inDiscord = (text: string, guild: string, thread?: string) =>
    talking(optionsOf(around()), (talk) => say(talk, said(text, discord(guild, thread))));
  const chats = async () => (await identities()).slice(2).toSorted();

  test('a code said to adgen alone links what was begun in every server, and what will be', async () => {
    await inDiscord('hello', '100');
    await inDiscord(`link ${await newCode()}`, 'dm');
    expect(await chats()).toEqual(['discord:100:42', 'discord:dm:42']);
    await inDiscord('hello', '200');
    expect(await chats()).toEqual(['discord:100:42', 'discord:200:42', 'discord:dm:42']);
  });

  test('the link ends everywhere, from the chat or from the page, and does not come back', async () => {
    for (const end of ['chat', 'page']) {
      await inDiscord(`link ${await newCode()}`, 'dm', end);
      await inDiscord('hello', '100', end);
      if (end === 'chat') await inDiscord('unlink', '100', end);
      else await database().call('unlink_identity', { p_user_id: ADA, p_identity: 'discord:dm:42' });
      await inDiscord('hello', '300', end);
      expect(await chats()).toEqual([]);
    }
  });

  test('wrong codes are counted together, and nobody else’s number is meant', async () => {
    for (const guild of ['dm', '100', '200', '100', 'dm']) await inDiscord(`link ABCDE-2345${guild.length}`, guild);
    const code = await newCode();
    await inDiscord(`link ${code}`, '300');
    expect(around().platform.thread('discord:300:c:1')[0]?.card.text).toMatch(/^Those were too many/);
    const other = { ...discord('300', '2'), userId: 'discord:300:142' };
    await talking(optionsOf(around()), (talk) => say(talk, said(`link ${code}`, other)));
    expect(await chats()).toEqual(['discord:300:142']);
  });
});
