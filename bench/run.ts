/** `npm run bench`: a 30 s four-scene ad against its floors and against the original chain, as ratios of one run; `-- watchers`: polling alone. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { prepareFonts } from '../src/media/text/fonts.ts';
import { LINES, type Line, report, WATCHERS } from './report.ts';

const [what = '3', runs = '1'] = process.argv.slice(2);
if (what === 'watchers' && isCount(runs)) await watchersAlone(Number(runs));
else if (isCount(what)) await everything(Number(what));
else {
  process.stderr.write('Say how many runs, or: npm run bench -- watchers [runs]\n');
  process.exitCode = 2;
}

function isCount(word: string): boolean {
  return /^[1-9]\d?$/.test(word);
}

async function everything(count: number): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'adgen-bench-'));
  try {
    process.env.FONTCONFIG_FILE = prepareFonts(join(home, 'fonts'));
    const config = readConfig({ ...process.env, ADGEN_HOME: home }, process.cwd());
    // Imported now, because sharp reads the fonts' configuration when it loads.
    const { measure } = await import('./measure.ts');
    const once = async (round: number) => {
      const own = join(home, `run${round}`);
      const measured = await measure({ ...config, home: own });
      await rm(own, { recursive: true, force: true });
      return measured;
    };
    await inRounds(count, once, LINES, 'latest.md');
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function watchersAlone(count: number): Promise<void> {
  const { watched } = await import('./watchers.ts');
  await inRounds(count, watched, WATCHERS, 'watchers.md');
}

async function inRounds<Run>(
  count: number,
  measure: (round: number) => Promise<Run>,
  lines: readonly Line<Run>[],
  file: string,
): Promise<void> {
  const rounds: Run[] = [];
  for (let round = 0; round < count; round++) {
    process.stderr.write(`run ${round + 1} of ${count}…\n`);
    rounds.push(await measure(round));
    process.stderr.write(report(rounds.slice(-1), lines));
  }
  const text = report(rounds, lines);
  process.stdout.write(text);
  const results = join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, file), text);
}
