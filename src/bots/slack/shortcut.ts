/** The shortcuts: an ad from a message with one click, and the form from anywhere. */
import type { App, MessageShortcut, RespondFn, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { BriefForm } from '../../ad/brief-form.ts';
import { handOver } from './modal-begin.ts';
import { behind } from './modal-behind.ts';
import { inTime } from './modal-in-time.ts';
import type { FrontNeeds, GivenFile } from './modal-needs.ts';
import { openForm } from './modal-open.ts';
import { closedTo, sayRefusal } from './modal-refusals.ts';
import { type RootMessage, rootMessage, text, user } from './modal-root.ts';
import { directChannel, findPosted, type Posted, postOnce } from './modal-thread.ts';
import { escapeText } from './mrkdwn.ts';
import { FROM_MESSAGE, NEW_AD } from './shortcut-ids.ts';

/** Of Slack's three seconds: when the ad is on its way by then, a crash after it loses nothing. */
const ANSWER_MS = 1800;

export function addShortcuts(app: App, needs: FrontNeeds): void {
  app.shortcut({ callback_id: FROM_MESSAGE, type: 'message_action' }, async (args) => {
    const { ack, shortcut, client, context, respond } = args;
    const chosen = chosenOf(shortcut, context.teamId ?? shortcut.team?.id ?? '', needs);
    const begun = begin(client, chosen, respond, needs);
    behind(begun, needs, 'somebody could not be told that an ad from a message failed');
    await inTime(
      begun.catch(() => undefined),
      ANSWER_MS,
    );
    await ack();
  });
  app.shortcut({ callback_id: NEW_AD, type: 'shortcut' }, async ({ ack, shortcut, client, context }) => {
    const teamId = context.teamId ?? shortcut.team?.id ?? '';
    openAnywhere(client, { teamId, userId: shortcut.user.id, triggerId: shortcut.trigger_id }, needs);
    await ack();
  });
}

async function begin(client: webApi.WebClient, chosen: Chosen, respond: RespondFn, needs: FrontNeeds): Promise<void> {
  try {
    await fromMessage(client, chosen, respond, needs);
  } catch (error) {
    needs.log.warn({ err: error, team: chosen.teamId }, 'an ad from a message could not be begun');
    await respond({ response_type: 'ephemeral', text: sayRefusal(error) });
  }
}

type Pressed = { readonly teamId: string; readonly userId: string; readonly triggerId: string };

/** The form that asks where; goes on behind the answer to the press. */
export function openAnywhere(
  client: webApi.WebClient,
  { teamId, userId, triggerId }: Pressed,
  needs: FrontNeeds,
): void {
  const opened = openForm(client, { triggerId, teamId, channelId: null, text: null }, needs).catch((error: unknown) =>
    tellAlone(client, userId, error, needs),
  );
  behind(opened, needs, 'somebody could not be told that a form failed');
}

/** A shortcut from nowhere has no conversation to answer in. */
async function tellAlone(
  client: webApi.WebClient,
  userId: string,
  error: unknown,
  { log }: Pick<FrontNeeds, 'log'>,
): Promise<void> {
  log.warn({ err: error }, 'the form for a new ad could not be opened');
  await client.chat.postMessage({ channel: await directChannel(client, userId), text: sayRefusal(error) });
}

type Chosen = {
  readonly teamId: string;
  readonly userId: string;
  readonly triggerId: string;
  readonly channelId: string;
  readonly messageTs: string;
  /** `free`: nobody has replied to it, so a thread under it is the ad's alone. `root`: people have. `reply`: it is one itself. */
  readonly thread: 'free' | 'root' | 'reply';
  readonly text: string | null;
  readonly files: readonly GivenFile[];
};

const Message = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  reply_count: z.number().optional(),
  files: z.array(z.looseObject({ id: z.string().optional() })).optional(),
});

