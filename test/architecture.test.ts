/** Holds the code to the table in ARCHITECTURE.md and to the house rules that no linter knows. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { objection, roomsIn } from './architecture/rooms.ts';
import { factsOf } from './architecture/source.ts';

const root = join(import.meta.dirname, '..');
const rooms = roomsIn(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));

describe('the rooms', () => {
  test('import only what their row in ARCHITECTURE.md opens to them', () => {
    const objections = files('src/**/*.ts').flatMap(({ file, source }) =>
      factsOf(source).imports.flatMap((one) => objection(rooms, file, one) ?? []),
    );
    expect(objections).toEqual([]);
  });

  test.each([
    ['a value from a closed room', 'src/media/x.ts', "import { studio } from '../pipeline/studio.ts';"],
    ['a type from a closed room', 'src/ad/x.ts', "import type { Video } from '../pipeline/ports.ts';"],
    ['a type written in place', 'src/ad/x.ts', "export type V = import('../pipeline/ports.ts').Video;"],
    ['a re-export', 'src/media/x.ts', "export type { Job } from '../worker/jobs.ts';"],
    ['a dynamic import', 'src/agent/x.ts', "const media = await import('../media/ffmpeg.ts');"],
    ['a dynamic import of anything', 'src/agent/x.ts', 'const media = await import(somewhere);'],
    ['a program of another room', 'src/media/x.ts', "fork(new URL('../worker/run-process.ts', import.meta.url));"],
    ['a neighbour platform', 'src/bots/slack/x.ts', "import { reply } from '../discord/reply.ts';"],
    ['the insides of a platform', 'src/bots/inbox.ts', "import { reply } from './web/reply.ts';"],
    ['compose', 'src/http/x.ts', "import { compose } from '../compose.ts';"],
    ['a package that is not in the row', 'src/pipeline/x.ts', "import sharp from 'sharp';"],
    ['I/O in the vocabulary', 'src/ad/x.ts', "import { readFileSync } from 'node:fs';"],
    ['a file outside src', 'src/media/x.ts', "import { sample } from '../../test/sample.ts';"],
    ['a room without a row', 'src/attic/x.ts', "import { z } from 'zod';"],
  ])('are caught importing %s', (_what, file, source) => {
    const objections = factsOf(source).imports.map((one) => objection(rooms, file, one));
    expect(objections).toEqual([expect.stringContaining(file)]);
  });

  test.each([
    ['src/media/x.ts', "import type { Plan } from '../ad/plan.ts';"],
    ['src/pipeline/steps/x.ts', "import type { Video } from '../ports.ts';"],
    ['src/bots/web/x.ts', "import type { Platform } from '../platform.ts';"],
    ['src/bots/web/x.ts', "import { page } from './page.ts';"],
    ['src/ad/x.ts', "import { createHash } from 'node:crypto';"],
    ['src/storage/x.ts', "import { PGlite } from '@electric-sql/pglite/worker';"],
    [
      'src/media/x.ts',
      "// import { studio } from '../pipeline/studio.ts';\nconst text = \"import('../worker/jobs.ts')\";",
    ],
    ['src/cli.ts', "import { compose } from './compose.ts';"],
  ])('may do what is open to them: %s, %s', (file, source) => {
    expect(factsOf(source).imports.flatMap((one) => objection(rooms, file, one) ?? [])).toEqual([]);
  });

  test('are told by name what they may import instead', () => {
    const [found] = factsOf("\nimport { studio } from '../pipeline/studio.ts';").imports;
    expect(found && objection(rooms, 'src/media/x.ts', found)).toBe(
      'src/media/x.ts:2 imports ../pipeline/studio.ts. The room media may import ad, pipeline/ports, log and itself. (ARCHITECTURE.md)',
    );
  });
});

describe('the house rules', () => {
  test('no file has a default export', () => {
    const offenders = files('{src,bench,test}/**/*.ts').filter(({ source }) => factsOf(source).hasDefaultExport);
    expect(offenders.map(({ file }) => file)).toEqual([]);
    expect(factsOf('const a = 1; export { a as default };').hasDefaultExport).toBe(true);
  });

  test('only the entry point and the configuration read the environment', () => {
    const mayRead = ['src/cli.ts', 'src/config.ts'];
    const offenders = files('src/**/*.ts').filter(({ source }) => factsOf(source).readsEnvironment);
    expect(offenders.map(({ file }) => file).filter((file) => !mayRead.includes(file))).toEqual([]);
    expect(factsOf('const { env } = process;').readsEnvironment).toBe(true);
  });

  test('no file is longer than 300 lines', () => {
    const long = files('{src,bench,test,scripts}/**/*.{ts,mjs}').filter(
      ({ source }) => source.split('\n').length > 301,
    );
    expect(long.map(({ file }) => file)).toEqual([]);
  });

  test('no file or folder has a name that says nothing', () => {
    const empty = /^(utils?|helpers?|common|managers?|services?|handlers?|base|misc)$/;
    const saysNothing = (file: string) =>
      file.split('/').some((step) =>
        basename(step, '.ts')
          .split('-')
          .some((word) => empty.test(word)),
      );
    const offenders = files('{src,bench,test,scripts}/**/*.{ts,mjs}')
      .map(({ file }) => file)
      .filter(saysNothing);
    expect(offenders).toEqual([]);
    expect(['src/media/font-utils.ts', 'src/base/x.ts', 'src/storage/database.ts'].map(saysNothing)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('no test is switched off or run alone', () => {
    const marks = files('test/**/*.ts').flatMap(({ file, source }) =>
      factsOf(source).switchedOff.map((line) => `${file}:${line}`),
    );
    expect(marks).toEqual([]);
    expect(factsOf("test.only('a', run);\ndescribe.skip('b', run);\nlist.skip(1);").switchedOff).toEqual([1, 2]);
  });
});

function files(pattern: string): readonly { readonly file: string; readonly source: string }[] {
  return globSync(pattern, { cwd: root }).map((path) => {
    const file = path.replaceAll('\\', '/');
    return { file, source: readFileSync(join(root, file), 'utf8') };
  });
}
