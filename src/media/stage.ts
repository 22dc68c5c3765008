/** Where product and words stand in one aspect of a scene: pixels, inside the zone that placements keep free. */
import type { Aspect, Size } from '../ad/aspect.ts';
import { scaledSize } from '../ad/aspect.ts';
import type { Cutout } from '../ad/cutout.ts';
import type { Overlay, ProductUsage } from '../ad/plan.ts';

/** Pixels from the top left corner of the frame. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What a background offers to those who stand on it. Fractions of the frame. */
export type Ground = {
  /** Height at which the product's lowest point touches the ground, 0 top to 1 bottom. */
  readonly contactY: number;
  /** From where the key light comes: −1 far left to 1 far right. */
  readonly lightX: number;
  /** How much the floor mirrors, 0 to 1. */
  readonly gloss: number;
};

export type Stage = {
  readonly aspect: Aspect;
  readonly size: Size;
  /** Pixels here for one pixel at full size (1080 on the short side). */
  readonly scale: number;
  /** Words stay inside this box. */
  readonly text: Box;
  /** The product's own pixels at rest (without shadow and reflection); null when the scene has none. */
  readonly product: Box | null;
};

/**
 * Boxes of full-size frames. 9:16: the one box that clears YouTube Shorts, Meta Reels and Stories and TikTok (Google via
 * shotstack.io, Meta's unified zone of March 2026, TikTok template files; read 2026-11-22). Feed shapes: 5 % title-safe margins.
 */
const ZONES: Readonly<Record<Aspect, { readonly safe: Box; readonly maxProduct: Size }>> = {
  '9:16': { safe: { x: 120, y: 288, width: 768, height: 960 }, maxProduct: { width: 860, height: 660 } },
  '1:1': { safe: { x: 64, y: 64, width: 952, height: 952 }, maxProduct: { width: 740, height: 560 } },
  '16:9': { safe: { x: 112, y: 72, width: 1696, height: 936 }, maxProduct: { width: 820, height: 760 } },
};

/** As shares: where its top is in the frame, how much taller than the rest of the frame it is, how wide it may get. */
const CLOSE_UP: Readonly<Record<Aspect, { readonly top: number; readonly height: number; readonly width: number }>> = {
  '9:16': { top: 0.37, height: 1.14, width: 0.86 },
  '1:1': { top: 0.36, height: 1.2, width: 0.72 },
  '16:9': { top: 0.12, height: 1.22, width: 0.5 },
};

export function stageScene(request: {
  readonly aspect: Aspect;
  readonly scale: number;
  readonly ground: Ground;
  readonly cutout: Cutout;
  readonly usage: ProductUsage;
  readonly overlay: Overlay | null;
}): Stage {
  const { aspect, scale } = request;
  const size = scaledSize(aspect, scale);
  return { aspect, size, scale, text: textBox(request), product: productBox(request, size) };
}

function textBox({ aspect, scale, usage, overlay }: Parameters<typeof stageScene>[0]): Box {
  const { safe } = ZONES[aspect];
  const beside = aspect === '16:9' && usage.usage !== 'absent';
  const width = beside ? safe.width * 0.47 : safe.width;
  const x = beside && usage.position === 'left' ? safe.x + safe.width - width : safe.x;
  const height = beside ? safe.height : safe.height * 0.55;
  const y = beside || overlay?.position !== 'bottom' ? safe.y : safe.y + safe.height - height;
  return scaleBox({ x, y, width, height }, scale);
}

function productBox(request: Parameters<typeof stageScene>[0], size: Size): Box | null {
  const { usage, cutout, ground } = request;
  if (usage.usage === 'absent') return null;
  const near = usage.usage === 'close-up' ? closeUp(request, size) : null;
  const fit = near ?? standing(request);
  const width = Math.round(cutout.width * fit);
  const height = Math.round(cutout.height * fit);
  const y = near ? topOfCloseUp(request, size) : Math.round(ground.contactY * size.height) - height;
  const x = Math.round(centerX(request.aspect, usage) * size.width - width / 2);
  return { x: near ? x : keepInside(x, width, size.width), y, width, height };
}

/** A wide product gives up its place off the centre before it leaves the frame. */
function keepInside(x: number, width: number, frame: number): number {
  const margin = Math.round(Math.min(0.04 * frame, Math.max(0, (frame - width) / 2)));
  return Math.min(Math.max(x, margin), Math.max(margin, frame - width - margin));
}

/** Scale at which the product stands whole on its ground. */
function standing({ aspect, scale, usage, cutout }: Parameters<typeof stageScene>[0]): number {
  const { maxProduct } = ZONES[aspect];
  const grow = { hero: 1, 'close-up': 1.1, aside: 0.84, absent: 0 }[usage.usage] * usage.scale * scale;
  return Math.min((maxProduct.width * grow) / cutout.width, (maxProduct.height * grow) / cutout.height);
}

/** Cropped by the lower edge of the frame, which it must reach: a product that ended above it would float. */
function closeUp(request: Parameters<typeof stageScene>[0], size: Size): number | null {
  const { aspect, cutout, usage } = request;
  const room = size.height - topOfCloseUp(request, size);
  const fit = (room * CLOSE_UP[aspect].height * Math.max(1, usage.scale)) / cutout.height;
  return cutout.width * fit <= size.width * CLOSE_UP[aspect].width ? fit : null;
}

/** Below the words, where they stand above it. */
function topOfCloseUp({ aspect }: Parameters<typeof stageScene>[0], size: Size): number {
  return Math.round(size.height * CLOSE_UP[aspect].top);
}

/** In 16:9 words and product share the width, so a centred product moves to the right of its words. */
function centerX(aspect: Aspect, usage: ProductUsage): number {
  if (aspect === '16:9') return usage.position === 'left' ? 0.27 : 0.73;
  return { left: 0.4, center: 0.5, right: 0.6 }[usage.position];
}

function scaleBox(box: Box, scale: number): Box {
  return { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale };
}

/** A finished picture with alpha and its place in the frame, in pixels of the frame. */
export type Still = Box & { readonly file: string };

/** A still that comes and goes: frames are counted from the scene's own first visible frame. */
export type TimedStill = Still & {
  /** It lies under the product, not over it. */
  readonly below: boolean;
  readonly enterFrame: number;
  /** Frames that coming in and going out take. */
  readonly fadeFrames: number;
  /** Pixels it rises while coming in, easing out. */
  readonly risePx: number;
  /** The first frame without it; null when it stays to the end. */
  readonly exitFrame: number | null;
};
