/** A family of video models: how a scene is asked for in its own words. */
import type { StyleSpec } from '../../../ad/plan.ts';

export type ClipWish = {
  readonly prompt: string;
  /** What must not be in the picture. */
  readonly not: string;
  /** How long the scene is seen. */
  readonly seconds: number;
  readonly seed: number;
  readonly style: Pick<StyleSpec, 'palette'>;
};

export type VideoModel = {
  /** `owner/name`, as REPLICATE_VIDEO_MODEL names it. */
  readonly name: string;
  /** Changes whenever the same wish would give another clip: part of every clip's fingerprint. */
  readonly mapping: number;
  /** The part of the input that its price depends on. */
  readonly priced: (seconds: number) => Readonly<Record<string, unknown>>;
  readonly input: (wish: ClipWish) => Readonly<Record<string, unknown>>;
};
