import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from '../../src/ad/fingerprint.ts';
import { isFinal } from '../../src/ad/project.ts';
import { type ConversationsOptions, createConversations } from '../../src/bots/conversations.ts';
import { fitCard } from '../../src/bots/fit-text.ts';
import type { InboundEvent } from '../../src/bots/platform.ts';
import type { Inbox } from '../../src/bots/ports.ts';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { createThreads } from '../../src/storage/threads.ts';
import { createMortal, type Mortal } from '../fixtures/crashing.ts';
import { click, form, message } from '../fixtures/inbound.ts';
import { createMemoryPlatform } from '../fixtures/memory-platform.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { createSurroundings, optionsOf, type Surroundings, settled } from '../fixtures/talking.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());

/** A fifth of a second each. */
const RUNS = Number(process.env.RUNS ?? 500);

const THREADS = ['memory:w:c:1', 'memory:w:c:2'];
const FOREIGN = { userId: 'memory:w:bob', userName: 'Bob' };
/** What Make it carries for the first plan, and for one that never was. */
const VALID = JSON.stringify({ planHash: fingerprint(samplePlan()), maxMicroUsd: 0 });
const STALE = '{"planHash":"0000000000000000","maxMicroUsd":0}';

type Step = { readonly does: string; readonly foreign: boolean; readonly thread: number; readonly twice: boolean };

const SAID = ['hello', 'draw', 'draw', 'yes', 'yes', 'stop', 'rename Nordlys', 'back 1'];
const CLICKED = ['press', 'press stale', 'press cancel', 'press versions', 'press restore', 'form'];
/** What its writer makes of the thread's first message afterwards. */
const AMENDED = ['edit', 'delete'];
/** What happens to the thread's ad, where it has one. */
const WORLD = ['work', 'complete', 'fail'];

const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(...SAID, ...CLICKED, ...WORLD, ...AMENDED),
  foreign: fc.boolean(),
  thread: fc.integer({ min: 0, max: 1 }),
  twice: fc.boolean(),
});

const death = fc.option(fc.record({ at: fc.integer({ min: 1, max: 60 }), effect: fc.boolean() }), { freq: 4 });

function eventOf({ does, foreign, thread }: Step, index: number): InboundEvent {
  const threadId = THREADS[thread] ?? '';
  const change = { key: `memory:${index}`, threadId, ...(foreign ? FOREIGN : {}) };
  if (does === 'press') return click('make-it', VALID, change);
  if (does === 'press stale') return click('make-it', STALE, change);
  if (does === 'press versions') return click('versions', '{}', change);
  if (does === 'press restore') return click('restore', '{"projectId":"p1","version":1}', change);
  if (does === 'form') return form({ text: 'A lemonade with basil' }, change);
  if (does === 'press cancel') return click('cancel', '{"version":1}', change);
  return message(does, change);
}

async function happen({ does, thread }: Step, { desk }: Surroundings): Promise<void> {
  const projectId = (await createThreads(fresh.database).find(THREADS[thread] ?? ''))?.projectId;
  const project = projectId ? await desk.find(projectId) : null;
  if (!project?.approved || isFinal(project.status)) return;
  if (does === 'work') await desk.work(project.id, 95);
  else if (does === 'complete') await desk.complete(project.id);
  else await desk.fail(project.id, 'The disk is full.');
}

/** Runs until `signal`; when it dies, a new process takes its place and lives. */
async function live(around: Surroundings, owner: string, mortal: Mortal, signal: AbortSignal): Promise<void> {
  const first = new AbortController();
  const running = createConversations(mortalOptions(around, owner, mortal)).run(
    AbortSignal.any([first.signal, signal]),
  );
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.race([mortal.died, ended]);
  first.abort();
  await running.catch(() => undefined);
  await runOutClaims(around.database, owner);
  if (!signal.aborted)
    await createConversations(mortalOptions(around, `${owner} again`, createMortal(null))).run(signal);
}

/** Time passes: what the dead one held is free. */
async function runOutClaims(database: SqlDatabase, owner: string): Promise<void> {
  const held = [`${owner}:%`];
  await database.query('update inbox set claimed_until = now() where claimed_by like $1', held);
  await database.query('update threads set courier_until = now() where courier like $1', held);
}

function mortalOptions(around: Surroundings, owner: string, { wrap }: Mortal): ConversationsOptions {
  const options = optionsOf(around, owner);
  return {
    ...options,
    inbox: wrap(options.inbox),
    deliveries: wrap(options.deliveries),
    brandKits: wrap(options.brandKits),
    agent: wrap(options.agent),
    desk: wrap(options.desk),
    platforms: options.platforms.map(wrap),
    pace: { leaseMs: 60_000, pollMs: 20, retryMs: 2 },
  };
}

