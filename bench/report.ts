/** Ratios with their spread, and the goals they are held against. Pure. */

/** Wall seconds by what was measured, and the peak memory in bytes. */
export type Seconds = {
  readonly threeBare: number;
  readonly balanced: number;
  readonly chain: number;
  readonly cutoutAndStoryboard: number;
  readonly media: number;
  readonly textChange: number;
  readonly musicChange: number;
  readonly backdrops: number;
  readonly peakBytes: number;
};

type Line = {
  readonly what: string;
  readonly of: (run: Seconds) => number;
  readonly goal: string;
  readonly met: (ratio: number) => boolean;
};

const GIGA = 1e9;

const LINES: readonly Line[] = [
  {
    what: 'media time / three bare encodes',
    of: (run) => run.media / run.threeBare,
    goal: '≤ 1.0',
    met: (ratio) => ratio <= 1,
  },
  {
    what: 'media time / balanced floor',
    of: (run) => run.media / run.balanced,
    goal: '≤ 1.25',
    met: (ratio) => ratio <= 1.25,
  },
  {
    what: 'media time with backdrops / balanced floor',
    of: (run) => (run.media + run.backdrops) / run.balanced,
    goal: '≤ 1.6',
    met: (ratio) => ratio <= 1.6,
  },
  {
    what: 'everything from the photo on / balanced floor',
    of: (run) => (run.media + run.cutoutAndStoryboard) / run.balanced,
    goal: '(shown)',
    met: () => true,
  },
  { what: 'original chain / media time', of: (run) => run.chain / run.media, goal: '≥ 7', met: (ratio) => ratio >= 7 },
  {
    what: 'one text change / media time',
    of: (run) => run.textChange / run.media,
    goal: '≤ 0.40',
    met: (ratio) => ratio <= 0.4,
  },
  { what: 'music change / media time', of: (run) => run.musicChange / run.media, goal: '(shown)', met: () => true },
  {
    what: 'peak memory of all processes, GB',
    of: (run) => run.peakBytes / GIGA,
    goal: '≤ 1.5',
    met: (peak) => peak <= 1.5,
  },
];

/** A Markdown table: median and range over the runs. */
export function report(rounds: readonly Seconds[]): string {
  const rows = LINES.map(({ what, of, goal, met }) => {
    const ratios = rounds.map(of).sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
    const spread = `${ratios[0]?.toFixed(2)}–${ratios.at(-1)?.toFixed(2)}`;
    return `| ${what} | ${median.toFixed(2)} | ${spread} | ${goal} | ${met(median) ? 'yes' : 'no'} |`;
  });
  const head = ['| measured in one run | median | range | goal | met |', '| --- | --- | --- | --- | --- |'];
  return `${[...head, ...rows].join('\n')}\n`;
}
