/** What the ad is about, as a person said it; the plan is a function of this and the product's picture. */
import { z } from 'zod';
import { parseColor } from './color.ts';
import { MAX_SECONDS, MIN_SECONDS } from './frames.ts';

const MAX_BRIEF_CHARACTERS = 4000;

/** A CSS name, `#rgb`, `#rrggbb` or `rgb(r, g, b)` in any case; kept as lower-case `#rrggbb`. */
const BrandColor = z.string().transform((written, context) => {
  const color = parseColor(written);
  if (color) return color;
  context.addIssue({
    code: 'custom',
    message: `"${shorten(written)}" is not a colour we can use. Give a CSS name such as teal, or a hex value such as #4dbac7.`,
  });
  return z.NEVER;
});

export const Brief = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, 'The brief is empty. Say in a sentence or two what the ad is about.')
    .max(MAX_BRIEF_CHARACTERS, `The brief is too long. Keep it under ${MAX_BRIEF_CHARACTERS} characters.`),
  brandName: z
    .string()
    .trim()
    .min(1, 'The brand name is empty. Give the name to show in the ad.')
    .max(60, 'The brand name is too long for a film. Keep it under 60 characters.'),
  brandColor: BrandColor,
  durationSeconds: z
    .number('The duration is not a number. Give the seconds, for example 15 or 30.')
    .min(MIN_SECONDS, `An ad is ${MIN_SECONDS} to ${MAX_SECONDS} seconds long. Give a duration in that range.`)
    .max(MAX_SECONDS, `An ad is ${MIN_SECONDS} to ${MAX_SECONDS} seconds long. Give a duration in that range.`),
  callToAction: z
    .string()
    .trim()
    .min(1)
    .max(60, 'The call to action is too long. Keep it under 60 characters.')
    .nullish(),
  tone: z.string().trim().min(1).max(120).nullish(),
  /** BCP 47, such as `en` or `de`; absent: read from the brief's own words. */
  language: z.string().trim().min(2).max(20).nullish(),
  musicMood: z.string().trim().min(1).max(60).nullish(),
});
export type Brief = z.infer<typeof Brief>;

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
