/** The video models that can be chosen. */
import { AdgenError } from '../../ad/errors.ts';
import { VIDEO_01 } from './models/video-01.ts';
import type { VideoModel } from './models/video-model.ts';
import { WAN_2_2 } from './models/wan-2-2.ts';
import { WAN_2_5 } from './models/wan-2-5.ts';

const KNOWN: readonly VideoModel[] = [WAN_2_2, WAN_2_5, VIDEO_01];

export const DEFAULT_VIDEO_MODEL = WAN_2_2.name;

/** Throws `set-up`: a model whose input and price nobody knows is not asked for. */
export function videoModel(name: string): VideoModel {
  const found = KNOWN.find((model) => model.name === name);
  if (found) return found;
  const names = KNOWN.map((model) => model.name).join(', ');
  throw new AdgenError('set-up', `REPLICATE_VIDEO_MODEL is "${name}", which adgen cannot use. Use one of: ${names}.`);
}
