/** Threads are begun when something is first said in them, from the message that asked: both have the same id. */
import { RESTJSONErrorCodes as Code, MessageFlags, type REST, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import { AdgenError } from '../../ad/errors.ts';
import { cut, Mentions, readText } from './markdown.ts';
import type { Place } from './names.ts';
import { codeOf } from './trouble.ts';

const Root = z.looseObject({ content: z.string().catch(''), flags: z.number().catch(0), mentions: Mentions });
const MAX_NAME = 60;

type Naming = {
  readonly botId: string;
  /** What nobody is to repeat. */
  readonly isSecret: (words: string) => boolean;
};

/** Throws what the client throws, and `not-found` where people have deleted the thread, or what it hung under. */
export async function openThread(rest: REST, { guild, channel, thread }: Place, naming: Naming): Promise<void> {
  if (guild === null || thread === channel || (await isThere(rest, thread))) return;
  const root = Root.parse(await rest.get(Routes.channelMessage(channel, thread)));
  if ((root.flags & MessageFlags.HasThread) !== 0)
    throw new AdgenError('not-found', 'This thread in Discord was deleted.');
  const body = { name: nameOf(root, naming), auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays };
  try {
    await rest.post(Routes.threads(channel, thread), { body });
  } catch (error) {
    // Another process of ours was first.
    if (codeOf(error) !== Code.ThreadAlreadyCreatedForMessage) throw error;
  }
}

async function isThere(rest: REST, thread: string): Promise<boolean> {
  try {
    await rest.get(Routes.channel(thread));
    return true;
  } catch (error) {
    if (codeOf(error) === Code.UnknownChannel) return false;
    throw error;
  }
}

/** What was asked for, in a few words. */
function nameOf({ content, mentions }: z.infer<typeof Root>, { botId, isSecret }: Naming): string {
  const quoted = content.split('\n').filter((line) => line.startsWith('> '));
  // What we say of an asking quotes it.
  const said = readText(quoted.length > 0 ? quoted.join(' ') : content, { mentions, botId, nameOf: () => null });
  if (isSecret(said)) return 'Your account';
  const words = said
    .replaceAll(/[*_`~|>#\\]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return words === '' ? 'Your ad' : cut(words, MAX_NAME);
}
