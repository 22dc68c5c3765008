/** What is known about the product's picture after it was cut out: enough to plan and to place, without opening it. */
import { z } from 'zod';
import { Hex } from './plan.ts';

export const Cutout = z.strictObject({
  /** `card`: nothing could be cut out, so the whole photo stands in the scene in a frame. */
  kind: z.enum(['cut', 'card']),
  /** One plain sentence when it is a card. */
  reason: z.string().nullable(),
  /** Pixels of the trimmed cutout. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Dominant product colours, most prominent first. */
  colors: z.array(Hex).min(1).max(5),
  /** Mean OKLab lightness of the product, 0 to 1. */
  lightness: z.number().min(0).max(1),
});
export type Cutout = z.infer<typeof Cutout>;
