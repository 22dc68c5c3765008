/** The web chat as a platform: cards become rows that the page reads. */
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Platform, PlatformLimits } from '../platform.ts';
import type { Uploads, WebMessages } from './messages.ts';

export const WEB_LIMITS: PlatformLimits = {
  // Four times a second reads as live, and a database does not notice it.
  editEveryMs: 250,
  maxFileBytes: 25 * 1024 * 1024,
  maxRequestBytes: 10 * 25 * 1024 * 1024 + 1024 * 1024,
  maxTextCharacters: 40_000,
};

export type WebPlatformOptions = {
  readonly messages: Pick<WebMessages, 'post' | 'edit' | 'typing'>;
  readonly uploads: Pick<Uploads, 'read'>;
};

export function createWebPlatform({ messages, uploads }: WebPlatformOptions): Platform {
  return {
    name: 'web',
    limits: WEB_LIMITS,
    post: async (threadId, cardKey, card, signal) => {
      if (signal.aborted) throw cancelled();
      const key = `c:${cardKey}`;
      if (await messages.post(threadId, key, card)) return key;
      throw new AdgenError('not-found', 'This conversation does not exist any more. Begin a new one.');
    },
    edit: async (threadId, messageId, card, signal) => {
      if (signal.aborted) throw cancelled();
      return messages.edit(threadId, messageId, card);
    },
    typing: (threadId) => messages.typing(threadId).catch(() => undefined),
    fetchAttachment: async ({ name, source }, maxBytes, signal) => {
      if (signal.aborted) throw cancelled();
      if (source.upload !== undefined) return uploads.read(source.upload, maxBytes);
      throw new AdgenError('not-found', `“${name}” is not there any more. Please send it again.`);
    },
  };
}
