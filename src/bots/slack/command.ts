/** `/ad`: opens the form with what was typed as the brief; `/ad help` says how it all works. */
import type { App, RespondFn, SlashCommand, webApi } from '@slack/bolt';
import { COMMAND, helpWords, isHelp } from './command-words.ts';
import { behind } from './modal-behind.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { openForm } from './modal-open.ts';
import { sayRefusal } from './modal-refusals.ts';
import { escapeText } from './mrkdwn.ts';

export function addCommand(app: App, needs: FrontNeeds): void {
  app.command(COMMAND, async ({ ack, command, client, context, respond }) => {
    if (isHelp(command.text)) return ack({ response_type: 'ephemeral', text: helpWords(context.botUserId ?? null) });
    behind(open(client, command, respond, needs), needs, 'somebody could not be told that /ad failed');
    await ack();
  });
}

/** What was typed is not lost when Slack opens no form. */
async function open(
  client: webApi.WebClient,
  { text, trigger_id: triggerId, team_id: teamId, channel_id: channelId }: SlashCommand,
  respond: RespondFn,
  needs: FrontNeeds,
): Promise<void> {
  const typed = text.trim();
  try {
    await openForm(client, { triggerId, teamId, channelId, text: typed === '' ? null : typed }, needs);
  } catch (error) {
    needs.log.warn({ err: error, team: teamId }, 'the form of /ad could not be opened');
    const words = typed === '' ? '' : ` What you wrote: ${escapeText(typed)}`;
    await respond({ response_type: 'ephemeral', text: `${sayRefusal(error)}${words}` });
  }
}
