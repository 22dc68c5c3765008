/** One run: makes a 30 s ad as everybody does, changes it, then measures the floors and the original chain on its films. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Brief } from '../src/ad/brief.ts';
import { secondsOf } from '../src/ad/frames.ts';
import type { Plan } from '../src/ad/plan.ts';
import type { Project } from '../src/ad/project.ts';
import { withDemoPhoto } from '../src/cli/demo-photo.ts';
import { openSystem, type System } from '../src/compose.ts';
import type { Config } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { createRenderer } from '../src/media/renderer.ts';
import { balancedFloor, readyShots, threeBareEncodes } from './floors.ts';
import { originalChain } from './original-chain.ts';
import { watchPeakMemory } from './peak-memory.ts';
import type { Seconds } from './report.ts';
import { run } from './run-ffmpeg.ts';

const BRIEF = Brief.parse({
  text: 'Fjell is an oat and vanilla cold brew in a can. Slow mornings, strong coffee. Smooth, creamy and ready when you are.',
  brandName: 'Fjell',
  brandColor: '#0f766e',
  durationSeconds: 30,
});

export async function measure(config: Config): Promise<Seconds> {
  const system = await openSystem(config, createLog('error'));
  try {
    const memory = watchPeakMemory();
    const made = await makeAd(system);
    const peakBytes = memory.stop();
    const textChange = await change(system, made.project, withOtherWords);
    const musicChange = await change(system, made.project, withOtherMusic);
    return { ...made.seconds, textChange, musicChange, peakBytes, ...(await floors(config, system, made.project)) };
  } finally {
    await system.close();
  }
}

async function makeAd(system: System) {
  const startedMs = performance.now();
  const id = await withDemoPhoto((photo) =>
    system.studio.order({ userId: 'bench', brief: BRIEF, photo }, new AbortController().signal),
  );
  await until(system, id, 'AWAITING_APPROVAL');
  const approvedMs = performance.now();
  await system.studio.approve(id, await system.studio.offer(id));
  const project = await until(system, id, 'COMPLETED');
  const backdrops = (project.ad.receipt?.timings.scenes ?? 0) / 1000;
  const seconds = { cutoutAndStoryboard: (approvedMs - startedMs) / 1000, media: since(approvedMs), backdrops };
  return { project, seconds };
}

/** Wall seconds of another version that differs as `edit` says. */
async function change(system: System, project: Project, edit: (plan: Plan) => Plan): Promise<number> {
  if (!project.plan) throw new Error('The ad has no plan.');
  const startedMs = performance.now();
  await system.projects.reopen(project.id);
  const version = await system.projects.addVersion(project.id, edit(project.plan), { degraded: [] });
  await system.queue.produce({ projectId: project.id, version });
  await until(system, project.id, 'COMPLETED');
  return since(startedMs);
}

function withOtherWords(plan: Plan): Plan {
  const words = { headline: 'Now in your fridge', support: null, pill: null, position: 'top' } as const;
  return { ...plan, scenes: plan.scenes.map((scene, index) => (index === 1 ? { ...scene, overlay: words } : scene)) };
}

function withOtherMusic(plan: Plan): Plan {
  return { ...plan, music: plan.music && { ...plan.music, seed: (plan.music.seed + 1) % 2 ** 32 } };
}

async function floors(config: Config, system: System, project: Project) {
  const folder = join(config.home, 'floors');
  await mkdir(folder, { recursive: true });
  const receipt = project.ad.receipt;
  const films = Object.fromEntries(
    await Promise.all(
      Object.entries(receipt?.outputs ?? {}).map(
        async ([aspect, key]) => [aspect, await system.artifacts.open(key)] as const,
      ),
    ),
  );
  const sceneSeconds = project.plan?.scenes.map((scene) => secondsOf(scene.frames)) ?? [];
  const { ffmpegPath } = config.tools;
  const shots = await readyShots(await collectFrames(config));
  const threeBare = await timed(() => threeBareEncodes(ffmpegPath, shots, folder));
  const balanced = await timed(() => balancedFloor(ffmpegPath, shots, folder));
  const inputs = await chainInputs(ffmpegPath, films['9:16'] ?? '', sceneSeconds, folder);
  const chain = await timed(() => originalChain(inputs));
  return { threeBare, balanced, chain };
}

/** Makes the same ad once more, untimed, and keeps the frames that its encoders were given: about 7 GB for 30 s. */
async function collectFrames(config: Config): Promise<string> {
  const frames = join(config.home, 'frames');
  await mkdir(frames, { recursive: true });
  process.env.ADGEN_BENCH_FFMPEG = config.tools.ffmpegPath;
  process.env.ADGEN_BENCH_FRAMES = frames;
  const ffmpegPath = join(import.meta.dirname, 'ready-frames-process.mjs');
  const renderer = createRenderer({ tools: { ...config.tools, ffmpegPath }, encoders: 2 });
  const system = await openSystem({ ...config, home: join(config.home, 'again') }, createLog('error'), {
    ports: { renderer },
  });
  await makeAd(system);
  await system.close();
  return frames;
}

/** The clips are the finished film's own scenes: as hard to encode as the film itself. */
async function chainInputs(ffmpegPath: string, film: string, sceneSeconds: readonly number[], folder: string) {
  const clips: string[] = [];
  let from = 0;
  for (const [index, seconds] of sceneSeconds.entries()) {
    const clip = join(folder, `clip_${index}.mp4`);
    await run(ffmpegPath, [
      '-ss',
      `${from}`,
      '-t',
      `${seconds}`,
      '-i',
      film,
      '-an',
      '-c:v',
      'libx264',
      '-preset',
      'superfast',
      '-crf',
      '12',
      clip,
    ]);
    clips.push(clip);
    from += seconds;
  }
  const audio = join(folder, 'audio.m4a');
  await run(ffmpegPath, ['-i', film, '-vn', '-c:a', 'copy', audio]);
  return {
    ffmpegPath,
    folder,
    clips,
    audio,
    product: await picture(folder, 'product', 360, 800),
    words: await picture(folder, 'words', 800, 260),
  };
}

async function picture(folder: string, name: string, width: number, height: number): Promise<string> {
  const file = join(folder, `${name}.png`);
  await sharp({ create: { width, height, channels: 4, background: { r: 20, g: 120, b: 110, alpha: 0.8 } } })
    .png()
    .toFile(file);
  return file;
}

async function until(system: System, id: string, status: Project['status']): Promise<Project> {
  for await (const project of system.studio.watch(id, new AbortController().signal)) {
    if (project.status === status) return project;
    if (project.status === 'FAILED') throw new Error(project.errorMessage ?? 'failed');
  }
  throw new Error(`The ad ended before it was ${status}.`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return since(startedMs);
}

function since(startedMs: number): number {
  return (performance.now() - startedMs) / 1000;
}
