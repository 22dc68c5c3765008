/** The picture and the films of a card as files of its message: as they are where they fit, smaller copies or links where not. */
import { buffer } from 'node:stream/consumers';
import { type RawFile, Routes } from 'discord.js';
import { fingerprint } from '../../ad/fingerprint.ts';
import type { Card, CardFile } from '../card.ts';
import type { ShownFile } from './card-container.ts';
import { escapeText } from './markdown.ts';
import { missingIn } from './permissions.ts';
import type { At, Desk } from './platform-desk.ts';

const MIB = 1024 * 1024;
/** What a file may have, by how a guild is boosted (https://support.discord.com, file attachments, read 2026-11). */
const FILE_BYTES = [10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB] as const;
/** 25 MiB in all (https://docs.discord.com/developers/reference, uploading files, read 2026-11), with what is around them. */
const REQUEST_BYTES = 24.5 * MIB;
/** Smaller, nobody would publish it: then a link is better. */
const SMALLEST_CAP = MIB;

export const USUAL_FILE_BYTES: number = FILE_BYTES[0];

export type CardFiles = {
  /** What the message is to show, in its order. */
  readonly shown: readonly (ShownFile & { readonly key: string })[];
  /** Markup: where to get what is not in the files, and why. */
  readonly notes: readonly string[];
};

type Film = Card['films'][number];

export async function filesOf(card: Card, at: At, desk: Desk, signal: AbortSignal): Promise<CardFiles> {
  const { picture, films } = card;
  if (picture === null && films.length === 0) return { shown: [], notes: [] };
  if (missingIn(desk.client, at.place.channel).includes('Attach Files')) return withoutFiles(card, desk);
  const first = picture ? [shownAs(picture, picture.key)] : [];
  if (films.length === 0) return { shown: first, notes: [] };
  const room = REQUEST_BYTES - (picture ? await sizeOf(picture.key, desk) : 0);
  const { shown, notes } = await filmsOf(films, room, at, desk, signal);
  return { shown: [...first, ...shown], notes };
}

/** `final_9x16-3f2a.mp4`: the name says which artefact it is, so that it is known again. */
function shownAs({ name, key, alt }: CardFile, fromKey: string) {
  const end = name.lastIndexOf('.');
  return { name: `${name.slice(0, end)}-${fingerprint(key).slice(0, 6)}${name.slice(end)}`, alt, key: fromKey };
}

async function filmsOf(
  films: readonly Film[],
  roomBytes: number,
  at: At,
  desk: Desk,
  signal: AbortSignal,
): Promise<CardFiles> {
  const sizes = await Promise.all(films.map(({ key }) => sizeOf(key, desk)));
  const most = fileBytesIn(at, desk);
  const fits = sizes.every((bytes) => bytes <= most) && sizes.reduce((sum, bytes) => sum + bytes, 0) <= roomBytes;
  if (fits) return { shown: films.map((film) => shownAs(film, film.key)), notes: [] };
  const cap = Math.floor(Math.min(most, roomBytes / films.length));
  const copies = cap < SMALLEST_CAP ? films.map(() => null) : await copiesOf(films, cap, at, desk, signal);
  const shown = films.flatMap((film, index) => {
    const copy = copies[index];
    return copy ? [shownAs(film, copy.key)] : [];
  });
  const left = films.filter((_, index) => !copies[index]);
  const copied = films.filter(({ key }, index) => copies[index] && copies[index]?.key !== key);
  return { shown, notes: [...(await noteOnCopies(copied, desk)), ...(await noteOnMissing(left, desk))] };
}

/** One after the other: each takes all the cores, and a while, in which people see that something is going on. */
async function copiesOf(
  films: readonly Film[],
  cap: number,
  { place }: At,
  { files, client }: Desk,
  signal: AbortSignal,
) {
  const type = () => void client.rest.post(Routes.channelTyping(place.thread)).catch(() => undefined);
  const beat = setInterval(type, TYPING_MS);
  try {
    const copies: Awaited<ReturnType<typeof files.fit>>[] = [];
    for (const { key } of films) copies.push(await files.fit(key, cap, signal));
    return copies;
  } finally {
    clearInterval(beat);
  }
}

/** Shown for ten seconds each time. */
const TYPING_MS = 8000;

async function sizeOf(key: string, { files }: Desk): Promise<number> {
  const { bytes, stream } = await files.open(key);
  // Nothing of it is read.
  for await (const _ of stream) break;
  return bytes;
}

function fileBytesIn({ place }: At, { client, caps }: Desk): number {
  const tier = place.guild === null ? 0 : (client.guilds.cache.get(place.guild)?.premiumTier ?? 0);
  return Math.min(FILE_BYTES[tier], caps.get(place.guild ?? '') ?? Number.POSITIVE_INFINITY);
}

/** Discord took less than it says: from now on less is sent there. */
export function lowerCap(at: At, desk: Desk): void {
  desk.caps.set(at.place.guild ?? '', fileBytesIn(at, desk) * 0.6);
}

async function noteOnCopies(films: readonly Film[], desk: Desk): Promise<readonly string[]> {
  if (films.length === 0) return [];
  const links = await linksTo(films, desk);
  const why = '-# These films are smaller copies, made to fit into Discord.';
  return [links === null ? why : `${why}\n${escapeText('In full quality:')} ${links}`];
}

async function noteOnMissing(films: readonly Film[], desk: Desk): Promise<readonly string[]> {
  if (films.length === 0) return [];
  const links = await linksTo(films, desk);
  if (links !== null) return [`Too large for Discord, so here is where to get them: ${links}`];
  const which = films.map(({ aspect }) => aspect).join(', ');
  return [`Too large for Discord: ${which}. Ask whoever runs adgen for the files.`];
}

async function withoutFiles({ films }: Card, desk: Desk): Promise<CardFiles> {
  const why = 'I may not attach files here: give me the permission **Attach Files** in this channel.';
  const links = films.length === 0 ? null : await linksTo(films, desk);
  return { shown: [], notes: [links === null ? why : `${why} Until then, the films are here: ${links}`] };
}

/** Null where nobody outside reaches this machine. */
async function linksTo(films: readonly Film[], { files }: Desk): Promise<string | null> {
  const found = await Promise.all(
    films.map(async ({ key, name, aspect }) => {
      const link = await files.link(key, name);
      return link && { text: `[${aspect}](${link.url})`, expiresAt: link.expiresAt };
    }),
  );
  const links = found.filter((link) => link !== null);
  const [first] = links;
  if (!first) return null;
  const ends = Math.floor(Date.parse(first.expiresAt) / 1000);
  // Discord shows the date as everybody's own calendar has it.
  return `${links.map(({ text }) => text).join(' · ')}, until <t:${ends}:D>.`;
}

/** As a request carries them. */
export async function readFiles(shown: CardFiles['shown'], { files }: Desk): Promise<RawFile[]> {
  const all: RawFile[] = [];
  for (const { name, key } of shown) {
    const { stream } = await files.open(key);
    all.push({ name, data: await buffer(stream), contentType: name.endsWith('.png') ? 'image/png' : 'video/mp4' });
  }
  return all;
}
