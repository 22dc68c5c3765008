/** A program to be killed: makes four clips and a piece of music for each ad it is given, as far as they are not there yet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPglite } from '../../src/storage/pglite.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { openMakers, signal } from './replicate-stage.ts';

const [databaseFolder = '', url = '', ...projectIds] = process.argv.slice(2);
/** The ads begin so far apart that a kill finds each of them somewhere else. */
const APART_MS = 25;
/** As patient as a machine on which much else is going on asks for: nothing here may end because it was slow. */
const PATIENT = {
  ...{ sendWithinMs: 500, sendTimeoutMs: 1_000, graceMs: 2_000, patienceMs: 120_000, readTimeoutMs: 20_000 },
  ...{ runLimitMs: 120_000, downloadTimeoutMs: 30_000 },
};
const database = await openPglite(databaseFolder);
const records = createRecords(database);
const { clips, music } = openMakers({ timing: PATIENT }, database, url, []);
const folder = await mkdtemp(join(tmpdir(), 'adgen-killed-'));
const { style, scenes, music: bed } = samplePlan();
const [first] = scenes;
if (!first || !bed) throw new Error('The sample plan is empty.');
const { background } = first;
console.log('ready');

/** As the pipeline does it: what is recorded is there. */
async function ensure(projectId: string, name: string, make: (outFile: string, key: string) => Promise<void>) {
  const key = `projects/${projectId}/${name}`;
  if (await records.find(projectId, key)) return;
  await make(join(folder, `${projectId}-${name}`), key);
  await records.add(projectId, { key, tookMs: 1, degraded: [], facts: { version: 1, generated: true } });
}

async function makeAd(projectId: string, wish: NonNullable<typeof bed>): Promise<void> {
  console.log(`begun ${projectId}`);
  await createProjects(database).create(sampleProject({ id: projectId }));
  await Promise.all([
    ...[1, 2, 3, 4].map((number) =>
      ensure(projectId, `clip${number}`, (outFile, key) => {
        const set = { ...background, prompt: `set ${number} of ${projectId}`, seed: number };
        return clips.clip({ background: set, style, frames: 75 }, outFile, signal, { projectId, key });
      }),
    ),
    ensure(projectId, 'music', (outFile, key) =>
      music.make(wish, { frames: 180, cutFrames: [] }, outFile, signal, { projectId, key }),
    ),
  ]);
  console.log(`done ${projectId}`);
}

await Promise.all(
  projectIds.map(async (projectId, index) => {
    await setTimeout(index * APART_MS);
    await makeAd(projectId, bed);
  }),
);
await rm(folder, { recursive: true, force: true });
await database.close();
console.log('all done');
