/** Artefacts on S3 or a store that speaks like it, with local copies for the programs that need files. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { AdgenError } from '../ad/errors.ts';
import type { Artifacts } from '../pipeline/ports.ts';
import { checkedKey, checkedName } from './s3/artifact-key.ts';
import { createClient } from './s3/client.ts';
import { download } from './s3/download.ts';
import { putLifecycle } from './s3/lifecycle.ts';
import { type Copy, createLocalCopies, isStillThere, type LocalCopies, takeOver } from './s3/local-copies.ts';
import type { S3Options } from './s3/options.ts';
import { openProcessFolder } from './s3/process-folder.ts';
import { removeAll } from './s3/remove-project.ts';
import { NoStore, refusalOf, s3Error } from './s3/s3-error.ts';
import { type Share, shareLink } from './s3/share.ts';
import { etagOf, type Store, uploadBytes, uploadFile } from './s3/upload.ts';
import { storageError, storing } from './storage-error.ts';

export type S3Artifacts = Artifacts & {
  /** Really asks the store for something it must allow; throws `storage` with what is wrong and what to do. */
  readonly check: () => Promise<void>;
  /** A presigned link to a finished film; throws `bad-input` for anything outside `outputs/`. Never to be logged. */
  readonly share: (key: string, share: Share) => Promise<string>;
  /** Lets the bucket itself remove ads after so many days, and uploads that were never finished after one. */
  readonly lifecycle: (days: number) => Promise<void>;
  /** Ends connections and waits, and removes the local copies: only when nobody reads them any more. */
  readonly close: () => Promise<void>;
};

const GIB = 1024 ** 3;
const MINUTE_MS = 60_000;

/** Calls nobody yet: a store that is down for a moment must not keep a worker from starting. Throws `storage` for the cache. */
export async function openS3Artifacts(options: S3Options): Promise<S3Artifacts> {
  const { bucket, cacheFolder, cacheBytes = 5 * GIB, keepOpenedMs = 60 * MINUTE_MS, now = Date.now } = options;
  const own = await storing(cacheFolder, () => openProcessFolder(cacheFolder));
  const work = join(own, 'work');
  await storing(cacheFolder, () => mkdir(work));
  const closing = new AbortController();
  const store: Store = { client: createClient(options, options.endpoint, closing.signal), bucket };
  // The host is part of what is signed, so a link for people needs a client of its own where they use another address.
  const outside = createClient(options, options.publicEndpoint ?? options.endpoint, closing.signal);
  const copies = createLocalCopies(join(own, 'files'), { cacheBytes, keepOpenedMs, now });
  const draftPath = () => join(work, randomUUID());
  const desk: Desk = { store, copies, draftPath, now, trustCopyMs: options.trustCopyMs ?? MINUTE_MS };
  const opening = createOpening(desk);
  const plainly = <T>(call: () => Promise<T>) => inPlainWords(options, call);
  return {
    has: (key) => plainly(async () => isStored(store, checkedKey(key))),
    open: (key) => plainly(async () => opening(checkedKey(key))),
    putFile: (key, file) =>
      plainly(async () => putFile(desk, checkedKey(key), file, options.partBytes ?? 8 * 1024 ** 2)),
    putBytes: (key, bytes) => plainly(async () => putBytes(desk, checkedKey(key), bytes)),
    removeProject: (projectId) =>
      plainly(async () => {
        await removeAll(store, checkedName(projectId));
        await copies.forgetProject(projectId);
      }),
    workspace: async (use) => {
      const folder = await storing(cacheFolder, () => mkdtemp(join(work, 'use-')));
      try {
        return await use(folder);
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    check: () => plainly(() => ask(store)),
    share: (key, share) => plainly(() => shareLink({ client: outside, bucket }, key, share)),
    lifecycle: (days) => plainly(() => putLifecycle(store, days)),
    close: async () => {
      closing.abort();
      store.client.destroy();
      outside.destroy();
      await rm(own, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

type Desk = {
  readonly store: Store;
  readonly copies: LocalCopies;
  readonly draftPath: () => string;
  readonly now: () => number;
  readonly trustCopyMs: number;
};

/** Opens one key once at a time: whoever asks meanwhile gets the same answer. */
function createOpening(desk: Desk): (key: string) => Promise<string> {
  const underWay = new Map<string, Promise<string>>();
  return (key) => {
    const present = underWay.get(key);
    if (present) return present;
    const fresh = openCopy(desk, key).finally(() => underWay.delete(key));
    underWay.set(key, fresh);
    return fresh;
  };
}

async function openCopy(desk: Desk, key: string): Promise<string> {
  const { copies, now } = desk;
  const found = copies.find(key);
  // Before anything is waited for, so that it is not removed meanwhile.
  if (found) copies.opened(found);
  const usable = found && (await isStillThere(found)) ? found : null;
  if (usable && now() - usable.confirmedAt < desk.trustCopyMs) return usable.path;
  return (await fetchCopy(desk, key, found, usable)).path;
}

async function fetchCopy(desk: Desk, key: string, found: Copy | null, usable: Copy | null): Promise<Copy> {
  const { store, copies, now } = desk;
  const draft = desk.draftPath();
  const fetched = await download(store, key, draft, usable?.etag ?? null);
  if (fetched.kind === 'missing') {
    await copies.forget(key);
    throw new AdgenError('not-found', `The file ${key} does not exist any more. Make the ad again.`);
  }
  if (fetched.kind === 'unchanged' && usable) {
    usable.confirmedAt = now();
    return usable;
  }
  if (fetched.kind === 'unchanged') throw new Error(`The store says that ${key} is unchanged, but nobody asked.`);
  const { etag, sizeBytes } = fetched;
  return copies.keep(key, draft, { etag, sizeBytes, reading: true }, found);
}

/** The store first: a local copy of what is not stored would be a lie to the next process. */
async function putFile({ store, copies, draftPath }: Desk, key: string, file: string, partBytes: number) {
  const etag = await uploadFile(store, key, file, partBytes);
  const draft = draftPath();
  await takeOver(file, draft);
  const { size } = await stat(draft);
  await copies.keep(key, draft, { etag, sizeBytes: size, reading: false }, copies.find(key));
}

async function putBytes({ store, copies, draftPath }: Desk, key: string, bytes: Uint8Array) {
  const etag = await uploadBytes(store, key, bytes);
  const draft = draftPath();
  await writeFile(draft, bytes);
  await copies.keep(key, draft, { etag, sizeBytes: bytes.length, reading: false }, copies.find(key));
}

async function isStored(store: Store, key: string): Promise<boolean> {
  try {
    etagOf(await store.client.send(new HeadObjectCommand({ Bucket: store.bucket, Key: key })));
    return true;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.status === 404) return false;
    // A refused HEAD says nothing but a number: another question brings the reason.
    if (refusal && refusal.status < 500) await ask(store);
    throw error;
  }
}

async function ask({ client, bucket }: Store): Promise<void> {
  const answer = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'projects/', MaxKeys: 1 }));
  if (answer.IsTruncated === undefined) throw new NoStore('It lists nothing.');
}

async function inPlainWords<T>(options: S3Options, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw storageError(s3Error(error, options), options.cacheFolder);
  }
}
