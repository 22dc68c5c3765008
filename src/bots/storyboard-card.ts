/** The storyboard as a card: the picture, what happens in each scene, what making it costs. Pure. */
import type { Estimate } from '../ad/bill.ts';
import { hasRoom, type Left, overBudget } from '../ad/budget.ts';
import { secondsOf } from '../ad/frames.ts';
import { formatUsd, type MicroUsd } from '../ad/money.ts';
import type { Music, Overlay, Plan, ProductUsage, Scene } from '../ad/plan.ts';
import { type Button, type Card, plainCard } from './card.ts';
import { cutText } from './fit-text.ts';
import { estimateLine } from './price-words.ts';

/** Enough to know it again; what is drawn is in the picture. */
const MAX_BACKGROUND = 140;
/** Read aloud, longer is no help. */
const MAX_ALT = 1000;

export type StoryboardInput = {
  readonly plan: Plan;
  readonly version: number;
  /** Artefact key of the picture. */
  readonly pictureKey: string;
  /** What a yes means; null when there is nothing to approve. */
  readonly offer: Offered | null;
  /** What the ad has cost until now: its planning, and versions before this one. */
  readonly spentMicroUsd: MicroUsd;
};

export type Offered = {
  readonly planHash: string;
  readonly maxMicroUsd: MicroUsd;
  readonly estimate: Estimate;
  /** What the budgets leave; null where there is none. */
  readonly left: Left | null;
};

export function storyboardCard({ plan, version, pictureKey, offer, spentMicroUsd }: StoryboardInput): Card {
  const seconds = formatSeconds(plan.totalFrames);
  const text = `${plan.scenes.length} scenes, ${seconds}, in three shapes: tall, square and wide.`;
  const question = offer?.left && !hasRoom(offer.left, offer.maxMicroUsd) && overBudget(offer.maxMicroUsd, offer.left);
  return {
    ...plainCard('storyboard', question ? `${text}\n\n${question}` : text),
    title: `${plan.brandName}: the storyboard${version > 1 ? `, version ${version}` : ''}`,
    fields: [
      ...plan.scenes.map((scene, index) => ({
        label: `Scene ${index + 1}, ${formatSeconds(scene.frames)}`,
        value: describeScene(scene),
      })),
      { label: 'Music', value: describeMusic(plan.music) },
      ...(offer ? [{ label: 'Price', value: estimateLine(offer.estimate) }] : []),
      ...(offer && spentMicroUsd > 0 ? [{ label: 'Spent so far', value: spentLine(spentMicroUsd, version) }] : []),
    ],
    picture: {
      key: pictureKey,
      name: 'storyboard.png',
      mime: 'image/png',
      alt: cutText(
        `Storyboard: ${plan.scenes.map((scene, index) => `${index + 1}. ${describeScene(scene)}`).join(' ')}`,
        MAX_ALT,
      ),
    },
    buttons: offer ? buttonsOf(offer, version) : [],
  };
}

/** Before anything is made, only words have been paid. */
function spentLine(spentMicroUsd: MicroUsd, version: number): string {
  return `${formatUsd(spentMicroUsd)}${version === 1 ? ' for planning and our conversation' : ' for this ad'}`;
}

/** What a click on "Make it" brings back. Where a budget has no room for it, it can be made for nothing. */
function buttonsOf({ planHash, maxMicroUsd, left }: Offered, version: number): Button[] {
  const make: Button = hasRoom(left, maxMicroUsd)
    ? { action: 'make-it', label: 'Make it', style: 'primary', value: JSON.stringify({ planHash, maxMicroUsd }) }
    : {
        action: 'make-free',
        label: 'Make it for free',
        style: 'primary',
        value: JSON.stringify({ version, planHash }),
      };
  return [
    make,
    { action: 'change', label: 'Change', style: 'default', value: JSON.stringify({ version }) },
    { action: 'cancel', label: 'Cancel', style: 'danger', value: JSON.stringify({ version }) },
  ];
}

function describeScene({ overlay, background, product }: Scene): string {
  const behind = cutText(background.prompt.split(';')[0]?.trim() ?? '', MAX_BACKGROUND);
  return `${describeWords(overlay)} ${sentence(behind)} ${describeProduct(product)}`;
}

function describeWords(overlay: Overlay | null): string {
  if (!overlay) return 'No words.';
  const lines = [overlay.headline, overlay.support, overlay.pill].filter((line) => line !== null);
  const words = lines.map((line) => `“${line}”`).join(', ');
  return /[.!?…]”$/.test(words) ? words : `${words}.`;
}

const USAGE: Readonly<Record<ProductUsage['usage'], string>> = {
  hero: 'The whole product.',
  'close-up': 'The product close up.',
  aside: 'The product to one side.',
  absent: 'Without the product.',
};

function describeProduct({ usage }: ProductUsage): string {
  return USAGE[usage];
}

function describeMusic(music: Music | null): string {
  return music ? `${music.mood}, ${music.tempoBpm} beats a minute` : 'none';
}

function sentence(words: string): string {
  const plain = words.trim();
  const first = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

/** "1 second", "3.5 seconds". */
export function formatSeconds(frames: number): string {
  const seconds = Math.round(secondsOf(frames) * 10) / 10;
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}
