/** `npm run bench`: a 30 s four-scene ad against its floors and against the original chain, as ratios of one run. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { prepareFonts } from '../src/media/text/fonts.ts';
import { report, type Seconds } from './report.ts';

const RUNS = Number(process.argv[2] ?? 3);

const home = await mkdtemp(join(tmpdir(), 'adgen-bench-'));
try {
  process.env.FONTCONFIG_FILE = prepareFonts(join(home, 'fonts'));
  const config = readConfig({ ...process.env, ADGEN_HOME: home }, process.cwd());
  // Imported now, because sharp reads the fonts' configuration when it loads.
  const { measure } = await import('./measure.ts');
  const rounds: Seconds[] = [];
  for (let round = 0; round < RUNS; round++) {
    process.stderr.write(`run ${round + 1} of ${RUNS}…\n`);
    const own = join(home, `run${round}`);
    rounds.push(await measure({ ...config, home: own }));
    process.stderr.write(report(rounds.slice(-1)));
    await rm(own, { recursive: true, force: true });
  }
  const text = report(rounds);
  process.stdout.write(text);
  const results = join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, 'latest.md'), text);
} finally {
  await rm(home, { recursive: true, force: true });
}
