/** What a form of the home tab keeps: in time the form closes or says what is wrong; later the home tab says it. */
import type { webApi } from '@slack/bolt';
import type { Who } from './home-rights.ts';
import type { ShowHome } from './home-show.ts';
import { behind } from './modal-behind.ts';
import { inTime, LATE } from './modal-in-time.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { sayRefusal } from './modal-refusals.ts';

/** Of Slack's three seconds. */
const KEEP_MS = 1800;

export type Keeping = {
  /** Keeps it; resolves with a sentence when it may not be kept. */
  readonly keep: () => Promise<string | null>;
  /** What the home tab says once it is kept. */
  readonly done: string;
  readonly close: () => Promise<void>;
  readonly refuse: (say: string) => Promise<void>;
};

export async function keepAndShow(
  client: webApi.WebClient,
  who: Who,
  { keep, done, close, refuse }: Keeping,
  needs: FrontNeeds,
  show: ShowHome,
): Promise<void> {
  const kept = keep().catch((error: unknown) => {
    needs.log.warn({ err: error, team: who.teamId }, 'what a form of the home tab said could not be kept');
    return sayRefusal(error);
  });
  const early = await inTime(kept, KEEP_MS);
  if (early !== LATE && early !== null) return refuse(early);
  const shown = kept.then((say) => show(client, who, say === null ? done : `That was not kept. ${say}`));
  behind(shown, needs, 'a home tab could not be shown');
  return close();
}
