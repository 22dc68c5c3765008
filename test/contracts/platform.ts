/** What every chat window must do, whatever its idiom: a key is one message, a gone message is no error, nothing is read beyond its limit. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import type { Attachment, Platform } from '../../src/bots/platform.ts';

export type OpenPlatform = {
  readonly platform: Platform;
  readonly threadId: string;
  /** What stands in the thread, in order, as far as people can read it. */
  readonly shown: () => Promise<readonly string[]>;
  /** A file of these bytes as it comes with a message. */
  readonly attach: (bytes: Uint8Array) => Promise<Attachment>;
  /** Makes a message disappear; null where nothing that was said can. */
  readonly remove: ((messageId: string) => Promise<void>) | null;
  readonly close: () => Promise<void>;
};

export function platformContract(open: () => Promise<OpenPlatform>): void {
  let opened: OpenPlatform;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());
  const signal = new AbortController().signal;
  const card = (text: string) => plainCard('reply', text);

  test('one key is one message in a thread, however often it is posted', async () => {
    const { platform, threadId, shown } = opened;
    const id = await platform.post(threadId, 'k', card('first words'), signal);
    expect(await platform.post(threadId, 'k', card('first words'), signal)).toBe(id);
    await platform.post(threadId, 'other', card('second words'), signal);
    const lines = await shown();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('first words');
    expect(lines[1]).toContain('second words');
  });

  test('an edit adds no message', async () => {
    const { platform, threadId, shown } = opened;
    const id = await platform.post(threadId, 'k', card('before'), signal);
    expect(await platform.edit(threadId, id, card('after'), signal)).toBe(true);
    expect(await shown()).toHaveLength(1);
  });

  test('a message that is gone cannot be edited, and that is no error', async () => {
    const { platform, threadId, remove } = opened;
    const id = await platform.post(threadId, 'k', card('soon gone'), signal);
    await remove?.(id);
    expect(await platform.edit(threadId, id, card('after'), signal)).toBe(remove === null);
  });

  test('nothing is posted or edited after a stop', async () => {
    const { platform, threadId, shown } = opened;
    const stopped = AbortSignal.abort();
    await expect(platform.post(threadId, 'k', card('x'), stopped)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(platform.edit(threadId, 'k', card('x'), stopped)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await shown()).toEqual([]);
  });

  test('saying that an answer is coming never fails', async () => {
    const { platform, threadId } = opened;
    await expect(platform.typing(threadId)).resolves.toBeUndefined();
    await expect(platform.typing(`${platform.name}:no:such:thread`)).resolves.toBeUndefined();
  });

  test('an attachment comes back byte for byte, and one byte too many is bad input', async () => {
    const { platform, attach } = opened;
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
    const attachment = await attach(bytes);
    expect(Uint8Array.from(await platform.fetchAttachment(attachment, bytes.length, signal))).toEqual(bytes);
    await expect(platform.fetchAttachment(attachment, bytes.length - 1, signal)).rejects.toMatchObject({
      code: 'bad-input',
    });
    await expect(platform.fetchAttachment(attachment, bytes.length, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('its limits leave room for a product photo and a reply', () => {
    const { name, limits } = opened.platform;
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(limits.editEveryMs).toBeGreaterThanOrEqual(0);
    expect(limits.maxFileBytes).toBeGreaterThanOrEqual(8 * 2 ** 20);
    expect(limits.maxRequestBytes).toBeGreaterThanOrEqual(limits.maxFileBytes);
    expect(limits.maxTextCharacters).toBeGreaterThanOrEqual(2000);
  });
}
