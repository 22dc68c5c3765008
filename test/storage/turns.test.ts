/** Whose turn it is: a refinement goes before a first film, and who asks for much makes nobody else wait for all of it. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTurns } from '../../src/storage/turns.ts';
import { type Fresh, freshDatabase } from './fresh-database.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.remove());
beforeEach(() => fresh.database.script('truncate projects cascade; update turn_clock set number = 0'));

const PLAN = `'{}'::jsonb`;

/** An ad of somebody; `finished`: its first film is there, so that the next is a refinement. */
async function ad(id: string, user: string, finished = false): Promise<string> {
  const { query } = fresh.database;
  await query("insert into projects (id, user_id, title, ad_project_json) values ($1, $2, 'an ad', '{}')", [id, user]);
  const receipt = finished ? PLAN : 'null';
  await query(`insert into plan_versions (project_id, version, plan, receipt) values ($1, 1, ${PLAN}, ${receipt})`, [
    id,
  ]);
  return id;
}

const turns = () => createTurns(fresh.database);

it('a refinement goes before a first film that was asked for earlier', async () => {
  const first = await turns().take({ projectId: await ad('p1', 'ada'), version: 1 });
  const refinement = await turns().take({ projectId: await ad('p2', 'ada', true), version: 2 });
  const storyboard = await turns().take({ projectId: await ad('p3', 'ada'), version: null });
  expect(refinement).toBeLessThan(first);
  expect(storyboard).toBeLessThan(first);
});

it('asking again draws the same number until the work begins', async () => {
  const turn = { projectId: await ad('p1', 'ada'), version: 1 };
  const number = await turns().take(turn);
  await turns().take({ projectId: await ad('p2', 'ada'), version: 1 });
  expect(await turns().take(turn)).toBe(number);
  await turns().begin(turn);
  expect(await turns().take(turn)).toBeGreaterThan(number);
});

it('somebody who comes when another has asked for fifty films waits for one of them at most', async () => {
  const crowd = [];
  for (let index = 0; index < 50; index++) {
    crowd.push(await turns().take({ projectId: await ad(`p${index}`, 'ada'), version: 1 }));
  }
  await turns().begin({ projectId: 'p0', version: 1 });
  const bob = await turns().take({ projectId: await ad('b1', 'bob'), version: 1 });
  expect(crowd.filter((number) => number < bob).length).toBeLessThanOrEqual(2);
});

it('people of one workspace share a line, wherever they write', async () => {
  await ad('p1', 'slack:T1:ada');
  await ad('p2', 'slack:T1:bob');
  for (const id of ['p1', 'p2'])
    await fresh.database.query(
      "insert into threads (id, user_id, workspace, project_id, ads) values ($1, 'x', 'slack:T1', $2, array[$2])",
      [`slack:T1:C:${id}`, id],
    );
  const [one, two] = [
    await turns().take({ projectId: 'p1', version: 1 }),
    await turns().take({ projectId: 'p2', version: 1 }),
  ];
  expect(two - one).toBe(one);
});

it('numbers begin anew when nothing waits any more', async () => {
  const before = { projectId: await ad('p1', 'ada'), version: 1 };
  await turns().take(before);
  await turns().begin(before);
  await fresh.database.query("update projects set status = 'COMPLETED' where id = 'p1'");
  const after = await turns().take({ projectId: await ad('p2', 'ada'), version: 1 });
  expect(after).toBe(8);
});

it('whatever is asked for in whatever order: the line moves on, and nobody is overtaken for ever', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ user: fc.constantFrom('ada', 'bob', 'eve'), small: fc.boolean(), works: fc.nat(2) }), {
        minLength: 5,
        maxLength: 30,
      }),
      async (asked) => {
        await fresh.database.script('truncate projects cascade; update turn_clock set number = 0');
        const waiting: { id: string; version: number; number: number; overtaken: number }[] = [];
        for (const [index, { user, small, works }] of asked.entries()) {
          const id = await ad(`p${index}`, user, small);
          const version = small ? 2 : 1;
          const number = await turns().take({ projectId: id, version });
          for (const other of waiting) if (number < other.number) other.overtaken++;
          waiting.push({ id, version, number, overtaken: 0 });
          for (let work = 0; work < works; work++) {
            waiting.sort((a, b) => a.number - b.number);
            const next = waiting.shift();
            if (next) await turns().begin({ projectId: next.id, version: next.version });
          }
        }
        // Three people with two lines each: nobody is overtaken by more than what the lines may hold below a number.
        for (const { number, overtaken } of waiting) expect(overtaken).toBeLessThanOrEqual(6 * number);
        await expect(turns().take({ projectId: asked.length > 0 ? 'p0' : '', version: 9 })).resolves.toBeGreaterThan(0);
      },
    ),
    { numRuns: 15, seed: 7 },
  );
});
