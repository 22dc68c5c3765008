import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBrandKits } from '../../src/storage/brand-kits.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createWindow } from '../../src/storage/window.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { DATABASES } from './fresh-database.ts';

const WORKSPACE = 'slack:T1';
const ADA = 'slack:T1:U1';

describe.each(DATABASES)('what windows show, in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  beforeAll(async () => {
    fresh = await openFresh();
  });
  afterAll(() => fresh.remove());
  const open = () => {
    const { database } = fresh;
    const needs = { database, projects: createProjects(database), brandKits: createBrandKits(database) };
    return createWindow({ ...needs, budgetMicroUsd: 50_000_000 });
  };

  test('nothing, to begin with', async () => {
    expect(await open().overview(ADA, WORKSPACE)).toEqual({
      ads: [],
      kit: null,
      settings: { approvers: [] },
      budgetMicroUsd: 50_000_000,
      spentThisMonthMicroUsd: 0,
    });
    expect(await open().knows('slack:T1:C1:1.1')).toBe(false);
  });

  test('the ads of the threads a person began there, the newest first, and nobody else’s', async () => {
    const { database } = fresh;
    const projects = createProjects(database);
    const threads = [
      ['slack:T1:C1:1.1', ADA, WORKSPACE, ['p1', 'p2']],
      ['slack:T1:C1:2.2', 'slack:T1:U2', WORKSPACE, ['p3']],
      ['slack:T2:C1:1.1', ADA, 'slack:T2', ['p4']],
    ] as const;
    for (const [id, userId, workspace, ads] of threads) {
      for (const ad of ads) await projects.create({ ...sampleProject(), id: ad, userId });
      await database.query('insert into threads (id, user_id, workspace, ads) values ($1, $2, $3, $4)', [
        ...[id, userId, workspace, ads],
      ]);
    }
    const { ads } = await open().overview(ADA, WORKSPACE);
    expect(ads.map(({ projectId }) => projectId)).toEqual(['p2', 'p1']);
    expect(ads[0]).toMatchObject({ threadId: 'slack:T1:C1:1.1', status: 'PENDING', films: [], expiresAt: null });
    expect(await open().knows('slack:T1:C1:1.1')).toBe(true);
  });

  test('the threads of a platform in which something happened lately, the newest first', async () => {
    const { database } = fresh;
    const day = 24 * 60 * 60 * 1000;
    const threads = [
      ['discord:1:2:3', 2 * day, day],
      ['discord:1:2:4', 30 * day, 20 * day],
      ['discord:1:2:5', 20 * day, day / 2],
    ] as const;
    for (const [id, begunAgo, movedAgo] of threads)
      await database.query(
        `insert into threads (id, user_id, workspace, created_at, updated_at) values ($1, $2, $3, $4, $5)`,
        [id, 'discord:1:9', 'discord:1', new Date(Date.now() - begunAgo), new Date(Date.now() - movedAgo)],
      );
    const recent = await open().recent('discord');
    expect(recent.map(({ threadId }) => threadId)).toEqual(['discord:1:2:5', 'discord:1:2:3']);
    expect(Date.now() - (recent[0]?.sinceMs ?? 0)).toBeGreaterThan(19 * day);
  });

  test('who may say yes, only people and groups of that workspace', async () => {
    const window = open();
    await window.putSettings(WORKSPACE, { approvers: [ADA, 'slack:T1:S1'] }, ADA);
    expect(await window.settings(WORKSPACE)).toEqual({ approvers: [ADA, 'slack:T1:S1'] });
    await expect(window.putSettings(WORKSPACE, { approvers: ['slack:T12:U1'] }, ADA)).rejects.toMatchObject({
      code: 'bad-input',
    });
    expect((await window.overview(ADA, WORKSPACE)).settings.approvers).toHaveLength(2);
    expect(await window.settings('slack:T2')).toEqual({ approvers: [] });
  });

  test('a brand, checked as in talk', async () => {
    const window = open();
    await window.putKit(WORKSPACE, { brandName: ' Fjell ', brandColor: 'Teal' }, ADA);
    expect(await window.kit(WORKSPACE)).toEqual({ brandName: 'Fjell', brandColor: '#008080' });
    const wrong = window.putKit(WORKSPACE, { brandName: 'Fjell', brandColor: '#12345' }, ADA);
    await expect(wrong).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('#12345') });
    expect((await window.overview(ADA, WORKSPACE)).kit?.brandColor).toBe('#008080');
  });
});
