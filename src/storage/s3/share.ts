/** Links that anybody may open for a while, to finished films and nothing else. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AdgenError } from '../../ad/errors.ts';
import { checkedKey } from './artifact-key.ts';
import { contentTypeOf } from './content-type.ts';
import type { Store } from './upload.ts';

export type Share = {
  /** Whole seconds up to seven days; credentials that expire earlier end the link with them. */
  readonly expiresSeconds: number;
  /** The name it is saved under, in any script. */
  readonly downloadName: string;
};

/** Signature version 4 allows no longer (Amazon S3 user guide, 2026-11). */
const LONGEST_SECONDS = 7 * 24 * 60 * 60;

/** The link opens the file without any further right: it must not reach a log. Throws `bad-input`. Calls nobody. */
export async function shareLink({ client, bucket }: Store, key: string, share: Share): Promise<string> {
  const [, , place, ...rest] = checkedKey(key).split('/');
  if (place !== 'outputs' || rest.length === 0)
    throw new AdgenError('bad-input', 'Only finished films can be shared by a link. Choose a film.');
  const { expiresSeconds } = share;
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > LONGEST_SECONDS)
    throw new AdgenError('bad-input', `A link lasts from 1 to ${LONGEST_SECONDS} seconds, not ${expiresSeconds}.`);
  const wanted = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: disposition(share.downloadName),
    ResponseContentType: contentTypeOf(key),
  });
  return getSignedUrl(client, wanted, { expiresIn: expiresSeconds });
}

/** Twice, because old clients read only ASCII (RFC 6266, section 4.3); nothing of the name can end the header or the quotes. */
export function disposition(downloadName: string): string {
  const name =
    downloadName
      .replace(/[\p{C}/\\]+/gu, ' ')
      .trim()
      .slice(0, 150)
      .toWellFormed() || 'film.mp4';
  const plain = name.replace(/[^\x20-\x7e]|["%;]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
