/** Ratios with their spread, and the goals they are held against. Pure. */
import type { Watched } from './watchers.ts';

/** Wall seconds by what was measured, and the peak memory in bytes. */
export type Seconds = {
  /** From the approval to three films: an ad on drawn backdrops, and one on clips that were there. */
  readonly offline: number;
  readonly hosted: number;
  /** Drawing the backdrops, which happens for the storyboard. */
  readonly backdrops: number;
  /** From the photo to the storyboard: cutout, backdrops, stills. */
  readonly storyboard: number;
  readonly offlineBalanced: number;
  readonly hostedBalanced: number;
  readonly hostedThreeBare: number;
  readonly chain: number;
  readonly textChange: number;
  readonly musicChange: number;
  readonly joining: number;
  readonly slowestReplySeconds: number;
  /** Already a ratio. */
  readonly fourScenesPerOne: number;
  readonly peakBytes: number;
  /** While an ad was made from its photo to its films, in the process that answers chats and holds job locks. */
  readonly longestBlockMs: number;
  /** Five hundred ads with nothing to render, on bots and three workers: seconds of one, and of the wait for its progress card. */
  readonly queuedAd: number;
  readonly slowCardSeconds: number;
  /** Already a ratio. */
  readonly memoryGrowth: number;
} & Watched;

export type Line<Run> = {
  readonly what: string;
  readonly of: (run: Run) => number;
  readonly goal: string;
  readonly met: (ratio: number) => boolean;
};

const GIGA = 1e9;

/** Five hundred people, each asking every two seconds, over connections that stay. */
export const WATCHERS: readonly Line<Watched>[] = [
  atMost(
    '500 watchers, each of an ad of their own: processor beyond idle / one core',
    0.25,
    (run) => run.watchedOwnShare,
  ),
  atMost('500 watchers of one ad: processor beyond idle / one core', 0.25, (run) => run.watchedOneShare),
  shown('the same server, idle / one core', (run) => run.watchedIdleShare),
  atMost('a poll that is told 304 / one that is told everything: processor', 1.25, (run) => run.unchangedCpuPerFull),
  atMost('the same: bytes on the connection', 0.5, (run) => run.unchangedBytesPerFull),
  atMost('questions to the database for each poll of an ad of their own', 1, (run) => run.watchedOwnQueries),
  atMost('the same, all of one ad', 0.05, (run) => run.watchedOneQueries),
];

export const LINES: readonly Line<Seconds>[] = [
  atMost('hosted clips: media time / balanced floor', 1.25, (run) => run.hosted / run.hostedBalanced),
  atMost('hosted clips: media time / three bare encodes', 1, (run) => run.hosted / run.hostedThreeBare),
  shown('offline: media time / balanced floor', (run) => run.offline / run.offlineBalanced),
  atMost(
    'offline: with drawing the backdrops / balanced floor',
    1.6,
    (run) => (run.offline + run.backdrops) / run.offlineBalanced,
  ),
  shown(
    'offline: from the photo on, cutout and storyboard too / balanced floor',
    (run) => (run.offline + run.storyboard) / run.offlineBalanced,
  ),
  {
    what: 'original chain / media time on the same clips',
    of: (run) => run.chain / run.hosted,
    goal: '≥ 7',
    met: (ratio) => ratio >= 7,
  },
  atMost("one scene's text changed / media time", 0.4, (run) => run.textChange / run.offline),
  atMost('other sound: joining and muxing / media time', 0.05, (run) => run.joining / run.offline),
  shown('other music, composed anew / media time', (run) => run.musicChange / run.offline),
  atMost('four clips of a provider that takes 20 s / one', 1.25, (run) => run.fourScenesPerOne),
  atMost(
    'queue and storage: one ad of 500 with nothing to render / media time',
    0.05,
    (run) => run.queuedAd / run.hosted,
  ),
  atMost('from the yes to the progress card, at that load, seconds (99 of 100)', 1, (run) => run.slowCardSeconds),
  atMost('memory of bots and workers: last fifth / second fifth of 500 ads', 1.1, (run) => run.memoryGrowth),
  atMost('slowest answer in the chat, seconds', 1, (run) => run.slowestReplySeconds),
  atMost('event loop: longest block while an ad is made / 100 ms', 1, (run) => run.longestBlockMs / 100),
  atMost('peak memory of all processes, GB', 1.5, (run) => run.peakBytes / GIGA),
  ...WATCHERS,
];

function atMost<Run>(what: string, limit: number, of: Line<Run>['of']): Line<Run> {
  return { what, of, goal: `≤ ${limit}`, met: (ratio) => ratio <= limit };
}

function shown<Run>(what: string, of: Line<Run>['of']): Line<Run> {
  return { what, of, goal: '(shown)', met: () => true };
}

/** A Markdown table: median and range over the runs. */
export function report<Run>(rounds: readonly Run[], lines: readonly Line<Run>[]): string {
  const rows = lines.map(({ what, of, goal, met }) => {
    const ratios = rounds.map(of).sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
    const spread = `${ratios[0]?.toFixed(2)}–${ratios.at(-1)?.toFixed(2)}`;
    return `| ${what} | ${median.toFixed(2)} | ${spread} | ${goal} | ${met(median) ? 'yes' : 'no'} |`;
  });
  const head = ['| measured in one run | median | range | goal | met |', '| --- | --- | --- | --- | --- |'];
  return `${[...head, ...rows].join('\n')}\n`;
}
