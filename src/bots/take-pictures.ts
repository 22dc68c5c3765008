/** Fetches a message's files and keeps those that are usable pictures; each of the others gets a sentence. */

import { AdgenError, isCancelled } from '../ad/errors.ts';
import type { Picture } from '../agent/turn.ts';
import type { AdDesk } from './ad-desk.ts';
import type { Attachment, Platform } from './platform.ts';

const MAX_FILES = 10;
const MAX_MEGABYTES = 25;
const MAX_BYTES = MAX_MEGABYTES * 1024 * 1024;

export type Taken = { readonly pictures: readonly Picture[]; readonly problems: readonly string[] };

type Needs = {
  readonly platform: Platform;
  readonly desk: Pick<AdDesk, 'keepPhoto'>;
  /** Whether the whole message may be worked on again when the platform says that this helps. */
  readonly mayRetry: boolean;
};

/** One after the other: pictures are large. Throws only `cancelled`, and what another try may mend. */
export async function takePictures(
  attachments: readonly Attachment[],
  needs: Needs,
  signal: AbortSignal,
): Promise<Taken> {
  const pictures: Picture[] = [];
  const problems: string[] = [];
  for (const attachment of attachments.slice(0, MAX_FILES)) {
    const taken = await takeOne(attachment, needs, signal);
    if (typeof taken === 'string') problems.push(taken);
    else pictures.push(taken);
  }
  if (attachments.length > MAX_FILES) {
    problems.push(`I looked at the first ${MAX_FILES} files only. Please send the others in another message.`);
  }
  return { pictures, problems };
}

async function takeOne(attachment: Attachment, needs: Needs, signal: AbortSignal): Promise<Picture | string> {
  const { id, name, bytes: said } = attachment;
  if (said === 0) return `${quoted(name)} is empty. Please send it again.`;
  if (said !== null && said > MAX_BYTES) return tooLarge(name);
  try {
    const bytes = await needs.platform.fetchAttachment(attachment, MAX_BYTES, signal);
    if (bytes.length === 0) return `${quoted(name)} is empty. Please send it again.`;
    if (bytes.length > MAX_BYTES) return tooLarge(name);
    return { id, name, key: await needs.desk.keepPhoto({ name, bytes }, signal) };
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    if (!(error instanceof AdgenError)) return `${quoted(name)} could not be fetched. Please send it again.`;
    if (error.retryAfterMs !== undefined && needs.mayRetry) throw error;
    return `${quoted(name)}: ${error.message}`;
  }
}

function tooLarge(name: string): string {
  return `${quoted(name)} is larger than ${MAX_MEGABYTES} MB. Please send a smaller picture.`;
}

function quoted(name: string): string {
  return name === '' ? 'A file' : `“${name}”`;
}
