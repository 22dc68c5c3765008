/** A smaller copy of a film, for places that take only so many bytes: never more than asked for, or none at all. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AdgenError } from '../../ad/errors.ts';
import { FPS } from '../../ad/frames.ts';
import { type MediaFacts, probe } from '../ffmpeg/probe.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { encodeCopy } from './chat-copy-encode.ts';
import { chooseShape, type FilmToCopy, LAST_RUNG } from './chat-copy-size.ts';
import { verifyFilm } from './verify-film.ts';

export type ChatCopyRequest = {
  readonly film: string;
  readonly capBytes: number;
  /** Everything is written here, and stays. */
  readonly folder: string;
  /** Cores to use. */
  readonly threads: number;
};

/** Two passes come this near to what they aim at, except in very short or very restless films. */
const AIM = 0.97;
/** Whoever misses by more has nothing left to leave out: a smaller picture has. */
const NEAR = 1.08;
const MOST_TRIES = 6;

/**
 * The copy's file and size; null where no decent one is small enough. Throws `step-failed` when the file is no film, `storage`
 * when the disk is full, and `cancelled`.
 */
export async function makeChatCopy(
  tools: Tools,
  { film, capBytes, folder, threads }: ChatCopyRequest,
  signal: AbortSignal,
): Promise<{ readonly file: string; readonly bytes: number } | null> {
  const source = await filmToCopy(tools, film, signal);
  let [aimBytes, leastRung] = [capBytes * AIM, 0];
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const likely = chooseShape(source, aimBytes, leastRung);
    if (likely === null) return null;
    // One pass and not two, where it may well be enough; after that, only certainty will do.
    const shape = tries === 1 ? likely : { ...likely, crf: null };
    const file = join(folder, `copy-${tries}.mp4`);
    await encodeCopy(tools, { film, shape, frames: source.frames, folder, threads }, file, signal);
    const { size } = await stat(file);
    if (size <= capBytes) {
      verifyFilm(await probe(tools, file, signal), source.frames);
      return { file, bytes: size };
    }
    if (shape.crf !== null) continue;
    if (size > capBytes * NEAR) leastRung = Math.min(shape.rung + 1, LAST_RUNG);
    aimBytes *= Math.min(0.95, (AIM * capBytes) / size);
  }
  return null;
}

async function filmToCopy(tools: Tools, film: string, signal: AbortSignal): Promise<FilmToCopy> {
  const [facts, { size }] = await Promise.all([probe(tools, film, signal), stat(film)]);
  if (!facts.video || !(facts.video.seconds > 0)) throw new AdgenError('step-failed', 'The film has no picture.');
  const { width, height, seconds } = facts.video;
  const frames = Math.round(seconds * FPS);
  return { width, height, seconds, frames, hasSound: facts.audio !== null, pictureBits: pictureBits(facts, size) };
}

/** Sound is a small part of our films, and always about the same. */
function pictureBits({ seconds, audio }: MediaFacts, bytes: number): number {
  return Math.max(1, (8 * bytes) / seconds - (audio ? SOUND_BITS : 0));
}

const SOUND_BITS = 192_000;
