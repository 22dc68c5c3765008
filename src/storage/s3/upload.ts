/** Sends a file or bytes to the store: whole or not at all, never more than a few parts in memory. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { contentTypeOf } from './content-type.ts';
import { NoStore, refusalOf } from './s3-error.ts';

export type Store = { readonly client: S3Client; readonly bucket: string };

/** What every store says of content it has (API reference of PutObject, GetObject, HeadObject); else it is none. */
export function etagOf({ ETag }: { readonly ETag?: string | undefined }): string {
  if (ETag) return ETag;
  throw new NoStore('It names no ETag.');
}

const PARTS_AT_ONCE = 2;

/**
 * One request up to `partBytes`, parts above. Every part lies in memory until it has arrived, because what was read from a
 * stream could not be sent again; that is two parts at most. What fails is taken back (AbortMultipartUpload).
 */
export async function uploadFile(store: Store, key: string, file: string, partBytes: number): Promise<string> {
  const { size } = await stat(file);
  const body = createReadStream(file, { highWaterMark: 1 << 20 });
  const upload = new Upload({
    client: store.client,
    params: { Bucket: store.bucket, Key: key, Body: body, ContentLength: size, ContentType: contentTypeOf(key) },
    partSize: partBytes,
    queueSize: PARTS_AT_ONCE,
  });
  try {
    return etagOf(await upload.done());
  } catch (error) {
    return await completedAfterAll(store, key, size, error);
  } finally {
    body.destroy();
  }
}

export async function uploadBytes({ client, bucket }: Store, key: string, bytes: Uint8Array): Promise<string> {
  const about = { ContentLength: bytes.length, ContentType: contentTypeOf(key) };
  return etagOf(await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ...about })));
}

/** When the answer to the last step was lost on its way, its repeat finds no upload any more: then the file is there. */
async function completedAfterAll(
  { client, bucket }: Store,
  key: string,
  size: number,
  error: unknown,
): Promise<string> {
  if (refusalOf(error)?.code !== 'NoSuchUpload') throw error;
  const there = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(() => null);
  if (there?.ContentLength !== size) throw error;
  return etagOf(there);
}
