/** Artefacts on their way to chat windows: as they are, as small as a window takes them, or as a link. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Files } from '../bots/platform.ts';
import type { System } from '../compose.ts';
import type { Config } from '../config.ts';
import { createSharedLinks, type SharedLinks } from '../http/shared-link.ts';
import { type ChatCopies, createChatCopies } from '../media/film/chat-copy-shelf.ts';
import type { Artifacts, Log, Projects } from '../pipeline/ports.ts';
import { openInstallationSecret } from '../storage/installation-secret.ts';
import type { S3Artifacts } from '../storage/s3-artifacts.ts';
import { ENCODERS } from './work.ts';

export type Delivery = {
  readonly files: Files;
  /** What the page's server has to open; null where links lead to a bucket, or there are none. */
  readonly sharedLinks: SharedLinks | null;
};

type Parts = Pick<System, 'artifacts' | 'projects' | 'database' | 'share'>;

/** Links lead to the bucket where the files are in one, else to `PUBLIC_URL`. */
export async function openDelivery(
  { artifacts, projects, database, share }: Parts,
  { tools, publicUrl }: Pick<Config, 'tools' | 'publicUrl'>,
  log: Log,
): Promise<Delivery> {
  const now = Date.now;
  const sharedLinks =
    share === null && publicUrl !== null
      ? createSharedLinks({ secret: await openInstallationSecret(database, 'shared-files'), publicUrl, now })
      : null;
  const addressOf = share === null ? (sharedLinks?.addressOf ?? null) : bucketAddress(share, now);
  const copies = createChatCopies({ tools, artifacts, threads: ENCODERS, log });
  return { files: createFiles({ artifacts, projects, copies, addressOf, now }), sharedLinks };
}

type AddressOf = (key: string, name: string, endsAtMs: number) => string | Promise<string>;

function bucketAddress(share: S3Artifacts['share'], now: () => number): AddressOf {
  return (key, downloadName, endsAtMs) => {
    const expiresSeconds = Math.max(1, Math.floor((endsAtMs - now()) / 1000));
    return share(key, { downloadName, expiresSeconds });
  };
}

type Needs = {
  readonly artifacts: Pick<Artifacts, 'open'>;
  readonly projects: Pick<Projects, 'find'>;
  readonly copies: ChatCopies;
  /** Null: nobody outside reaches this machine. */
  readonly addressOf: AddressOf | null;
  readonly now: () => number;
};

function createFiles({ artifacts, projects, copies, addressOf, now }: Needs): Files {
  return {
    open: async (key) => {
      const path = await artifacts.open(key);
      const { size } = await stat(path);
      return { bytes: size, stream: createReadStream(path) };
    },
    link: async (key, name) => {
      if (addressOf === null) return null;
      const endsAtMs = await endOf(key, projects, now());
      if (endsAtMs <= now()) return null;
      return { url: await addressOf(key, name, endsAtMs), expiresAt: new Date(endsAtMs).toISOString() };
    },
    fit: copies.fit,
  };
}

const HOUR_MS = 60 * 60_000;
/** No bucket allows more. */
const LONGEST_MS = 7 * 24 * HOUR_MS;

/** When the files of the ad are removed, or before; whole hours where that is long, so that a link asked for again is the same. */
async function endOf(key: string, projects: Needs['projects'], now: number): Promise<number> {
  const [, projectId = ''] = key.split('/');
  const project = await projects.find(projectId);
  if (project === null || project.files.goneAt !== null) return 0;
  const last = now + LONGEST_MS;
  const until = Date.parse(project.files.until);
  return until <= last ? until : Math.floor(last / HOUR_MS) * HOUR_MS;
}
