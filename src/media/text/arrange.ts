/** Sets the lines of an overlay one below the other inside the stage's box for words, clear of the product. */
import type { Overlay, StyleSpec } from '../../ad/plan.ts';
import type { Box, Stage } from '../stage.ts';
import { drawPill } from './pill.ts';
import { cleanText, scriptOf } from './script.ts';
import { type SetText, setText, type TextRole } from './set-type.ts';

export type PlacedLine = Box & { readonly role: TextRole; readonly png: Buffer };

type Request = {
  readonly overlay: Overlay;
  readonly style: StyleSpec;
  readonly language: string;
  readonly stage: Stage;
  readonly ink: string;
};

/** Pixels at full size. Text is never below 42 at 1080 wide (placement guidance, read 2026-11-22). */
const SIZES: Readonly<Record<TextRole, { readonly most: number; readonly least: number; readonly lines: number }>> = {
  headline: { most: 104, least: 56, lines: 4 },
  support: { most: 48, least: 42, lines: 2 },
  pill: { most: 46, least: 42, lines: 1 },
};
const GAP = { support: 42, pill: 46 };
/** Of the room's height, at most: the rest is the headline's, however much the others have to say. */
const SHARE = { support: 0.42, supportBesidePill: 0.28, pill: 0.38 };
/** Pixels at full size; in a lower room the gaps shrink with it. */
const COMFORTABLE_HEIGHT = 360;
/** Air between words and product. */
const CLEARANCE = 36;
const LEAST_HEIGHT = 150;

export async function arrange(request: Request): Promise<readonly PlacedLine[]> {
  const room = freeRoom(request.stage);
  const lines = await setLines(request, room);
  const total = lines.reduce((sum, line) => sum + line.height + line.gap, 0);
  const beside = request.stage.aspect === '16:9' && request.stage.product !== null;
  const free = Math.max(0, room.height - total);
  const lead = request.overlay.position === 'bottom' && !beside ? free : free * (beside ? 0.42 : 0.3);
  let y = room.y + lead;
  return lines.map(({ gap, role, png, width, height, margin }) => {
    y += gap;
    const placed = { role, png, width, height, x: Math.round(leftOf(request, room, width, margin)), y: Math.round(y) };
    y += height;
    return placed;
  });
}

/** The box for words, less what the product takes of it. */
export function freeRoom({ text, product, scale, aspect }: Stage): Box {
  const crosses = product && product.x < text.x + text.width && product.x + product.width > text.x;
  if (!crosses || aspect === '16:9') return text;
  const above = product.y - CLEARANCE * scale - text.y;
  const height = Math.min(text.height, Math.max(LEAST_HEIGHT * scale, above));
  return above < text.height ? { ...text, height } : text;
}

type Line = {
  readonly role: TextRole;
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  /** Pixels at each side that the eye does not see as part of it. */
  readonly margin: number;
};

/** Pixels at full size of a pill whose words are as small as they may be, with its padding and shadow. */
const PILL_HEIGHT = 136;

/** Support and pill take what they need; the headline gets the rest. */
async function setLines(request: Request, room: Box): Promise<readonly Line[]> {
  const support = await supportLine(request, room);
  const pill = await pillLine(request, room);
  const taken = [support, pill].reduce((sum, line) => sum + (line ? line.height + line.gap : 0), 0);
  const headline = await setText({
    ...typeOf(request, 'headline', request.overlay.headline),
    maxWidth: room.width,
    maxHeight: Math.max(room.height - taken, room.height * 0.12),
  });
  return [lineOf('headline', headline, 0), support, pill].filter((line) => line !== null);
}

async function supportLine(request: Request, room: Box): Promise<Line | null> {
  const { overlay, stage } = request;
  if (overlay.support === null || cleanText(overlay.support) === '') return null;
  const type = {
    ...typeOf(request, 'support', overlay.support),
    maxWidth: room.width,
    maxHeight: room.height * (overlay.pill === null ? SHARE.support : SHARE.supportBesidePill),
  };
  const short = await setText(type);
  // Words too small to read are worse than lines too many.
  const set = short.sizePx < type.minSize - 1 ? await setText({ ...type, maxLines: 4 }) : short;
  return lineOf('support', set, GAP.support * gapScale(room, stage.scale));
}

async function pillLine(request: Request, room: Box): Promise<Line | null> {
  const { overlay, stage, style } = request;
  if (overlay.pill === null || cleanText(overlay.pill) === '') return null;
  const { role: _, ink: __, align: ___, maxLines: ____, ...type } = typeOf(request, 'pill', overlay.pill);
  const pill = await drawPill({
    ...type,
    maxWidth: room.width,
    // The call to action stays readable; the headline, which has most to give, gives way.
    maxHeight: Math.max(room.height * SHARE.pill, PILL_HEIGHT * stage.scale),
    brand: style.palette.brand,
    scale: stage.scale,
  });
  return { role: 'pill', ...pill, gap: GAP.pill * gapScale(room, stage.scale) - pill.margin };
}

function gapScale(room: Box, scale: number): number {
  return Math.min(scale, room.height / COMFORTABLE_HEIGHT);
}

function lineOf(role: TextRole, { png, width, height }: SetText, gap: number): Line {
  return { role, png, width, height, gap, margin: 0 };
}

function typeOf(request: Request, role: TextRole, words: string) {
  const { most, least, lines } = SIZES[role];
  const { scale } = request.stage;
  return {
    text: cleanText(words) || ' ',
    role,
    typeface: request.style.typeface,
    language: request.language,
    ink: request.ink,
    align: alignmentOf(request),
    maxLines: lines,
    maxSize: most * scale,
    minSize: least * scale,
  } as const;
}

/** Beside the product words start at their margin, which is the right one in scripts that run from there; else they are centred. */
function alignmentOf({ stage, overlay }: Request): 'left' | 'centre' | 'right' {
  if (stage.aspect !== '16:9' || !stage.product) return 'centre';
  return scriptOf(overlay.headline) === 'right-to-left' ? 'right' : 'left';
}

function leftOf(request: Request, room: Box, width: number, margin: number): number {
  switch (alignmentOf(request)) {
    case 'left':
      return room.x - margin;
    case 'right':
      return room.x + room.width - width + margin;
    case 'centre':
      return room.x + (room.width - width) / 2;
  }
}
