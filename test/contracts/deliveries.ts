/** What every store of deliveries must do: one courier per thread, nothing forgotten, edits only where content changed. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import type { Deliveries, Inbox, Round } from '../../src/bots/ports.ts';
import { storedCard } from '../../src/bots/stored-card.ts';
import { message } from '../fixtures/inbound.ts';

type Opened = { readonly deliveries: Deliveries; readonly inbox: Inbox; readonly close: () => Promise<void> };

const LEASE_MS = 60_000;
const HERE = ['memory'];
const THREAD = 'memory:w:c:1';

const reply = (key: string, text = key) => storedCard({ key, card: plainCard('reply', text) });

export function deliveriesContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let deliveries: Deliveries;
  beforeEach(async () => {
    opened = await open();
    deliveries = opened.deliveries;
  });
  afterEach(() => opened.close());

  const answered = async (text: string, ...keys: readonly string[]) => {
    await opened.inbox.add(message(text));
    const claim = await opened.inbox.claim('one', LEASE_MS, HERE);
    if (!claim) throw new Error('There is nothing to claim.');
    const { state, facts } = claim.thread;
    await opened.inbox.answer(claim, { state, facts, intents: [], cards: keys.map((key) => reply(key)) });
  };
  const claimed = async (owner = 'one', leaseMs = LEASE_MS): Promise<Round> => {
    const round = await deliveries.claim(owner, leaseMs, HERE);
    if (!round) throw new Error('There is nothing to deliver.');
    return round;
  };
  const dueKeys = async (maxFailures = 9) => (await deliveries.due(THREAD, maxFailures)).map((due) => due.key);
  const shown = async (round: Round, ...keys: readonly string[]) => {
    for (const due of await deliveries.due(THREAD, 9)) {
      if (keys.includes(due.key)) await deliveries.delivered(round, due, `message of ${due.key}`);
    }
  };

  test('a thread has something to deliver once it was answered, on its platform, for one courier', async () => {
    expect(await deliveries.claim('one', LEASE_MS, HERE)).toBeNull();
    await answered('hello', 'a');
    expect(await deliveries.claim('one', LEASE_MS, ['slack'])).toBeNull();
    const round = await claimed();
    expect(round).toMatchObject({ thread: { id: THREAD }, lastDeliveryAgoMs: null });
    expect(await deliveries.claim('two', LEASE_MS, HERE)).toBeNull();
  });

  test('what is due comes in the order of the thread and is over when it was delivered', async () => {
    await answered('hello', 'b', 'a');
    const round = await claimed();
    expect(await dueKeys()).toEqual(['b', 'a']);
    await shown(round, 'b');
    expect(await dueKeys()).toEqual(['a']);
    await shown(round, 'a');
    await deliveries.release(round, true, 0);
    expect(await deliveries.claim('one', LEASE_MS, HERE)).toBeNull();
  });

  test('a round that is not complete, or that more has come after, is followed by another', async () => {
    await answered('hello', 'a');
    await deliveries.release(await claimed(), false, 0);
    const round = await claimed();
    await shown(round, 'a');
    await answered('more', 'b');
    await deliveries.release(round, true, 0);
    const next = await claimed();
    expect(next.lastDeliveryAgoMs).toBeGreaterThanOrEqual(0);
    expect(await dueKeys()).toEqual(['b']);
    await deliveries.release(next, false, LEASE_MS);
    expect(await deliveries.claim('one', LEASE_MS, HERE)).toBeNull();
  });

  test('narrated cards keep their place; the same again is not due, a change is an edit', async () => {
    await answered('hello', 'a');
    const round = await claimed();
    await deliveries.narrate(round, [reply('x', '10 %'), reply('y')]);
    await shown(round, 'a', 'x', 'y');
    await deliveries.narrate(round, [reply('y'), reply('x', '10 %')]);
    expect(await dueKeys()).toEqual([]);
    await deliveries.narrate(round, [reply('x', '20 %'), reply('z')]);
    const [edit, post] = await deliveries.due(THREAD, 9);
    expect(edit).toMatchObject({ key: 'x', messageId: 'message of x', card: { text: '20 %' }, posting: false });
    expect(post).toMatchObject({ key: 'z', messageId: null });
  });

  test('a post that was begun is remembered until it is known to be there', async () => {
    await answered('hello', 'a');
    const round = await claimed();
    const [due] = await deliveries.due(THREAD, 9);
    if (!due) throw new Error('Nothing is due.');
    expect(due.posting).toBe(false);
    await deliveries.posting(round, due);
    expect(await deliveries.due(THREAD, 9)).toMatchObject([{ posting: true }]);
    await deliveries.delivered(round, due, 'm1');
    await deliveries.narrate(round, [reply('a', 'changed')]);
    expect(await deliveries.due(THREAD, 9)).toMatchObject([{ posting: false, messageId: 'm1' }]);
  });

  test('content that failed too often is left out, until it changes', async () => {
    await answered('hello', 'a', 'b');
    const round = await claimed();
    for (let failure = 0; failure < 2; failure++) {
      const [due] = await deliveries.due(THREAD, 9);
      if (due) await deliveries.failed(round, due);
    }
    expect(await dueKeys(3)).toEqual(['a', 'b']);
    expect(await dueKeys(2)).toEqual(['b']);
    await deliveries.narrate(round, [reply('a', 'changed')]);
    expect(await dueKeys(2)).toEqual(['a', 'b']);
  });

  test('a courier whose time ran out can store nothing any more', async () => {
    await answered('hello', 'a');
    const late = await claimed('late', 0);
    const round = await claimed('next');
    const [due] = await deliveries.due(THREAD, 9);
    if (!due) throw new Error('Nothing is due.');
    const refused = { code: 'conflict' };
    await expect(deliveries.narrate(late, [reply('x')])).rejects.toMatchObject(refused);
    await expect(deliveries.posting(late, due)).rejects.toMatchObject(refused);
    await expect(deliveries.delivered(late, due, 'm')).rejects.toMatchObject(refused);
    expect(await deliveries.renew(late, LEASE_MS)).toBe(false);
    await deliveries.release(late, true, 0);
    expect(await deliveries.renew(round, LEASE_MS)).toBe(true);
    expect(await dueKeys()).toEqual(['a']);
  });

  test('open cards are those with buttons or a moving bar', async () => {
    await answered('hello', 'a');
    const button = { action: 'stop', label: 'Stop', style: 'danger', value: '' } as const;
    const withButton = { ...plainCard('progress', ''), buttons: [button] };
    const withBar = { ...plainCard('progress', ''), progress: { percent: 5, activity: 'drawing' } };
    await deliveries.narrate(await claimed(), [
      storedCard({ key: 'button', card: withButton }),
      storedCard({ key: 'bar', card: withBar }),
    ]);
    expect(await deliveries.open(THREAD)).toEqual([
      { key: 'button', card: withButton },
      { key: 'bar', card: withBar },
    ]);
  });
}
