/** From a filled-in form to an ad: opens its thread where it was asked for, or else with the person alone, and hands it to the core. */
import type { webApi } from '@slack/bolt';
import type { BriefForm } from '../../ad/brief-form.ts';
import type { FrontNeeds, GivenFile } from './modal-needs.ts';
import { closedTo } from './modal-refusals.ts';
import { channel, detailsOf, rootMessage, text, user } from './modal-root.ts';
import { directChannel, type Posted, postOnce } from './modal-thread.ts';
import { escapeText } from './mrkdwn.ts';
import { idIn, threadIdOf, workspaceOf } from './names.ts';

export type Asking = {
  /** Unique for ever; the same asking always has the same. */
  readonly key: string;
  readonly teamId: string;
  readonly userId: string;
  /** The app's own user there, for "invite …"; null when Slack did not say. */
  readonly botUserId: string | null;
  readonly channelId: string;
  readonly since: string;
  readonly fields: BriefForm;
  readonly files: readonly GivenFile[];
};

/** Resolves when the core has it. Throws what Slack refuses, and `storage` and the like of the core. */
export async function beginAd(client: webApi.WebClient, asking: Asking, needs: FrontNeeds): Promise<Posted> {
  const posted = await openThread(client, asking, needs);
  await handOver(client, asking, { channelId: posted.channelId, rootTs: posted.ts }, needs);
  return posted;
}

async function openThread(
  client: webApi.WebClient,
  asking: Asking,
  { signal }: Pick<FrontNeeds, 'signal'>,
): Promise<Posted> {
  const { key, userId, fields, files, channelId, since } = asking;
  const pictures = files.length;
  const isAlone = channelId.startsWith('D');
  try {
    const root = rootMessage(userId, fields, { pictures, isAlone, note: [] });
    return await postOnce(client, key, { channelId, under: null, since }, root, signal);
  } catch (error) {
    const why = closedTo(error);
    if (why === null) throw error;
    const own = await directChannel(client, userId);
    const root = rootMessage(userId, fields, { pictures, isAlone: true, note: noteOf(why, asking) });
    return postOnce(client, key, { channelId: own, under: null, since }, root, signal);
  }
}

/** Why the thread is with the person alone, and how it can be where they wanted it next time. */
function noteOf(why: 'not in' | 'archived' | 'not allowed', { channelId, botUserId }: Asking) {
  const there = channelId.startsWith('D') ? text('that conversation') : channel(channelId);
  switch (why) {
    case 'archived':
      return [there, text(' is archived, so I make it here.')];
    case 'not allowed':
      return [text('I may not write in '), there, text(', so I make it here.')];
    case 'not in': {
      const me = botUserId === null ? text('me') : user(botUserId);
      const invite = [text(' To make ads there, invite '), me, text(' to it (/invite).')];
      return [text('I am not in '), there, text(', so I make it here.'), ...(channelId.startsWith('D') ? [] : invite)];
    }
  }
}

/** As many as an event carries. */
const MOST_FILES = 20;

type Thread = { readonly channelId: string; readonly rootTs: string };

/** False: the core knew it already. */
export async function handOver(
  client: webApi.WebClient,
  { key, teamId, userId, fields, files }: Omit<Asking, 'channelId' | 'since' | 'botUserId'>,
  { channelId, rootTs }: Thread,
  { receive, attachmentOf, nameOf, groupsOf }: FrontNeeds,
): Promise<boolean> {
  const [userName, groups] = await Promise.all([nameOf(client, teamId, userId), groupsOf(client, teamId, userId)]);
  return receive({
    key,
    threadId: threadIdOf({ team: teamId, channel: channelId, root: rootTs }),
    platform: 'slack',
    workspace: workspaceOf(teamId),
    userId: idIn(teamId, userId),
    userName,
    groups: [...groups],
    what: { kind: 'form', fields, attachments: files.slice(0, MOST_FILES).map((file) => attachmentOf(file, teamId)) },
  });
}

/** Gives the person their words back, where nothing could be begun. Throws when Slack takes nothing at all. */
export async function giveBack(client: webApi.WebClient, { userId, fields }: Asking, why: string): Promise<void> {
  const own = await directChannel(client, userId);
  const kept = [fields.text ?? '', detailsOf(fields, 0)].filter((words) => words !== '').join('\n');
  await client.chat.postMessage({
    channel: own,
    text: `I could not begin your ad. ${escapeText(why)} What you wrote: ${escapeText(kept)}`,
    blocks: [
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [text(`I could not begin your ad. ${why} This is what you wrote:`)] },
          { type: 'rich_text_quote', elements: [text(kept)] },
        ],
      },
    ],
  });
}
