/** The picture and the films of a card as Slack's files, or as links where a workspace takes none. */
import { setTimeout as pause } from 'node:timers/promises';
import { AdgenError } from '../../ad/errors.ts';
import type { Card, CardFile } from '../card.ts';
import { workspaceOf } from './names.ts';
import { type At, type Desk, threadOf } from './platform-desk.ts';
import { readThread, type SeenThread } from './seen-thread.ts';
import { refusalOf } from './trouble.ts';
import { filmMark, filmName, uploadFilms, uploadPicture } from './uploading.ts';

/** A picture that cannot be shown keeps nobody from reading the card. */
export async function pictureOf(file: CardFile, at: At, desk: Desk, signal: AbortSignal): Promise<string | null> {
  if (desk.withoutFiles.has(at.team)) return null;
  try {
    return await uploadPicture(at.client, file, desk.files, signal);
  } catch (error) {
    if (!cannotUpload(error)) throw error;
    noFiles(at.team, error, desk);
    return null;
  }
}

function cannotUpload(error: unknown): boolean {
  return NO_UPLOADS.has(refusalOf(error) ?? '');
}

/** Uploads are switched off, or not allowed to us, or this one is too large. */
const NO_UPLOADS: ReadonlySet<string> = new Set([
  ...[
    'file_uploads_disabled',
    'file_uploads_except_images_disabled',
    'not_allowed_token_type',
    'storage_limit_reached',
  ],
  ...['file_too_large', 'file_size_limit_exceeded', 'missing_scope', 'blocked_file_type', 'posting_to_channel_denied'],
]);

/** Three films in one message; those that are there already stay. False: this workspace takes no files from us. */
export async function showFilms(at: At, ts: string, card: Card, desk: Desk): Promise<boolean> {
  const seen = await threadOf(at, desk);
  const missing = card.films.filter((film) => !seen.files.has(filmName(film, ts)));
  if (missing.length === 0) return true;
  if (desk.withoutFiles.has(at.team)) return false;
  // Whether they came through is looked up before anything is sent again.
  desk.threads.delete(at.threadId);
  try {
    await uploadFilms(at.client, missing, ts, at.place, desk.files);
  } catch (error) {
    if (!cannotUpload(error)) throw error;
    noFiles(at.team, error, desk);
    return false;
  }
  await untilShown(
    at,
    missing.map((film) => filmName(film, ts)),
    desk,
  );
  return true;
}

function noFiles(team: string, error: unknown, { withoutFiles, log }: Desk): void {
  if (withoutFiles.has(team)) return;
  withoutFiles.add(team);
  const fields = { workspace: workspaceOf(team), reason: refusalOf(error) };
  const say =
    'Slack takes no files from adgen here: films are given as links. An admin can allow uploads, or the permission files:write.';
  log.error(fields, say);
}

const SHOWN_WITHIN_MS = 8000;
const LOOK_EVERY_MS = 400;

/** Slack shows files a moment after it has said yes to them, and now and then never. */
async function untilShown(at: At, names: readonly string[], desk: Desk): Promise<void> {
  const deadline = performance.now() + SHOWN_WITHIN_MS;
  for (;;) {
    const seen = await readThread(at.client, at.place, at.botUserId);
    if (names.every((name) => seen.files.has(name))) return void desk.threads.set(at.threadId, Promise.resolve(seen));
    if (performance.now() > deadline)
      throw new AdgenError('step-failed', 'Slack did not show the films.', { retryAfterMs: LOOK_EVERY_MS });
    await pause(LOOK_EVERY_MS);
  }
}

/** Where files cannot be uploaded, where to fetch them; where not even that is possible, what to do. */
export async function linksOf({ team }: At, card: Card, { withoutFiles, files }: Desk): Promise<readonly string[]> {
  if (card.films.length === 0 || !withoutFiles.has(team)) return [];
  const lines = card.films.map(async ({ key, name, aspect }) => {
    const link = await files.link(key, name);
    return link === null ? null : `<${link.url}|${aspect} film>, until ${link.expiresAt.slice(0, 10)}`;
  });
  const found = (await Promise.all(lines)).filter((line) => line !== null);
  const why = 'This workspace takes no files from me.';
  if (found.length === 0) return [`${why} Ask an admin to allow uploads, then say “show me the films”.`];
  return [`${why} The films are here:\n${found.join('\n')}`];
}

/** Films that the card does not show any more. */
export async function takeDown(at: At, ts: string, card: Card, seen: SeenThread): Promise<void> {
  const wanted = new Set(card.films.map((film) => filmName(film, ts)));
  for (const [name, id] of seen.files) {
    if (wanted.has(name) || !name.includes(`-${filmMark(ts)}`)) continue;
    await removeFile(at, id);
    seen.files.delete(name);
  }
}

export async function removeFile({ client }: At, file: string): Promise<void> {
  try {
    await client.files.delete({ file });
  } catch (error) {
    if (!['file_deleted', 'file_not_found'].includes(refusalOf(error) ?? '')) throw error;
  }
}
