/** Films as small as a chat window takes them: the film itself, or a copy that is made once and kept beside it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AdgenError } from '../../ad/errors.ts';
import type { Artifacts, Log } from '../../pipeline/ports.ts';
import type { Tools } from '../ffmpeg/run-ffmpeg.ts';
import { createSlots } from '../ffmpeg/slots.ts';
import { makeChatCopy } from './chat-copy.ts';
import { chatCopyKey, isFilm, stepBelow } from './chat-copy-key.ts';
import { createOnce } from './chat-copy-once.ts';

export type Fitting = { readonly key: string; readonly bytes: number };

export type ChatCopies = {
  /**
   * What has at most `maxBytes`; null where no copy can be that small, or none can be made. Throws `not-found` without the
   * film, `storage`, and `cancelled` when `signal` aborts: what was being made for nobody else has ended then, and is gone.
   */
  readonly fit: (key: string, maxBytes: number, signal: AbortSignal) => Promise<Fitting | null>;
};

type Needs = {
  readonly tools: Tools;
  readonly artifacts: Pick<Artifacts, 'has' | 'open' | 'putFile' | 'workspace'>;
  /** Cores that one copy uses; copies are made one after the other. */
  readonly threads: number;
  readonly log: Log;
};

export function createChatCopies(needs: Needs): ChatCopies {
  const { artifacts, log } = needs;
  const once = createOnce<Fitting | null>();
  const turn = createSlots(1);
  return {
    fit: async (key, maxBytes, signal) => {
      const film = await sized(key, artifacts);
      if (film.bytes <= maxBytes) return { key, bytes: film.bytes };
      const capBytes = stepBelow(maxBytes);
      if (capBytes === 0 || !isFilm(key)) return null;
      const make = async (own: AbortSignal) => {
        const copyKey = chatCopyKey(key, capBytes, await printOf(film.path));
        if (await artifacts.has(copyKey)) return { key: copyKey, bytes: (await sized(copyKey, artifacts)).bytes };
        const request = { film: film.path, capBytes, copyKey };
        return turn.use(() => orNone(() => makeAndKeep(request, needs, own), key, log), own);
      };
      return once(`${capBytes} ${key}`, make, signal);
    },
  };
}

async function sized(key: string, artifacts: Needs['artifacts']) {
  const path = await artifacts.open(key);
  return { path, bytes: (await stat(path)).size };
}

/** Read bit by bit, so that nothing else waits for it. */
async function printOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

type Wanted = { readonly film: string; readonly capBytes: number; readonly copyKey: string };

function makeAndKeep({ film, capBytes, copyKey }: Wanted, needs: Needs, signal: AbortSignal) {
  const { tools, artifacts, threads } = needs;
  return artifacts.workspace(async (folder) => {
    const copy = await makeChatCopy(tools, { film, capBytes, folder, threads }, signal);
    if (copy === null) return null;
    await artifacts.putFile(copyKey, copy.file);
    return { key: copyKey, bytes: copy.bytes };
  });
}

/** An ffmpeg that is missing or fails must not keep the rest of a message back: a link does instead. Once more where that helps. */
async function orNone<T>(make: () => Promise<T>, key: string, log: Log): Promise<T | null> {
  try {
    return await make().catch((error: unknown) => {
      if (!isFailure(error) || error.retryAfterMs === undefined) throw error;
      return make();
    });
  } catch (err) {
    if (!isFailure(err)) throw err;
    log.warn({ err, key }, 'no smaller copy of a film could be made');
    return null;
  }
}

function isFailure(error: unknown): error is AdgenError {
  return error instanceof AdgenError && (error.code === 'step-failed' || error.code === 'set-up');
}
