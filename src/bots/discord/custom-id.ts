/** What a button brings back, in the hundred characters that Discord gives it. Pure. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** https://docs.discord.com/developers/components/reference, custom id (read 2026-11). */
const MAX_CHARACTERS = 100;
const MAX_VALUE = 1000;
/** What every id of ours begins with; the number names the dictionary, which old buttons need as it was. */
const MARK = 'adgen1:';
/** What values are made of, so that little is left to say. The most frequent is last. */
const DICTIONARY = Buffer.from(
  '0123456789abcdef-{"projectId":"","until":"2026-00-00T00:00:00.000Z"}{"projectId":"","version":' +
    '{"version":1,"target":{"what":"plan"},"planHash":null,"maxMicroUsd":{"what":"everything"}{"what":"music"}' +
    '{"version":1,"target":{"what":"scene","sceneId":"scene_1"},"planHash":"","maxMicroUsd":{"version":1,"planHash":""}' +
    '{"planHash":"","maxMicroUsd":0000}',
);

export type Click = { readonly action: string; readonly value: string };

/** `index` keeps ids of one message apart. Throws `RangeError` for a value that does not fit, which is a mistake of ours. */
export function customIdOf({ action, value }: Click, index: number): string {
  const packed = deflateRawSync(value, { dictionary: DICTIONARY, level: 9 }).toString('base64url');
  const id = `${MARK}${action}:${index}:${packed}`;
  if (id.length > MAX_CHARACTERS) throw new RangeError(`The value of ${action} does not fit into a button of Discord.`);
  return id;
}

/** Null for what is no button of ours, or is damaged. */
export function clickOf(customId: string): Click | null {
  const [, action, packed] = /^adgen1:([a-z-]{1,20}):\d{1,2}:([\w-]{1,100})$/u.exec(customId) ?? [];
  if (action === undefined || packed === undefined) return null;
  try {
    const options = { dictionary: DICTIONARY, maxOutputLength: 4 * MAX_VALUE };
    const value = inflateRawSync(Buffer.from(packed, 'base64url'), options).toString();
    return value.length <= MAX_VALUE ? { action, value } : null;
  } catch {
    return null;
  }
}
