/** What every chat window must do, whatever its idiom: a key is one message, a gone message is no error, nothing is read beyond its limit. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCard } from '../../src/bots/card.ts';
import type { Attachment, Platform } from '../../src/bots/platform.ts';

export type OpenPlatform = {
  readonly platform: Platform;
  readonly threadId: string;
  /** Another thread of the same window. */
  readonly otherThreadId: string;
  /** What stands in a thread, in order, as far as people can read it. */
  readonly shown: (threadId: string) => Promise<readonly string[]>;
  /** Artefact keys that people can still get from a thread; null where what was shown are only names. */
  readonly files: ((threadId: string) => Promise<readonly string[]>) | null;
  /** A file of these bytes as it comes with a message. */
  readonly attach: (bytes: Uint8Array) => Promise<Attachment>;
  /** A file of so many bytes, far more than fit into memory, as it comes with a message; null where files are in memory. */
  readonly attachHuge: ((bytes: number) => Promise<Attachment>) | null;
  /** Makes a message disappear; null where what was said stays as it was said. */
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
    const lines = await shown(threadId);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('first words');
    expect(lines[1]).toContain('second words');
  });

  test('one key is one message also when it is posted twice at once', async () => {
    const { platform, threadId, shown } = opened;
    const ids = await Promise.all([1, 2, 3].map(() => platform.post(threadId, 'k', card('words'), signal)));
    expect(new Set(ids).size).toBe(1);
    expect(await shown(threadId)).toHaveLength(1);
  });

  test('one key in two threads is two messages', async () => {
    const { platform, threadId, otherThreadId, shown } = opened;
    await platform.post(threadId, 'k', card('words of the one'), signal);
    await platform.post(otherThreadId, 'k', card('words of the other'), signal);
    expect(await shown(threadId)).toEqual([expect.stringContaining('words of the one')]);
    expect(await shown(otherThreadId)).toEqual([expect.stringContaining('words of the other')]);
  });

  test('an edit replaces what its message says, adds none, and touches no other', async () => {
    const { platform, threadId, shown, remove } = opened;
    const id = await platform.post(threadId, 'k', card('words before'), signal);
    await platform.post(threadId, 'other', card('words beside'), signal);
    expect(await platform.edit(threadId, id, card('words after'), signal)).toBe(true);
    const [edited, other, ...more] = await shown(threadId);
    expect(edited).toContain(remove === null ? 'words before' : 'words after');
    if (remove !== null) expect(edited).not.toContain('words before');
    expect(other).toContain('words beside');
    expect(more).toEqual([]);
  });

  test('an edit to a card without files takes them down, or says that they are gone', async () => {
    const { platform, threadId, shown, files } = opened;
    const picture = { key: 'projects/p1/storyboard/v1.png', name: 'a.png', mime: 'image/png', alt: 'a' } as const;
    const film = { key: 'projects/p1/outputs/v1/f.mp4', name: 'f.mp4', mime: 'video/mp4', alt: 'f' } as const;
    const full = { ...card('here they are'), picture, films: [{ ...film, aspect: '1:1' as const }] };
    const id = await platform.post(threadId, 'k', full, signal);
    if (files) expect((await files(threadId)).toSorted()).toEqual([film.key, picture.key]);
    expect(await platform.edit(threadId, id, card('they are gone'), signal)).toBe(true);
    if (files) expect(await files(threadId)).toEqual([]);
    expect((await shown(threadId)).at(-1)).toContain('they are gone');
    expect((await shown(threadId)).at(-1)).not.toContain(film.key);
  });

  test('a message that is gone cannot be edited, and that is no error', async () => {
    const { platform, threadId, remove, shown } = opened;
    const id = await platform.post(threadId, 'k', card('soon gone'), signal);
    await remove?.(id);
    expect(await platform.edit(threadId, id, card('after'), signal)).toBe(remove === null);
    expect(await shown(threadId)).toHaveLength(remove === null ? 1 : 0);
  });

  test('a message that never was cannot be edited either', async () => {
    const { platform, threadId, otherThreadId } = opened;
    const elsewhere = await platform.post(otherThreadId, 'k', card('words'), signal);
    await platform.edit(otherThreadId, elsewhere, card('words'), signal);
    expect(await platform.edit(threadId, `${elsewhere}0`, card('after'), signal)).toBe(false);
  });

  test('nothing is posted or edited after a stop', async () => {
    const { platform, threadId, shown } = opened;
    const stopped = AbortSignal.abort();
    await expect(platform.post(threadId, 'k', card('x'), stopped)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(platform.edit(threadId, 'k', card('x'), stopped)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await shown(threadId)).toEqual([]);
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

  test('what is said about the size of an attachment is not believed', async () => {
    const { platform, attach } = opened;
    const bytes = new Uint8Array(300).fill(7);
    const attachment = await attach(bytes);
    for (const said of [null, 0, 1, 3e9])
      expect(Uint8Array.from(await platform.fetchAttachment({ ...attachment, bytes: said }, 300, signal))).toEqual(
        bytes,
      );
    await expect(platform.fetchAttachment({ ...attachment, bytes: 1 }, 299, signal)).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  test('an attachment that is far too large is refused without being read', async () => {
    const { platform, attachHuge } = opened;
    if (attachHuge === null) return;
    const attachment = await attachHuge(2 ** 36);
    await expect(platform.fetchAttachment(attachment, 1000, signal)).rejects.toMatchObject({ code: 'bad-input' });
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