/** Who began each thread. */
function ownersOf(events: readonly InboundEvent[]): ReadonlyMap<string, string> {
  return new Map(events.toReversed().map(({ threadId, userId }) => [threadId, userId]));
}

const deaths = fc.tuple(death, death);

test('whatever comes in whatever order, and wherever two processes die, all is answered once and shown once', {
  timeout: 120_000 + 1000 * RUNS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), deaths, async (steps, [one, two]) => {
      await fresh.database.script('truncate threads, inbox, projects, brand_kits cascade');
      const platform = createMemoryPlatform({ limits: { editEveryMs: 5, maxTextCharacters: 300 } });
      const around = createSurroundings(fresh.database, { platform });
      const events: InboundEvent[] = [];
      const controller = new AbortController();
      const lives = [
        live(around, 'one', createMortal(one), controller.signal),
        live(around, 'two', createMortal(two), controller.signal),
      ];
      const door = optionsOf(around).inbox;
      for (const [index, step] of steps.entries()) {
        if (WORLD.includes(step.does)) {
          await happen(step, around);
          continue;
        }
        if (AMENDED.includes(step.does)) {
          await amend(step, index, events, door);
          continue;
        }
        const event = eventOf(step, index);
        events.push(event);
        expect(await door.add(event)).toBe(true);
        if (step.twice) expect(await door.add(event)).toBe(false);
      }
      await settled(fresh.database);
      controller.abort();
      await Promise.all(lives);
      await holds(around, events);
    }),
    { numRuns: RUNS, endOnFailure: false },
  );
});

/** What is answered already gets another message for other words; what is not is changed, or was never said. */
async function amend({ does, thread }: Step, index: number, events: InboundEvent[], door: Inbox): Promise<void> {
  const place = events.findIndex(({ threadId, what }) => threadId === THREADS[thread] && what.kind === 'message');
  const event = events[place];
  if (event?.what.kind !== 'message') return;
  const amended = await door.amend(event.key, does === 'edit' ? `hello again ${index}` : null);
  if (amended?.outcome === 'withdrawn') events.splice(place, 1);
  if (amended?.outcome !== 'begun' || does === 'delete') return;
  const again = { ...event, key: `${event.key}:edited:${index}`, what: { ...event.what, text: 'hello again' } };
  expect(await door.add(again)).toBe(true);
  events.push(again);
}

async function holds(around: Surroundings, events: readonly InboundEvent[]): Promise<void> {
  const threads = createThreads(fresh.database);
  for (const threadId of THREADS) {
    const own = events.filter((event) => event.threadId === threadId);
    const thread = await threads.find(threadId);
    // No message was lost, none answered twice, and each in its turn.
    const said = own.filter((event) => event.what.kind !== 'action').map((event) => event.key);
    expect(thread?.state.history ?? []).toEqual(said);
    // Exactly one message per card, and it says what the card says now.
    const cards = (await threads.timeline(threadId)).filter((entry) => entry.kind === 'card');
    const shown = around.platform.thread(threadId);
    expect(shown.map((one) => one.cardKey).toSorted()).toEqual(cards.map((one) => one.key).toSorted());
    for (const { key, card } of cards) {
      const fitted = fitCard(card, around.platform.limits.maxTextCharacters);
      expect(shown.find((one) => one.cardKey === key)?.card).toEqual(fitted);
    }
    expect(cards.filter(({ key }) => /^reply:[^:]+$/.test(key)).length).toBeGreaterThanOrEqual(said.length);
  }
  await spentOnlyOnAYes(around, events);
}

/** Every production began with the yes of the person whose thread it is. */
async function spentOnlyOnAYes(around: Surroundings, events: readonly InboundEvent[]): Promise<void> {
  const owners = ownersOf(events);
  const mayHaveApproved = new Set(
    events.flatMap(({ threadId, userId, what }) => {
      const yes =
        what.kind === 'message'
          ? what.text === 'yes'
          : what.kind === 'action' && what.action === 'make-it' && what.value === VALID;
      return yes && owners.get(threadId) === userId ? [userId] : [];
    }),
  );
  for (const { projectId } of around.desk.approvals()) {
    const project = await around.desk.find(projectId);
    expect(mayHaveApproved).toContain(project?.userId ?? '');
  }
  if (mayHaveApproved.size === 0) expect(around.desk.approvals()).toEqual([]);
}
