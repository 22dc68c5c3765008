import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Retention } from '../../src/pipeline/ports/retention.ts';
import type { Projects } from '../../src/pipeline/ports.ts';
import type { SqlDatabase } from '../../src/storage/database.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createRetention } from '../../src/storage/retention.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { DAY, timePasses } from '../fixtures/time-passes.ts';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('a picture that came with a message, in %s', (_, open) => {
  let fresh: { readonly database: SqlDatabase; readonly remove: () => Promise<void> };
  let retention: Retention;
  let projects: Projects;
  beforeAll(async () => {
    fresh = await open();
    retention = createRetention(fresh.database);
    projects = createProjects(fresh.database);
  });
  afterAll(() => fresh.remove());

  /** An ad that has ended. */
  beforeEach(async () => {
    await fresh.database.script('truncate projects, threads, retention cascade; insert into retention default values');
    await projects.create(sampleProject());
    await projects.end({ projectId: 'p1', version: null }, { status: 'CANCELLED' });
  });

  const itsTimeIsOver = async () => {
    await timePasses(fresh.database, 6.5 * DAY);
    await retention.warn();
    await timePasses(fresh.database, DAY);
  };

  it('goes after the days for which files are kept, by the day; conversations name it no more', async () => {
    const { database } = fresh;
    expect(await retention.pictureDay()).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await retention.duePictureDays()).toEqual([]);
    await database.script(`update retention set pictures_from = (now() at time zone 'utc')::date - 10`);
    const days = await retention.duePictureDays();
    expect(days).toHaveLength(3);
    const day = days.at(-1) ?? '';
    const folder = `projects/kept-${day}/photos/`;
    const picture = (key: string) => ({ id: 'f1', key, name: 'bag.jpg' });
    const state = {
      draft: { brandName: 'Fjell', photo: picture(`${folder}aa`) },
      offered: [picture(`${folder}bb`), picture('projects/kept-2999-01-01/photos/cc')],
    };
    await database.query(`insert into threads (id, user_id, workspace, state) values ('t', 'ada', 'w', $1::jsonb)`, [
      JSON.stringify(state),
    ]);
    await retention.forgetPictures(day, folder);
    await retention.forgetPictures(day, folder);
    expect(await retention.duePictureDays()).toEqual([]);
    const [row] = await database.query('select state from threads');
    expect(row?.state).toEqual({ draft: { brandName: 'Fjell', photo: null }, offered: [state.offered[1]] });
  });

  describe('the picture an ad was made of', () => {
    const FOLDER = 'projects/kept-2026-03-14/photos/';
    const OWN = 'projects/p1/product/upload.aa';
    const goesAway = () => retention.forgetPictures('2026-03-14', FOLDER);
    const photo = async () =>
      (await fresh.database.query(`select state #>> '{draft,photo,key}' as key from threads`))[0];
    /** A thread about the ad, whose picture came with a message and has lain with the ad since. */
    const threadWith = async (print: string) => {
      const { query } = fresh.database;
      await query(
        `update projects set ad_project_json = jsonb_set(ad_project_json, '{photoKey}', to_jsonb($1::text))`,
        [OWN],
      );
      const state = { draft: { photo: { key: `${FOLDER}${print}`, name: 'bag.jpg' } }, offered: [] };
      await query(
        `insert into threads (id, user_id, workspace, project_id, ads, state) values ('t', 'ada', 'w', 'p1', '{p1}', $1::jsonb)`,
        [JSON.stringify(state)],
      );
    };

    it('is named as the ad has it once the message’s is gone, until the ad’s files go, too', async () => {
      await threadWith('aa');
      await goesAway();
      expect(await photo()).toEqual({ key: OWN });
      await goesAway();
      expect(await photo()).toEqual({ key: OWN });
      await itsTimeIsOver();
      await retention.beginSweep('p1');
      expect(await photo()).toEqual({ key: null });
    });

    it('is not taken for another one', async () => {
      await threadWith('bb');
      await goesAway();
      expect(await photo()).toEqual({ key: null });
    });

    it('goes where the ad’s own is gone already', async () => {
      await threadWith('aa');
      await itsTimeIsOver();
      await retention.beginSweep('p1');
      await goesAway();
      expect(await photo()).toEqual({ key: null });
    });
  });
});
