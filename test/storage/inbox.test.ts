import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBrandKits } from '../../src/storage/brand-kits.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import { createThreads, createWakes } from '../../src/storage/threads.ts';
import { deliveriesContract } from '../contracts/deliveries.ts';
import { inboxContract } from '../contracts/inbox.ts';
import { message } from '../fixtures/inbound.ts';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  beforeAll(async () => {
    fresh = await openFresh();
  });
  afterAll(() => fresh.remove());

  /** The same database for all, emptied: opening one takes longer than most of these tests. */
  const open = async () => {
    const { database } = fresh;
    await database.script('truncate threads, inbox, projects cascade');
    return {
      inbox: createInbox(database),
      threads: createThreads(database),
      deliveries: createDeliveries(database),
      close: async () => undefined,
    };
  };
  describe('inbox', () => inboxContract(open));
  describe('deliveries', () => deliveriesContract(open));

  test('a new event is announced, and a repeated one is not', async () => {
    const { inbox } = await open();
    const heard: string[] = [];
    const stop = await createWakes(fresh.database).listen((threadId) => heard.push(threadId));
    await inbox.add(message('one'));
    await inbox.add(message('one'));
    await inbox.add(message('two', { threadId: 'memory:w:c:2' }));
    await expect.poll(() => heard).toEqual(['memory:w:c:1', 'memory:w:c:2']);
    await stop();
  });

  test('a workspace has one brand kit, the newest, and sees no other', async () => {
    const kits = createBrandKits(fresh.database);
    await kits.put('w', { brandName: 'Old', brandColor: '#000000' }, 'ada');
    await kits.put('w', { brandName: 'Fjell', brandColor: '#0f766e' }, 'bob');
    expect(await kits.find('w')).toEqual({ brandName: 'Fjell', brandColor: '#0f766e' });
    expect(await kits.find('v')).toBeNull();
  });
});
