/** Artefacts as Slack's files: a storyboard for a message's blocks, films in a message of their own. */
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { fingerprint } from '../../ad/fingerprint.ts';
import type { CardFile } from '../card.ts';
import type { Files } from '../platform.ts';
import type { Place } from './names.ts';

/** Slack looks at a picture before it may stand in a block (seen with its public issues, 2026-11). */
const LOOKED_AT_MS = 10_000;
const LOOK_EVERY_MS = 250;

/** Uploads a picture that nobody sees until it stands in a block; resolves with Slack's id. Throws what the client throws. */
export async function uploadPicture(
  client: WebClient,
  file: CardFile,
  files: Files,
  signal: AbortSignal,
): Promise<string> {
  const [id] = await upload(client, [await contentOf(file, file.name, files)], null);
  if (id === undefined) throw new Error('Slack named no file.');
  const deadline = performance.now() + LOOKED_AT_MS;
  while (performance.now() < deadline) {
    const { file: looked } = await client.files.info({ file: id });
    if (looked?.mimetype) break;
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
  return id;
}

/** All of them in one message of the thread, under names that say which message they belong to. */
export async function uploadFilms(
  client: WebClient,
  films: readonly CardFile[],
  ts: string,
  place: Place,
  files: Files,
): Promise<void> {
  const contents = [];
  for (const film of films) contents.push(await contentOf(film, filmName(film, ts), files));
  await upload(client, contents, place);
}

/** `final_9x16-3f2a9c1d.mp4`: the card's message, then the film. */
export function filmName({ key, name }: Pick<CardFile, 'key' | 'name'>, ts: string): string {
  const end = name.lastIndexOf('.');
  return `${name.slice(0, end)}-${filmMark(ts)}${fingerprint(key).slice(0, 4)}${name.slice(end)}`;
}

/** What the names of a message's films have in common. */
export function filmMark(ts: string): string {
  return fingerprint(ts).slice(0, 6);
}

type Content = { readonly file: Buffer; readonly filename: string; readonly title: string; readonly alt_text: string };

async function contentOf({ key, alt }: CardFile, filename: string, files: Files): Promise<Content> {
  const { stream } = await files.open(key);
  return { file: await buffer(stream), filename, title: alt, alt_text: alt };
}

/** Three requests of Slack's for each file, and one that shows all of them. */
async function upload(
  client: WebClient,
  contents: readonly Content[],
  place: Place | null,
): Promise<readonly string[]> {
  const where = place === null ? {} : { channel_id: place.channel, thread_ts: place.root };
  const { files: completed } = await client.filesUploadV2({ ...where, file_uploads: [...contents] });
  return completed.flatMap(({ files = [] }) => files.flatMap(({ id }) => id ?? []));
}
