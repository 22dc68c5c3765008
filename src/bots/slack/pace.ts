/** How often messages of a workspace are edited: Slack lets an app do so fifty times a minute, all its ads together. */

/** Tier 3 (https://docs.slack.dev/apis/web-api/rate-limits, read 2026-11). */
const EDITS_PER_MINUTE = 50;
/** Kept free for what matters more than a bar that moves. */
const RESERVE = 12;

export type Pace = {
  /** Milliseconds until there is room for an edit; 0 takes the room. `isProgress`: another one is sure to come. */
  readonly take: (team: string, isProgress: boolean) => number;
};

export function createPace(now: () => number = () => performance.now()): Pace {
  const edits = new Map<string, number[]>();
  return {
    take: (team, isProgress) => {
      const at = now();
      const recent = (edits.get(team) ?? []).filter((time) => at - time < 60_000);
      edits.set(team, recent);
      const room = isProgress ? EDITS_PER_MINUTE - RESERVE : EDITS_PER_MINUTE;
      if (recent.length < room) {
        recent.push(at);
        return 0;
      }
      const freed = recent[recent.length - room] ?? at;
      return Math.max(1, freed + 60_000 - at);
    },
  };
}
