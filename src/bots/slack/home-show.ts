/** Publishes a person's home tab as things are now. */
import type { webApi } from '@slack/bolt';
import { createLinks } from './home-links.ts';
import { mayNameApprovers, type Who } from './home-rights.ts';
import { homeView, troubleView } from './home-view.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { sayRefusal } from './modal-refusals.ts';
import { idIn, workspaceOf } from './names.ts';

/** `notice`: what just happened, said once. Throws only what Slack refuses. */
export type ShowHome = (client: webApi.WebClient, who: Who, notice?: string) => Promise<void>;

const REMEMBERED_LINKS = 1000;

export function createShowHome(needs: FrontNeeds): ShowHome {
  const linksOf = createLinks(REMEMBERED_LINKS);
  const viewOf = async (client: webApi.WebClient, who: Who, notice: string | null) => {
    const { teamId, userId } = who;
    const overview = await needs.window.overview(idIn(teamId, userId), workspaceOf(teamId));
    const threads = overview.ads.map(({ threadId }) => threadId);
    const [links, mayName] = await Promise.all([
      linksOf(client, threads),
      mayNameApprovers(client, who, overview.settings, needs),
    ]);
    return homeView({ overview, links, mayNameApprovers: mayName, notice });
  };
  return async (client, who, notice) => {
    const view = await viewOf(client, who, notice ?? null).catch((error: unknown) => {
      needs.log.error({ err: error, team: who.teamId }, 'a home tab could not be shown');
      return troubleView(sayRefusal(error));
    });
    await client.views.publish({ user_id: who.userId, view });
  };
}
