/** A program to be killed: makes four clips and a piece of music of the ad it is given, as far as they are not there yet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPglite } from '../../src/storage/pglite.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { createRecords } from '../../src/storage/records.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { openMakers, signal } from './replicate-stage.ts';

const [databaseFolder = '', url = '', projectId = ''] = process.argv.slice(2);
const database = await openPglite(databaseFolder);
const records = createRecords(database);
const { clips, music } = openMakers({}, database, url, []);
const folder = await mkdtemp(join(tmpdir(), 'adgen-killed-'));
console.log('ready');

await createProjects(database).create(sampleProject({ id: projectId }));
const { style, scenes, music: bed } = samplePlan();
const [first] = scenes;
if (!first || !bed) throw new Error('The sample plan is empty.');

/** As the pipeline does it: what is recorded is there. */
const ensure = async (name: string, make: (outFile: string, key: string) => Promise<void>) => {
  const key = `projects/${projectId}/${name}`;
  if (await records.find(projectId, key)) return;
  await make(join(folder, name), key);
  await records.add(projectId, { key, tookMs: 1, degraded: [], facts: { version: 1, generated: true } });
};

await Promise.all([
  ...[1, 2, 3, 4].map((number) =>
    ensure(`clip${number}`, (outFile, key) => {
      const background = { ...first.background, prompt: `set ${number} of ${projectId}`, seed: number };
      return clips.clip({ background, style, frames: 75 }, outFile, signal, { projectId, key });
    }),
  ),
  ensure('music', (outFile, key) =>
    music.make(bed, { frames: 180, cutFrames: [] }, outFile, signal, { projectId, key }),
  ),
]);
await rm(folder, { recursive: true, force: true });
await database.close();
console.log('done');
