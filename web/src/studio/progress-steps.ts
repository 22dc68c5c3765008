/** The way of an ad from order to films, as steps people can follow. Pure. */
import type { Ad } from './client.ts';

export type Step = { readonly name: string; readonly state: 'done' | 'now' | 'next' };

type Status = Ad['status'];

const STEPS: readonly { readonly name: string; readonly statuses: readonly Status[] }[] = [
  { name: 'Cutting out the product', statuses: ['PENDING', 'EXTRACTING_PRODUCT'] },
  { name: 'Drawing the storyboard', statuses: ['PLANNING'] },
  { name: 'Your yes', statuses: ['AWAITING_APPROVAL'] },
  { name: 'Making the scenes', statuses: ['GENERATING_SCENES'] },
  { name: 'Placing the product and the words', statuses: ['COMPOSITING', 'ADDING_OVERLAYS'] },
  { name: 'Music', statuses: ['GENERATING_AUDIO'] },
  { name: 'The three films', statuses: ['RENDERING'] },
];

export function stepsOf(status: Status): readonly Step[] {
  const at = STEPS.findIndex(({ statuses }) => statuses.includes(status));
  return STEPS.map(({ name }, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'next' }));
}

export function hasEnded(status: Status): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
}

/** Whether it goes on by itself. */
export function isMoving(status: Status): boolean {
  return !hasEnded(status) && status !== 'AWAITING_APPROVAL';
}

const WORDS: Readonly<Record<Status, string>> = {
  PENDING: 'Waiting to begin',
  EXTRACTING_PRODUCT: 'Cutting out the product',
  PLANNING: 'Drawing the storyboard',
  AWAITING_APPROVAL: 'Storyboard ready',
  GENERATING_SCENES: 'Making the scenes',
  COMPOSITING: 'Placing the product',
  ADDING_OVERLAYS: 'Setting the words',
  GENERATING_AUDIO: 'Making the music',
  RENDERING: 'Rendering the films',
  COMPLETED: 'Finished',
  FAILED: 'Did not work',
  CANCELLED: 'Stopped',
};

export function statusWords(status: Status): string {
  return WORDS[status];
}

/** Somebody said yes before, so a change is made at once. */
export function isMade({ approved, status }: Pick<Ad, 'approved' | 'status'>): boolean {
  return approved || hasEnded(status);
}
