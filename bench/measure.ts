/** One run: makes a 30 s ad offline and one on hosted clips, changes the first, then measures their floors and the original chain. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { openSystem, type System } from '../src/compose.ts';
import type { Config } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { createRenderer } from '../src/media/renderer.ts';
import type { Ports } from '../src/pipeline/run.ts';
import { change, filmOf, makeAd, since, withOtherMusic, withOtherWords, withoutMusic } from './ads.ts';
import { watchEventLoop } from './event-loop.ts';
import { balancedFloor, readyShots, threeBareEncodes } from './floors.ts';
import { cutClips, handOut } from './hosted-clips.ts';
import { manyAds } from './many-ads.ts';
import { originalChain } from './original-chain.ts';
import { watchPeakMemory } from './peak-memory.ts';
import { slowestReply } from './replies.ts';
import type { Seconds } from './report.ts';
import { run } from './run-ffmpeg.ts';
import { fourScenesByOne } from './slow-provider.ts';
import { watched } from './watchers.ts';

export async function measure(config: Config): Promise<Seconds> {
  const { clips, audio, ...offline } = await measureOffline(config);
  const hosted = await measureHosted(config, clips);
  const chain = await measureChain(config, clips, audio);
  const fourScenesPerOne = await fourScenesByOne();
  const { adSeconds: queuedAd, slowCardSeconds, memoryGrowth } = await manyAds();
  const ads = { queuedAd, slowCardSeconds, memoryGrowth };
  return { ...offline, ...hosted, chain, fourScenesPerOne, ...ads, ...(await watched()) };
}

async function measureOffline(config: Config) {
  const { ffmpegPath } = config.tools;
  const seconds = await withSystem({ ...config, home: join(config.home, 'offline') }, {}, async (system) => {
    const slowestReplySeconds = await slowestReply(system);
    const memory = watchPeakMemory();
    const loop = watchEventLoop();
    const { project, storyboardSeconds, mediaSeconds } = await makeAd(system);
    const peakBytes = memory.stop();
    const longestBlockMs = loop.stop();
    const film = await filmOf(system, project, '9:16');
    const clips = await cutClips(ffmpegPath, film, join(config.home, 'clips'));
    const audio = join(config.home, 'audio.m4a');
    await run(ffmpegPath, ['-i', film.file, '-vn', '-c:a', 'copy', audio]);
    return {
      ...{
        clips,
        audio,
        peakBytes,
        longestBlockMs,
        slowestReplySeconds,
        storyboard: storyboardSeconds,
        offline: mediaSeconds,
      },
      backdrops: (project.ad.receipt?.timings.scenes ?? 0) / 1000,
      textChange: await change(system, project, withOtherWords),
      musicChange: await change(system, project, withOtherMusic),
      joining: await change(system, project, withoutMusic),
    };
  });
  const floors = await floorsOf(config, {});
  return { ...seconds, offlineBalanced: floors.balanced };
}

async function measureHosted(config: Config, clips: readonly string[]) {
  const ports = () => ({ clips: handOut(clips) });
  const hosted = await withSystem({ ...config, home: join(config.home, 'hosted') }, ports(), async (system) => {
    const { mediaSeconds } = await makeAd(system);
    return mediaSeconds;
  });
  const floors = await floorsOf(config, ports());
  return { hosted, hostedBalanced: floors.balanced, hostedThreeBare: floors.threeBare };
}

/** Makes the same ad once more, untimed, keeps the frames that its encoders were given (about 7 GB for 30 s), and encodes those. */
async function floorsOf(config: Config, ports: Partial<Ports>) {
  const { ffmpegPath } = config.tools;
  const [frames, home, folder] = ['frames', 'again', 'floors'].map((name) => join(config.home, name));
  if (!frames || !home || !folder) throw new Error('No folders.');
  await mkdir(frames, { recursive: true });
  await mkdir(folder, { recursive: true });
  process.env.ADGEN_BENCH_FFMPEG = ffmpegPath;
  process.env.ADGEN_BENCH_FRAMES = frames;
  const tools = { ...config.tools, ffmpegPath: join(import.meta.dirname, 'ready-frames-process.mjs') };
  const renderer = createRenderer({ tools, encoders: 2 });
  await withSystem({ ...config, home }, { ...ports, renderer }, makeAd);
  const shots = await readyShots(frames);
  const threeBare = await timed(() => threeBareEncodes(ffmpegPath, shots, folder));
  const balanced = await timed(() => balancedFloor(ffmpegPath, shots, folder));
  for (const used of [frames, home, folder]) await rm(used, { recursive: true, force: true });
  return { threeBare, balanced };
}

async function measureChain(config: Config, clips: readonly string[], audio: string): Promise<number> {
  const folder = join(config.home, 'chain');
  await mkdir(folder, { recursive: true });
  const product = await picture(folder, 'product', 360, 800);
  const words = await picture(folder, 'words', 800, 260);
  const { ffmpegPath } = config.tools;
  return timed(() => originalChain({ ffmpegPath, folder, clips, audio, product, words }));
}

async function picture(folder: string, name: string, width: number, height: number): Promise<string> {
  const file = join(folder, `${name}.png`);
  await sharp({ create: { width, height, channels: 4, background: { r: 20, g: 120, b: 110, alpha: 0.8 } } })
    .png()
    .toFile(file);
  return file;
}

async function withSystem<T>(config: Config, ports: Partial<Ports>, use: (system: System) => Promise<T>): Promise<T> {
  const system = await openSystem(config, createLog('error'), { ports });
  try {
    return await use(system);
  } finally {
    await system.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return since(startedMs);
}
