/** “Make an ad from this”: the words and pictures of a message become a brief, with one click. */
import type { Attachment, Message, MessageContextMenuCommandInteraction, MessageSnapshot } from 'discord.js';
import { begin } from './begin.ts';
import { briefForm } from './begin-words.ts';
import { attachmentsOf } from './commands-files.ts';
import { sayAlone } from './commands-say.ts';
import type { FrontNeeds } from './front-needs.ts';
import { readText } from './markdown.ts';

/** No form when the message says enough: the thread asks for what is missing, and the storyboard costs nothing. */
export async function fromMessage(menu: MessageContextMenuCommandInteraction, needs: FrontNeeds): Promise<void> {
  const { targetMessage: message } = menu;
  const text = wordsOf(message);
  const attachments = picturesOf(message);
  if (text === '' && attachments.length === 0) return sayAlone(menu, NOTHING_IN_IT);
  await begin(menu, { fields: briefForm({ text }), attachments, from: message.url }, needs);
}

const NOTHING_IN_IT =
  'That message has no words and no picture that I can use. Choose another one, or tell me with `/ad create` what the ad is about.';

/** A message that was passed on carries the words of another one. */
function partsOf(message: Message): readonly (Message | MessageSnapshot)[] {
  return [message, ...message.messageSnapshots.values()];
}

function wordsOf(message: Message): string {
  const { client } = message;
  const nameOf = (id: string) => {
    const channel = client.channels.cache.get(id);
    return (channel && 'name' in channel ? channel.name : message.guild?.roles.cache.get(id)?.name) ?? null;
  };
  const mentions = message.mentions.users.map(({ id, username, globalName }) => ({
    ...{ id, username },
    global_name: globalName,
  }));
  return partsOf(message)
    .map(({ content }) => readText(content ?? '', { mentions, botId: client.user.id, nameOf }))
    .filter((words) => words !== '')
    .join('\n\n');
}

function picturesOf(message: Message) {
  return partsOf(message).flatMap((part) => {
    const pictures = [...part.attachments.values()].filter(isPicture);
    // Those of a message that was passed on stand where nobody can ask for them again.
    return attachmentsOf(pictures, part === message ? { channel: message.channelId, id: message.id } : null);
  });
}

/** What nobody says of what it is may be one. */
function isPicture({ contentType }: Attachment): boolean {
  return contentType === null || contentType.startsWith('image/');
}
