/** A person who asks for an ad where adgen may not answer is told so, and what it needs, where it may say that. */
import { type Client, Routes } from 'discord.js';
import type { Place } from './names.ts';
import { missingIn } from './permissions.ts';

type Needs = { readonly client: Client<true> };

/** Never throws. The log says it, too, when a card cannot be posted. */
export async function tellWhatIsMissing(
  {
    id,
    author,
    channel_id,
  }: { readonly id: string; readonly author: { readonly id: string }; readonly channel_id: string },
  { guild, channel }: Place,
  { client }: Needs,
): Promise<void> {
  const missing = missingIn(client, channel);
  if (guild === null || missing.length === 0) return;
  const say = `I may not work in <#${channel}> yet. Somebody who manages it gives me: **${missing.join(', ')}**. Then I go on by myself; nothing you wrote is lost.`;
  const body = { content: say, allowed_mentions: { parse: [] } };
  const { rest } = client;
  try {
    if (missing.includes('Send Messages') || missing.includes('View Channel')) throw new Error('not there');
    await rest.post(Routes.channelMessages(channel_id), {
      body: { ...body, message_reference: { message_id: id, fail_if_not_exists: false } },
    });
  } catch {
    // Then to them alone, if they let us.
    await toThemAlone(rest, author.id, body).catch(() => undefined);
  }
}

async function toThemAlone(rest: Client['rest'], userId: string, body: object): Promise<void> {
  const opened = await rest.post(Routes.userChannels(), { body: { recipient_id: userId } });
  if (typeof opened === 'object' && opened !== null && 'id' in opened)
    await rest.post(Routes.channelMessages(String(opened.id)), { body });
}
