/** An ad in a thread, made by a program of its own with hosted models: what its log says, line by line. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { bottleOrder } from '../fixtures/system.ts';
import { runProgram } from '../hosted/program.ts';
import { openStage } from '../hosted/stage.ts';
import { createPerson } from '../many/person.ts';

const Line = z.looseObject({
  msg: z.string(),
  thread: z.string().optional(),
  project: z.string().optional(),
  job: z.string().optional(),
  version: z.number().optional(),
  step: z.string().optional(),
});

it('every line about an ad says which thread, project and job it is about, also those of what knows of none', async () => {
  const stage = await openStage();
  onTestFinished(stage.close);
  // What fails says most.
  stage.behave({ words: 'bad-key', clips: 'fail' });
  const program = runProgram(join(import.meta.dirname, 'ad-in-a-thread-process.ts'), {
    ...stage.environment,
    PORT: '0',
  });
  onTestFinished(program.kill);
  await program.heard('http://');
  const [address = ''] = /http:\/\/localhost:\d+/.exec(program.said()) ?? [];

  const person = await createPerson(address);
  const photo = new File([(await bottleOrder(stage.home)).photo.bytes.slice()], 'bottle.png', { type: 'image/png' });
  await person.says('An ad for Fjell, a lemonade with basil. Sea green, 6 seconds.', photo);
  await person.sees('storyboard', (card) => card.buttons.some(({ action }) => action === 'make-it'), 60_000);
  await person.presses('make-it');
  await person.sees('films', (card) => card.kind === 'result' && card.films.length === 3, 90_000);
  process.kill(program.pid, 'SIGTERM');
  await program.ended;

  const lines = program
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => Line.parse(JSON.parse(line)));
  const about = lines.filter(
    ({ msg }) => msg !== 'the rules could not be warmed up; the first answer will take longer',
  );
  expect(about.length).toBeGreaterThan(10);
  expect(about.filter(({ thread, project }) => thread === undefined && project === undefined)).toEqual([]);
  const [project] = new Set(about.flatMap((line) => line.project ?? []));
  expect(project).toBeDefined();
  // Whatever was made, was made by a job; which one stands in its id.
  const made = about.filter(({ msg }) => msg === 'made');
  expect(made.length).toBeGreaterThan(5);
  for (const line of made) expect(line).toMatchObject({ project, job: expect.stringContaining(`${project}`) });
  // The thread knows of its ad once the storyboard is on its way.
  const making = about.filter(({ job, version }) => job !== undefined && version !== undefined);
  expect(making.length).toBeGreaterThan(5);
  for (const line of making) expect(line.thread).toMatch(/^web:/);
  // The makers of clips and music were built with the log of the whole program, long before there was a job.
  const settled = about.filter(({ msg }) => msg === 'a paid call is settled');
  expect(new Set(settled.map(({ step }) => step))).toEqual(new Set(['clip', 'music']));
  for (const { step, ...line } of settled)
    expect(line).toMatchObject({ project, version: 1, job: expect.stringMatching(`^${step}\\.`) });
  const fallbacks = about.filter(({ msg }) => msg === 'the rules answer instead of the model');
  expect(fallbacks.length).toBeGreaterThan(0);
  for (const line of fallbacks) expect(line.thread).toMatch(/^web:/);
});
