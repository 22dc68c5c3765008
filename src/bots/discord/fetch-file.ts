/** Files that people sent, fetched from Discord's own hosts alone. */
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Attachment, Platform } from '../platform.ts';
import { troubleOf } from './trouble.ts';

/** As messages and commands tell of it. */
export const GivenFile = z.looseObject({
  id: z.string(),
  filename: z.string().catch('a file'),
  size: z.number().int().nonnegative().nullable().catch(null),
  url: z.string(),
});
export type GivenFile = z.infer<typeof GivenFile>;

/** `message`: where it stands, so that its address can be asked anew; null: it came with a command, and stands nowhere. */
export function attachmentOf(
  { id, filename, size, url }: GivenFile,
  message: { readonly channel: string; readonly id: string } | null,
): Attachment {
  const where = message === null ? {} : { channel: message.channel, message: message.id };
  return { id, name: filename.slice(0, 300), bytes: size, source: { url, ...where } };
}

type Needs = { readonly rest: REST; readonly apiUrl: string | null };

const TIMEOUT_MS = 60_000;
const HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

export function createFetch({ rest, apiUrl }: Needs): Platform['fetchAttachment'] {
  return async (attachment, maxBytes, signal) => {
    if (signal.aborted) throw cancelled();
    const { name } = attachment;
    try {
      const address = (await freshAddress(attachment, rest)) ?? attachment.source.url ?? '';
      const url = URL.parse(address);
      if (!url || !isDiscord(url, apiUrl))
        throw new AdgenError(
          'bad-input',
          `“${name}” lies outside Discord, where I may not fetch it. Please upload it here.`,
        );
      return await download(url, { name, maxBytes }, signal);
    } catch (error) {
      throw troubleOf(error, signal);
    }
  };
}

const Message = z.looseObject({ attachments: z.array(GivenFile) });

/** Addresses last a day; the message knows today's. Null where it cannot be asked: then the old one is tried. */
async function freshAddress({ id, source }: Attachment, rest: REST): Promise<string | null> {
  const { channel, message } = source;
  if (channel === undefined || message === undefined) return null;
  const found = await rest.get(Routes.channelMessage(channel, message)).catch(() => null);
  return Message.safeParse(found).data?.attachments.find((one) => one.id === id)?.url ?? null;
}

function isDiscord(url: URL, apiUrl: string | null): boolean {
  if (apiUrl !== null && url.host === new URL(apiUrl).host) return true;
  return url.protocol === 'https:' && HOSTS.has(url.hostname);
}

type Limits = { readonly name: string; readonly maxBytes: number };

async function download(url: URL, { name, maxBytes }: Limits, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (response.status >= 500 || response.status === 429)
    throw new AdgenError('step-failed', 'Discord does not give out this file just now.', { retryAfterMs: 2000 });
  if (!response.ok) throw new AdgenError('not-found', `“${name}” is not in Discord any more. Please send it again.`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // The web's streams are read to their end, or cancelled by leaving the loop.
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > maxBytes)
      throw new AdgenError('bad-input', `“${name}” is larger than I can take. Please send a smaller one.`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
