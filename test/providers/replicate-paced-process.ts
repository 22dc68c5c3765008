/** One of several workers that share an account: makes clips of its own ad, as many at once as it is told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../src/storage/postgres.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { openMakers, signal } from './replicate-stage.ts';

const [databaseUrl = '', url = '', projectId = '', clips = '', perWindow = '', windowMs = ''] = process.argv.slice(2);
const database = await openPostgres(databaseUrl);
const timing = { createsPerMinute: Number(perWindow), createWindowMs: Number(windowMs), patienceMs: 60_000 };
const makers = openMakers({ timing }, database, url, []);
const folder = await mkdtemp(join(tmpdir(), 'adgen-paced-'));
const { style, scenes } = samplePlan();
const [first] = scenes;
if (!first) throw new Error('The sample plan is empty.');
console.log('ready');

const numbers = Array.from({ length: Number(clips) }, (_, index) => index);
await Promise.all(
  numbers.map(async (number) => {
    const background = { ...first.background, prompt: `set ${number} of ${projectId}`, seed: number };
    const artefact = { projectId, key: `projects/${projectId}/clip${number}` };
    await makers.clips.clip({ background, style, frames: 75 }, join(folder, `${number}.mp4`), signal, artefact);
  }),
);
await rm(folder, { recursive: true, force: true });
await database.close();
console.log('done');
