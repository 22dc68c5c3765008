/** Bends the tempo by at most 6 % so that whole bars fit the film, the last chord has room to ring, and cuts meet bar lines. */
export type Fit = { readonly beatSeconds: number; readonly endBeat: number };

const MOST_BEND = 0.06;
const SHORTEST_TAIL_SECONDS = 1.05;
const LONGEST_TAIL_SECONDS = 3.6;

export function fitTempo(filmSeconds: number, cutSeconds: readonly number[], tempoBpm: number): Fit {
  // Whole bars first; a very slow tempo in a very short film only leaves room for half bars or beats.
  for (const grid of [4, 2, 1]) {
    const fit = bestOnGrid(filmSeconds, cutSeconds, 60 / tempoBpm, grid);
    if (fit !== undefined) return fit;
  }
  return {
    beatSeconds: 60 / tempoBpm,
    endBeat: Math.max(1, Math.floor((filmSeconds - SHORTEST_TAIL_SECONDS) / (60 / tempoBpm))),
  };
}

function bestOnGrid(filmSeconds: number, cuts: readonly number[], nominalBeat: number, grid: number): Fit | undefined {
  let best: Fit | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let step = -24; step <= 24; step += 1) {
    const bend = (step / 24) * MOST_BEND;
    const beatSeconds = nominalBeat / (1 + bend);
    for (let endBeat = grid; filmSeconds - endBeat * beatSeconds >= SHORTEST_TAIL_SECONDS; endBeat += grid) {
      const tail = filmSeconds - endBeat * beatSeconds;
      if (tail > LONGEST_TAIL_SECONDS) continue;
      const cost =
        tailCost(tail, filmSeconds) + phraseCost(endBeat) + cutCost(cuts, beatSeconds) + 0.3 * (bend / MOST_BEND) ** 2;
      if (cost < bestCost) {
        best = { beatSeconds, endBeat };
        bestCost = cost;
      }
    }
  }
  return best;
}

function tailCost(tailSeconds: number, filmSeconds: number): number {
  const ideal = Math.min(2.8, 1.5 + filmSeconds * 0.04);
  return ((tailSeconds - ideal) / 0.9) ** 2;
}

/** Phrases are two or four bars long; an odd bar at the end sounds like a mistake. */
function phraseCost(endBeat: number): number {
  if (endBeat % 16 === 0) return 0;
  return endBeat % 8 === 0 ? 0.12 : 0.4;
}

/** 0 when every cut is on a bar line, 1 when they are far from one; beats count half. */
function cutCost(cuts: readonly number[], beatSeconds: number): number {
  if (cuts.length === 0) return 0;
  const total = cuts.reduce((sum, cut) => sum + offGrid(cut, beatSeconds * 4) + 0.5 * offGrid(cut, beatSeconds), 0);
  return total / cuts.length;
}

function offGrid(cutSeconds: number, gridSeconds: number): number {
  const off = Math.abs(cutSeconds - Math.round(cutSeconds / gridSeconds) * gridSeconds);
  return Math.min(1, off / 0.25);
}
