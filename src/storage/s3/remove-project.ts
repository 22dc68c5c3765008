/** Removes everything of a project from the store, page by page. */
import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { AdgenError } from '../../ad/errors.ts';
import type { Store } from './upload.ts';

/** S3 deletes no more at once (API reference of DeleteObjects, 2026-11). */
const PAGE = 1000;

/**
 * Always lists from the start: what was listed is gone by then. A continuation token is neither needed nor, after the page
 * it came from was deleted, understood by every compatible store (s3rver 3.7.1 answers 500).
 */
export async function removeAll(store: Store, projectId: string): Promise<void> {
  let before: string | null = null;
  for (;;) {
    const keys = await firstPage(store, `projects/${projectId}/`);
    const [first] = keys;
    if (first === undefined) return;
    if (first === before) throw notRemoved(store, first);
    before = first;
    await removeThese(store, keys);
    if (keys.length < PAGE) return;
  }
}

async function firstPage({ client, bucket }: Store, prefix: string): Promise<readonly string[]> {
  const wanted = { Bucket: bucket, Prefix: prefix, MaxKeys: PAGE };
  const { Contents = [] } = await client.send(new ListObjectsV2Command(wanted));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

/** A call that succeeds may still have left single files: it says so in its answer. */
async function removeThese(store: Store, keys: readonly string[]): Promise<void> {
  const Objects = keys.map((Key) => ({ Key }));
  const { Errors = [] } = await store.client.send(
    new DeleteObjectsCommand({ Bucket: store.bucket, Delete: { Objects, Quiet: true } }),
  );
  const [left] = Errors;
  if (left) throw notRemoved(store, `${left.Key} (${left.Code})`);
}

function notRemoved({ bucket }: Store, what: string): AdgenError {
  return new AdgenError(
    'storage',
    `The bucket ${bucket} (S3_BUCKET) keeps ${what}. Allow the credentials s3:DeleteObject and look for a lock on the bucket.`,
  );
}
