/** Small scenes for the film engine's tests: a drawn bottle, one look, and what the pipeline would ask the renderer. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { type Aspect, type Size, scaledSize } from '../../src/ad/aspect.ts';
import type { Cutout } from '../../src/ad/cutout.ts';
import type { Overlay, Scene, StyleSpec } from '../../src/ad/plan.ts';
import type { Tools } from '../../src/media/ffmpeg/run-ffmpeg.ts';
import { createRenderer } from '../../src/media/renderer.ts';
import type { ShotRequest, StagedScene, Visuals } from '../../src/pipeline/ports.ts';

export const tools: Tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
export const renderer = createRenderer({ tools, encoders: 2 });
export const never = new AbortController().signal;
export const SCALE = 0.15;
export const LEAD = 15;

const run = promisify(execFile);

const STYLE: StyleSpec = {
  lighting: 'soft key light',
  camera: 'slow',
  texture: 'matt',
  mood: 'calm',
  grade: 'clean',
  typeface: 'modern',
  palette: {
    ...{ tone: 'light', wall: '#d8e8de', floor: '#b9d2c4', light: '#fffdf5', accent: '#e0813a' },
    ...{ shadow: '#101c16', brand: '#0a7d4b' },
  },
};

export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "film 100% 'engine' "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A bottle with a label: round edges, flat colours, nothing behind it. */
async function drawBottle(file: string): Promise<void> {
  const bottle = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="600">
    <rect x="80" y="0" width="80" height="90" rx="10" fill="#2a8a3c"/>
    <rect x="10" y="80" width="220" height="520" rx="50" fill="#c8342b"/>
    <rect x="10" y="240" width="220" height="200" fill="#f2ead8"/></svg>`;
  await sharp(Buffer.from(bottle)).png().toFile(file);
}

export async function bottleVisuals(folder: string): Promise<Visuals> {
  const maskedFile = join(folder, 'masked.png');
  await drawBottle(maskedFile);
  const cutout: Cutout = { kind: 'cut', reason: null, width: 240, height: 600, colors: ['#c8342b'], lightness: 0.5 };
  return { style: STYLE, brandName: 'Kola', language: 'en', cutout, maskedFile };
}

export function words(headline: string): Overlay {
  return { headline, support: null, pill: null, position: 'top' };
}

export function sceneOf(id: string, changes: Partial<Scene> = {}): Scene {
  return {
    id,
    role: 'product',
    frames: 60,
    background: { prompt: 'a calm studio', look: 'studio', seed: Number(id.slice(1)), warmth: 0, brightness: 0 },
    product: { usage: 'hero', scale: 1, position: 'center', motion: 'push' },
    overlay: null,
    transition: 'fade',
    ...changes,
  };
}

/** Draws the scene's backdrop, long enough for a transition before it. */
export async function withBackdrop(scene: Scene, folder: string, scale = SCALE): Promise<StagedScene> {
  const own = join(folder, `backdrop-${scene.id}`);
  const { background, product } = scene;
  const request = { background, style: STYLE, frames: scene.frames + LEAD, side: product.position, scale };
  await renderer.backdrop(request, own, never);
  return { scene, background: { kind: 'backdrop', folder: own } };
}

export function shotOf(visuals: Visuals, scene: StagedScene, changes: Partial<ShotRequest> = {}): ShotRequest {
  const alone = {
    next: null,
    leadFrames: 0,
    tailFrames: 0,
    pieces: ['body'],
    aspects: ['9:16'],
    scale: SCALE,
  } as const;
  return { visuals, scene, ...alone, ...changes };
}

/** A test clip with movement in it. */
export async function makeClip(file: string, size: Size, seconds: number, fps: number): Promise<void> {
  const source = `testsrc2=s=${size.width}x${size.height}:r=${fps}:d=${seconds},format=yuv420p`;
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    source,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    file,
  ]);
}

/** Every frame as RGB bytes. Fails when the decoder has anything to complain about. */
export async function framesOf(file: string, aspect: Aspect, scale = SCALE): Promise<readonly Uint8Array[]> {
  const { width, height } = scaledSize(aspect, scale);
  const args = ['-v', 'error', '-i', file, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const { stdout, stderr } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 2 ** 30 });
  if (stderr.length > 0) throw new Error(stderr.toString());
  const each = width * height * 3;
  return Array.from({ length: stdout.length / each }, (_, index) => stdout.subarray(index * each, (index + 1) * each));
}

/** Peak signal-to-noise ratio in decibels; above 36 two pictures look the same. */
export function likeness(a: Uint8Array | undefined, b: Uint8Array | undefined): number {
  if (!a || !b || a.length !== b.length) throw new Error('The pictures differ in size.');
  const squares = a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);
  return squares === 0 ? 99 : 10 * Math.log10((255 ** 2 * a.length) / squares);
}
