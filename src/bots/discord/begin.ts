/** From a filled-in command, form or menu to an ad: says in the channel who asked, which is the message of its thread, and hands it to the core. */
import { RESTJSONErrorCodes as Code, MessageFlags, Routes } from 'discord.js';
import { z } from 'zod';
import type { BriefForm } from '../../ad/brief-form.ts';
import { sayOf } from '../../ad/errors.ts';
import type { Attachment } from '../platform.ts';
import { type Where, whereFor } from './begin-where.ts';
import { whoAsks } from './begin-who.ts';
import { rootWords } from './begin-words.ts';
import { type Doing, giveBack } from './commands-say.ts';
import type { FrontNeeds } from './front-needs.ts';
import { cut } from './markdown.ts';
import { interactionKey, threadIdOf } from './names.ts';
import { codeOf, isUnclear } from './trouble.ts';

export type Wanted = {
  readonly fields: BriefForm;
  readonly attachments: readonly Attachment[];
  /** The link of the message it is made from; null: it was typed in. */
  readonly from: string | null;
};

/** As many as an event carries. */
const MOST_FILES = 20;

/** Resolves when the core has it, or the person knows why not and has the words back. Throws what Discord refuses. */
export async function begin(doing: Doing, wanted: Wanted, needs: FrontNeeds): Promise<void> {
  const { fields, attachments } = wanted;
  const where = await whereFor(doing);
  if (where.kind === 'nowhere') return giveBack(doing, where.say, fields, attachments.length);
  const root = rootOf(doing, wanted);
  const rootId = await postRoot(doing, root);
  try {
    await needs.receive({
      ...whoAsks(doing),
      key: interactionKey(doing.id),
      threadId: threadIn(where, rootId),
      what: { kind: 'form', fields, attachments: attachments.slice(0, MOST_FILES) },
    });
  } catch (error) {
    needs.log.error({ err: error, interaction: doing.id }, 'an ad that was asked for in Discord could not be begun');
    await takeBack(doing, { id: rootId, words: root }, `I could not begin your ad. ${sayOf(error)}`, wanted);
  }
}

function threadIn(where: Exclude<Where, { readonly kind: 'nowhere' }>, rootId: string): string {
  if (where.kind === 'here') return threadIdOf(where.place);
  return threadIdOf({ guild: where.guild, channel: where.channel, thread: rootId });
}

function rootOf(doing: Doing, { fields, attachments, from }: Wanted): string {
  const { userName: name } = whoAsks(doing);
  return rootWords({ name, fields, pictures: attachments.length, from, isAlone: doing.guildId === null });
}

const Posted = z.looseObject({ id: z.string() });

/** The id of the message. Where Discord no longer waits for an answer, it is a message like any other. */
async function postRoot(doing: Doing, content: string): Promise<string> {
  try {
    const said = { content, flags: MessageFlags.SuppressEmbeds, allowedMentions: { parse: [] } } as const;
    const { resource } = await doing.reply({ ...said, withResponse: true });
    return resource?.message?.id ?? (await doing.fetchReply()).id;
  } catch (error) {
    // The answer to our answer is missing: it may be there all the same.
    const there = isUnclear(error) ? await doing.fetchReply().catch(() => null) : null;
    if (there) return there.id;
    if (codeOf(error) !== Code.UnknownInteraction && !isUnclear(error)) throw error;
    const body = { content, flags: MessageFlags.SuppressEmbeds, allowed_mentions: { parse: [] } };
    return Posted.parse(await doing.client.rest.post(Routes.channelMessages(channelOf(doing)), { body })).id;
  }
}

function channelOf({ channelId }: Doing): string {
  return z.string().parse(channelId);
}

type Root = { readonly id: string; readonly words: string };

/** The words go back to whoever typed them; then the message that nothing came of goes away. */
async function takeBack(
  doing: Doing,
  { id, words }: Root,
  why: string,
  { fields, attachments }: Wanted,
): Promise<void> {
  const route = Routes.channelMessage(channelOf(doing), id);
  const { rest } = doing.client;
  try {
    await giveBack(doing, why, fields, attachments.length);
    await rest.delete(route);
  } catch {
    // Where nothing can be said to them alone, the message says it.
    await rest.patch(route, { body: { content: cut(`${why}\n${words}`, 2000), allowed_mentions: { parse: [] } } });
  }
}
