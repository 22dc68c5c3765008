/** What every inbox must do: store first, one event of a thread at a time, answers whole or not at all. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EMPTY_DRAFT } from '../../src/agent/thread-state.ts';
import { plainCard } from '../../src/bots/card.ts';
import { Facts } from '../../src/bots/facts.ts';
import type { Answer, Claim, Inbox, Threads } from '../../src/bots/ports.ts';
import { storedCard } from '../../src/bots/stored-card.ts';
import { click, message } from '../fixtures/inbound.ts';

type Opened = { readonly inbox: Inbox; readonly threads: Threads; readonly close: () => Promise<void> };

const LEASE_MS = 60_000;
const HERE = ['memory'];
const other = { threadId: 'memory:w:c:2' };

export function inboxContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let inbox: Inbox;
  beforeEach(async () => {
    opened = await open();
    inbox = opened.inbox;
  });
  afterEach(() => opened.close());

  const claimed = async (owner = 'one', leaseMs = LEASE_MS): Promise<Claim> => {
    const claim = await inbox.claim(owner, leaseMs, HERE);
    if (!claim) throw new Error('There is nothing to claim.');
    return claim;
  };
  const answerOf = (claim: Claim, change: Partial<Answer> = {}): Answer => ({
    state: { ...claim.thread.state, history: [...claim.thread.state.history, claim.event.key] },
    facts: claim.thread.facts,
    cards: [],
    intents: [],
    ...change,
  });

  test('an event is new once, and whoever sent the first one owns the thread', async () => {
    expect(await inbox.add(message('hello'))).toBe(true);
    expect(await inbox.add(message('hello', { userId: 'memory:w:bob' }))).toBe(false);
    expect(await inbox.add(message('hi', { userId: 'memory:w:bob', userName: 'Bob' }))).toBe(true);
    const { event, thread, attempt, answered } = await claimed();
    expect(event).toEqual(message('hello'));
    expect({ attempt, answered }).toEqual({ attempt: 1, answered: false });
    expect(thread).toEqual({
      id: 'memory:w:c:1',
      platform: 'memory',
      workspace: 'w',
      ownerId: 'memory:w:ada',
      ownerName: 'Ada',
      projectId: null,
      ads: [],
      state: { ownerId: 'memory:w:ada', projectId: null, draft: EMPTY_DRAFT, offered: [], waiting: [], history: [] },
      facts: Facts.parse({}),
    });
  });

  test('many adding the same event at once make it new for exactly one', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, () => inbox.add(message('hello'))));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test('a message that nobody has begun to answer is changed in place, and can be withdrawn', async () => {
    await inbox.add(message('helo'));
    expect(await inbox.amend('memory:helo', 'helo')).toMatchObject({ outcome: 'same' });
    expect(await inbox.amend('memory:helo', 'hello')).toMatchObject({ outcome: 'changed' });
    const claim = await claimed();
    expect(claim.event).toEqual({ ...message('helo'), what: { kind: 'message', text: 'hello', attachments: [] } });
    await inbox.release(claim, 0, false);
    expect(await inbox.amend('memory:helo', null)).toMatchObject({ outcome: 'withdrawn' });
    expect(await inbox.claim('one', LEASE_MS, HERE)).toBeNull();
    expect(await inbox.add(message('helo'))).toBe(false);
  });

  test('a message that is being answered, or was, stays as it is', async () => {
    await inbox.add(message('hello'));
    const claim = await claimed();
    const begun = { outcome: 'begun', event: message('hello') };
    expect(await inbox.amend('memory:hello', 'bye')).toEqual(begun);
    await inbox.answer(claim, answerOf(claim));
    expect(await inbox.amend('memory:hello', 'bye')).toEqual(begun);
    expect(await inbox.amend('memory:hello', null)).toEqual(begun);
  });

  test('a claim that was lost keeps no message from being changed; what is no message cannot be', async () => {
    await inbox.add(message('helo'));
    await claimed('one', 1);
    await expect.poll(async () => (await inbox.amend('memory:helo', 'hello'))?.outcome).toBe('changed');
    expect(await inbox.amend('memory:nothing', 'x')).toBeNull();
    await inbox.add(click('stop', '{}'));
    expect(await inbox.amend('memory:stop {}', 'x')).toBeNull();
  });

  test('a message that is claimed and changed at the same moment is answered as it then stands', async () => {
    for (let round = 0; round < 20; round++) {
      const key = `memory:round ${round}`;
      await inbox.add(message('before', { key }));
      const [first, amended] = await Promise.all([inbox.claim('one', LEASE_MS, HERE), inbox.amend(key, 'after')]);
      // While it was being changed, nobody could have it.
      const claim = first ?? (await claimed());
      const answered = claim.event.what.kind === 'message' ? claim.event.what.text : '';
      expect(answered).toBe(amended?.outcome === 'changed' ? 'after' : 'before');
      await inbox.answer(claim, answerOf(claim));
    }
  });

  test('the events of a thread are claimed in their order, and the next one when the first is done', async () => {
    for (const text of ['one', 'two', 'three']) await inbox.add(message(text));
    const first = await claimed();
    expect(await inbox.claim('two', LEASE_MS, HERE)).toBeNull();
    await inbox.answer(first, answerOf(first));
    const second = await claimed('two');
    expect(second.event.key).toBe('memory:two');
    expect(second.thread.state.history).toEqual(['memory:one']);
    expect(await inbox.claim('one', LEASE_MS, HERE)).toBeNull();
  });

  test('threads do not wait for each other, and other platforms are left alone', async () => {
    await inbox.add(message('one'));
    await inbox.add(message('two', other));
    await inbox.add(message('three', { threadId: 'slack:w:c:1', platform: 'slack' }));
    const keys = [(await claimed()).event.key, (await claimed()).event.key];
    expect(keys).toEqual(['memory:one', 'memory:two']);
    expect(await inbox.claim('one', LEASE_MS, HERE)).toBeNull();
    expect((await inbox.claim('one', LEASE_MS, ['slack']))?.event.key).toBe('memory:three');
  });

  test('many claiming at once never get two events of one thread', async () => {
    for (const text of ['a', 'b', 'c']) await inbox.add(message(text));
    for (const text of ['d', 'e']) await inbox.add(message(text, other));
    const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => inbox.claim(`o${index}`, LEASE_MS, HERE)));
    expect(claims.flatMap((claim) => claim?.event.key ?? []).sort()).toEqual(['memory:a', 'memory:d']);
  });

  test('a claim that ran out goes to the next, and the late one can store nothing any more', async () => {
    await inbox.add(message('one'));
    const late = await claimed('late', 0);
    const next = await claimed('next');
    expect(next.attempt).toBe(2);
    expect(await inbox.renew(late, LEASE_MS)).toBe(false);
    await expect(inbox.answer(late, answerOf(late))).rejects.toMatchObject({ code: 'conflict' });
    await inbox.release(late, 0, true);
    expect(await inbox.renew(next, LEASE_MS)).toBe(true);
    await inbox.answer(next, answerOf(next));
    expect((await opened.threads.find(next.thread.id))?.state.history).toEqual(['memory:one']);
  });

  test('renewing keeps a claim', async () => {
    await inbox.add(message('one'));
    const claim = await claimed('one', 0);
    expect(await inbox.renew(claim, LEASE_MS)).toBe(true);
    expect(await inbox.claim('two', LEASE_MS, HERE)).toBeNull();
  });

  test('one that was let go waits for its time, and counts as a try only when it was one', async () => {
    await inbox.add(message('one'));
    const first = await claimed();
    await inbox.release(first, LEASE_MS, true);
    expect(await inbox.claim('two', LEASE_MS, HERE)).toBeNull();
    await inbox.add(message('two', other));
    await inbox.release(await claimed(), 0, false);
    expect((await claimed()).attempt).toBe(1);
  });

  test('an answer is stored whole: state, cards in order, intents, and an answer without intents ends the event', async () => {
    await inbox.add(message('one'));
    const claim = await claimed();
    const cards = ['b', 'a'].map((key) => storedCard({ key, card: plainCard('reply', key) }));
    const facts = { ...claim.thread.facts, approved: 'hash' };
    await inbox.answer(claim, answerOf(claim, { cards, facts }));
    expect(await opened.threads.find(claim.thread.id)).toMatchObject({ facts, state: { history: ['memory:one'] } });
    const timeline = await opened.threads.timeline(claim.thread.id);
    expect(timeline.map((entry) => entry.key)).toEqual(['memory:one', 'b', 'a']);
    expect(await inbox.claim('two', LEASE_MS, HERE)).toBeNull();
    await expect(inbox.answer(claim, answerOf(claim))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('intents outlive the process that stored them: the event stays open until the last one is done', async () => {
    await inbox.add(message('one'));
    await inbox.add(message('two'));
    const claim = await claimed('one', 0);
    await inbox.answer(claim, answerOf(claim, { intents: [{ kind: 'stop' }, { kind: 'storyboard' }] }));
    const next = await claimed('next');
    expect(next).toMatchObject({ answered: true, attempt: 1, event: { key: 'memory:one' } });
    const [stop, storyboard] = await inbox.pending(next);
    expect([stop?.intent.kind, storyboard?.intent.kind]).toEqual(['stop', 'storyboard']);
    const done = { projectId: null, facts: next.thread.facts, cards: [] };
    await inbox.done(next, stop?.id ?? 0, done);
    expect(await inbox.pending(next)).toHaveLength(1);
    await expect(inbox.done(next, stop?.id ?? 0, done)).rejects.toMatchObject({ code: 'conflict' });
    await expect(inbox.done(claim, storyboard?.id ?? 0, done)).rejects.toMatchObject({ code: 'conflict' });
    await inbox.done(next, storyboard?.id ?? 0, done);
    expect((await claimed()).event.key).toBe('memory:two');
  });

  test('words of any kind come back as they were', async () => {
    const text = `O'Brien "100 %" \\ $1 ☕ قهوة \u2028; drop table inbox; --`;
    await inbox.add(message(text, { key: 'memory:odd' }));
    expect((await claimed()).event.what).toMatchObject({ text });
  });

  test('a thread can begin before its first message, and people find theirs', async () => {
    const thread = { id: 'memory:w:c:9', platform: 'memory', workspace: 'w', ownerId: 'eve', ownerName: 'Eve' };
    await opened.threads.open(thread);
    await opened.threads.open({ ...thread, ownerId: 'mallory' });
    await inbox.add(message('one', { threadId: thread.id }));
    expect((await claimed()).thread).toMatchObject({ ownerId: 'eve', ownerName: 'Eve' });
    expect(await opened.threads.ofOwner('eve')).toEqual([{ id: thread.id, projectId: null }]);
    expect(await opened.threads.find('memory:w:c:8')).toBeNull();
  });

  test('a timeline is read on from what was seen last', async () => {
    await inbox.add(message('one'));
    const claim = await claimed();
    const card = (text: string) => storedCard({ key: 'k', card: plainCard('reply', text) });
    await inbox.answer(claim, answerOf(claim, { cards: [card('first')], intents: [{ kind: 'stop' }] }));
    const seen = await opened.threads.timeline(claim.thread.id);
    const last = Math.max(...seen.map((entry) => entry.revision));
    expect(await opened.threads.timeline(claim.thread.id, last)).toEqual([]);
    await inbox.add(message('two'));
    const [pending] = await inbox.pending(claim);
    await inbox.done(claim, pending?.id ?? 0, { projectId: null, facts: claim.thread.facts, cards: [card('changed')] });
    const news = await opened.threads.timeline(claim.thread.id, last);
    expect(news.map((entry) => entry.key)).toEqual(['k', 'memory:two']);
    expect(news[0]).toMatchObject({ position: seen[1]?.position, card: { text: 'changed' } });
  });
}
