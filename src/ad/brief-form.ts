/** A brief as it is filled into a form: each part in the person's own words, or not at all. Checked where it is used, part by part. */
import { z } from 'zod';

const words = (max: number) => z.string().max(max).nullable();

export const BriefForm = z.strictObject({
  text: words(20_000),
  brandName: words(200),
  /** As written: `teal`, `#4dbac7`, `rgb(…)`. */
  brandColor: words(100),
  /** A number, or what was typed instead of one. */
  durationSeconds: z.union([z.number(), z.string().max(40)]).nullable(),
  callToAction: words(200),
  tone: words(200),
  language: words(40),
  musicMood: words(100),
});
export type BriefForm = z.infer<typeof BriefForm>;
