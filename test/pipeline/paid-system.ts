/** The whole program on a small scale, with clips and music of Replicate's stand-in. */
import type { System } from '../../src/compose.ts';
import { createFitter } from '../../src/media/fit/fitter.ts';
import type { ClipMaker, MusicMaker } from '../../src/pipeline/ports.ts';
import { createOfflineMusic } from '../../src/providers/offline/music.ts';
import { createReplicate, type ReplicateMakers } from '../../src/providers/replicate/create-replicate.ts';
import { type Caps, createLedger } from '../../src/storage/ledger.ts';
import { createPredictions } from '../../src/storage/predictions.ts';
import { openSmall } from '../fixtures/system.ts';
import { QUICK } from '../providers/replicate-stage.ts';
import { TOKEN } from '../stand-ins/replicate-answers.ts';

export type PaidSystem = System & { readonly replicate: ReplicateMakers };

const NO_CAPS: Caps = { perAdMicroUsd: null, perMonthMicroUsd: null };
const tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };

export async function openPaid(home: string, url: string, caps: Caps = NO_CAPS): Promise<PaidSystem> {
  // The makers need the database, which opens with the system; its worker may want them before that.
  const opened = Promise.withResolvers<ReplicateMakers>();
  const known = createMakers(url);
  const clips: ClipMaker = { ...known.clips, clip: async (...words) => (await opened.promise).clips.clip(...words) };
  const music: MusicMaker = { ...known.music, make: async (...words) => (await opened.promise).music.make(...words) };
  const system = await openSmall(home, { clips, music, scale: 0.05 });
  const ledger = createLedger(system.database, caps);
  const replicate = createMakers(url, { ledger, predictions: createPredictions(system.database) });
  opened.resolve(replicate);
  return { ...system, replicate };
}

type Stores = Pick<Parameters<typeof createReplicate>[0], 'ledger' | 'predictions'>;

function createMakers(url: string, stores?: Stores): ReplicateMakers {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createReplicate({
    token: TOKEN,
    baseUrl: url,
    // Only estimates are asked of makers without stores.
    ...(stores ?? ({} as Stores)),
    fitter: createFitter({ tools }),
    localMusic: createOfflineMusic({ tools }),
    log: silent,
    // Several ads and much rendering at once: slower than where nothing else happens.
    timing: {
      ...QUICK,
      sendWithinMs: 1_000,
      sendTimeoutMs: 2_000,
      graceMs: 3_500,
      slowestPollMs: 100,
      runLimitMs: 60_000,
    },
  });
}
