/** Fetches a stored file into a local one; a connection that ends too early is noticed and tried again. */
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { refusalOf } from './s3-error.ts';
import { etagOf, type Store } from './upload.ts';

export type Fetched =
  | { readonly kind: 'file'; readonly etag: string; readonly sizeBytes: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'missing' };

const TRIES = 4;

/** Writes `file`, which must not exist yet, unless the store still has what `known` names. Nothing is left where it throws. */
export async function download(store: Store, key: string, file: string, known: string | null): Promise<Fetched> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetchOnce(store, key, file, known);
    } catch (error) {
      await rm(file, { force: true });
      // What the store refused was tried again long enough by the SDK, which cannot do so once an answer has begun.
      if (!(error instanceof BrokenOff) || tries === TRIES) throw error instanceof BrokenOff ? error.cause : error;
    }
  }
}

class BrokenOff extends Error {}

async function fetchOnce({ client, bucket }: Store, key: string, file: string, known: string | null): Promise<Fetched> {
  const wanted = { Bucket: bucket, Key: key, ...(known === null ? {} : { IfNoneMatch: known }) };
  let answer: GetObjectCommandOutput;
  try {
    answer = await client.send(new GetObjectCommand(wanted));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.status === 304) return { kind: 'unchanged' };
    if (refusal?.status === 404 && refusal.code !== 'NoSuchBucket') return { kind: 'missing' };
    throw error;
  }
  const etag = etagOf(answer);
  if (!(answer.Body instanceof Readable)) throw new Error(`The store sent no content for ${key}.`);
  const sizeBytes = await save(answer.Body, file, answer.ContentLength);
  return { kind: 'file', etag, sizeBytes };
}

async function save(body: Readable, file: string, announced: number | undefined): Promise<number> {
  try {
    await pipeline(body, createWriteStream(file, { flags: 'wx' }));
  } catch (error) {
    throw isOfDisk(error) ? error : new BrokenOff('', { cause: error });
  }
  const { size } = await stat(file);
  if (announced === undefined || size === announced) return size;
  throw new BrokenOff('', { cause: Object.assign(new Error(`${size} of ${announced} bytes`), { code: 'ECONNRESET' }) });
}

/** A full disk ends the download, too, but another try would not help. */
function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && (error.syscall === 'open' || error.syscall === 'write');
}