function chosenOf(shortcut: MessageShortcut, teamId: string, { wordsOf }: FrontNeeds): Chosen {
  const message = Message.parse(shortcut.message);
  const { ts, thread_ts: threadTs = ts, reply_count: replies = 0, files = [] } = message;
  return {
    teamId,
    userId: shortcut.user.id,
    triggerId: shortcut.trigger_id,
    channelId: shortcut.channel.id,
    messageTs: ts,
    thread: threadTs !== ts ? 'reply' : replies > 0 ? 'root' : 'free',
    text: wordsOf(shortcut.message).trim() || null,
    files,
  };
}

/**
 * No form when the message says enough: the thread asks for what is missing, the storyboard costs nothing, and a click is
 * saved. Where people talk below the message already, the ad gets a message of its own, so that their talk is not taken for
 * wishes.
 */
async function fromMessage(
  client: webApi.WebClient,
  chosen: Chosen,
  respond: RespondFn,
  needs: FrontNeeds,
): Promise<void> {
  const { teamId, triggerId, channelId, text: words, files } = chosen;
  const form = { triggerId, teamId, channelId, text: words };
  if (words === null && files.length === 0) return openForm(client, { ...form, note: NOTHING_IN_IT }, needs);
  const posted = await post(client, chosen, needs).catch((error: unknown) => {
    if (closedTo(error) !== null) return null;
    throw error;
  });
  if (posted === null) return openForm(client, { ...form, note: files.length > 0 ? NO_PICTURE : NOT_HERE }, needs);
  const key = keyOf(chosen);
  const rootTs = posted.under ?? posted.ts;
  const isNew = await handOver(client, { ...chosen, key, fields: fieldsOf(chosen) }, { channelId, rootTs }, needs);
  if (!isNew && !posted.isNew) await respond({ response_type: 'ephemeral', text: await knownWords(client, posted) });
}

const NOTHING_IN_IT = 'That message has no words and no picture that I can use. Tell me here what the ad is about.';
const NOT_HERE = 'I am not in that conversation, so I will make the ad in a message to you.';
const NO_PICTURE = `${NOT_HERE} I cannot see its pictures either: please add the photo here, or invite me there first.`;

function keyOf({ teamId, channelId, messageTs }: Chosen): string {
  return `slack:${teamId}:from:${channelId}:${messageTs}`;
}

type Under = Posted & { readonly under: string | null };

/** An ad that was begun under it before has made replies of its own: that is no talk. */
async function post(client: webApi.WebClient, chosen: Chosen, { signal }: Pick<FrontNeeds, 'signal'>): Promise<Under> {
  const { channelId, messageTs, userId, files, thread } = chosen;
  const key = keyOf(chosen);
  const below = { channelId, under: messageTs, since: messageTs };
  if (thread === 'free') return { ...(await postOnce(client, key, below, reply(userId), signal)), under: messageTs };
  const before = thread === 'root' ? await findPosted(client, key, below) : null;
  if (before !== null) return { channelId, ts: before, isNew: false, under: messageTs };
  const options = { pictures: files.length, isAlone: channelId.startsWith('D'), note: [] };
  const root = rootMessage(userId, fieldsOf(chosen), options);
  return { ...(await postOnce(client, key, { ...below, under: null }, root, signal)), under: null };
}

function fieldsOf({ text: words }: Chosen): BriefForm {
  const nothing = { brandName: null, brandColor: null, durationSeconds: null, callToAction: null };
  return { text: words, ...nothing, tone: null, language: null, musicMood: null };
}

function reply(userId: string): RootMessage {
  const words = ' asked me to make an ad from this.';
  return {
    text: `<@${userId}>${escapeText(words)}`,
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [user(userId), text(words)] }] }],
  };
}

async function knownWords(client: webApi.WebClient, { channelId, ts }: Posted): Promise<string> {
  const where = await client.chat.getPermalink({ channel: channelId, message_ts: ts }).catch(() => null);
  const thread = where?.permalink === undefined ? 'the thread' : `<${where.permalink}|the thread>`;
  return `There is an ad from this message already: ${thread}. Reply there to change it, or type /ad for another one.`;
}
