/** What conversations ask of the studio. */
import type { Studio } from '../pipeline/studio.ts';

export type AdDesk = Pick<
  Studio,
  'keepPhoto' | 'order' | 'offer' | 'approve' | 'change' | 'replan' | 'goBack' | 'keep' | 'cancel' | 'find' | 'versions'
>;
