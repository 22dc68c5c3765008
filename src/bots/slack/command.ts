/** `/ad`: opens the form with what was typed as the brief; `/ad help` says how it all works, `/ad link` links an account. */
import type { App, RespondFn, SlashCommand, webApi } from '@slack/bolt';
import { sayOf } from '../../ad/errors.ts';
import { COMMAND, helpWords, isHelp } from './command-words.ts';
import { behind } from './modal-behind.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { openForm } from './modal-open.ts';
import { sayRefusal } from './modal-refusals.ts';
import { escapeText } from './mrkdwn.ts';
import { idIn, workspaceOf } from './names.ts';

export function addCommand(app: App, needs: FrontNeeds): void {
  app.command(COMMAND, async ({ ack, command, client, context, respond }) => {
    if (isHelp(command.text)) return ack({ response_type: 'ephemeral', text: helpWords(context.botUserId ?? null) });
    const done = needs.links.isAbout(command.text)
      ? link(command, respond, needs)
      : open(client, command, respond, needs);
    behind(done, needs, 'somebody could not be told that /ad failed');
    await ack();
  });
}

/** What was typed may hold a code, so it is not given back. */
async function link(
  { text: said, trigger_id: triggerId, team_id: teamId, user_id: userId }: SlashCommand,
  respond: RespondFn,
  { links, log }: FrontNeeds,
): Promise<void> {
  const by = { userId: idIn(teamId, userId), key: `${workspaceOf(teamId)}:command:${triggerId}` };
  const say = await links.hear(said, by).catch((error: unknown) => {
    log.error({ err: error, team: teamId }, 'an account could not be linked');
    return sayOf(error);
  });
  await respond({ response_type: 'ephemeral', text: escapeText(say) });
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
