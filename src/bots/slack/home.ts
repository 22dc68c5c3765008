/** The app's own place in Slack: the home tab with its buttons, and what people might ask on the messages tab. */
import type { App, webApi } from '@slack/bolt';
import { addApprovers } from './home-approvers.ts';
import { addKit } from './home-kit.ts';
import { PROMPTS } from './home-prompts.ts';
import { createShowHome } from './home-show.ts';
import { HOME } from './home-view.ts';
import { behind } from './modal-behind.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { openAnywhere } from './shortcut.ts';

export function addHome(app: App, needs: FrontNeeds): void {
  const show = createShowHome(needs);
  app.event('app_home_opened', async ({ event, client, context }) => {
    const who = { teamId: context.teamId ?? '', userId: event.user };
    const shown = event.tab === 'messages' ? suggest(client, event.channel) : show(client, who);
    behind(shown, needs, 'the app’s own place in Slack could not be shown');
  });
  app.action({ type: 'block_actions', action_id: HOME.refresh }, async ({ ack, body, client, context }) => {
    const who = { teamId: context.teamId ?? '', userId: body.user.id };
    behind(show(client, who), needs, 'a home tab could not be shown');
    await ack();
  });
  app.action({ type: 'block_actions', action_id: HOME.newAd }, async ({ ack, body, client, context }) => {
    openAnywhere(client, { teamId: context.teamId ?? '', userId: body.user.id, triggerId: body.trigger_id }, needs);
    await ack();
  });
  addKit(app, needs, show);
  addApprovers(app, needs, show);
}

/** Without a thread: with one, an app with an agent view shows nothing (docs.slack.dev, July 2026). At most four. */
async function suggest(client: webApi.WebClient, channelId: string): Promise<void> {
  await client.assistant.threads.setSuggestedPrompts({
    channel_id: channelId,
    title: 'What shall we make?',
    prompts: [...PROMPTS],
  });
}
