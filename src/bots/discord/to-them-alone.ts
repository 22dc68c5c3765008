/** A direct message to somebody, in their conversation with the bot alone. */
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { fingerprint } from '../../ad/fingerprint.ts';
import { escapeText } from './markdown.ts';

const Opened = z.looseObject({ id: z.string() });

type Words = { readonly userId: string; readonly text: string; readonly key: string };

/** `userId` as in events. Said again soon under its `key`, it is one message. False where they let nobody write to them, or Discord could not be reached. */
export async function toThemAlone(rest: REST, { userId, text, key }: Words): Promise<boolean> {
  const recipient = userId.split(':').at(-1);
  const body = {
    content: escapeText(text).slice(0, 2000),
    ...{ nonce: fingerprint(key), enforce_nonce: true, allowed_mentions: { parse: [] } },
  };
  try {
    const { id } = Opened.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: recipient } }));
    await rest.post(Routes.channelMessages(id), { body });
    return true;
  } catch {
    return false;
  }
}
