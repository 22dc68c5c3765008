/** Small schemas that many requests share. */
import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';

export const snowflake = z.string().regex(/^\d{15,20}$/, { message: 'Value is not snowflake.' });

export const emoji = z.strictObject({
  id: snowflake.nullish(),
  name: z.string().nullish(),
  animated: z.boolean().optional(),
});

/** Words by language; null takes a language away again. */
export function localised(text: z.ZodType<string>) {
  return z.partialRecord(z.enum(Locale), text.nullable()).nullish();
}

export const httpUrl = z
  .string()
  .max(2048)
  .regex(/^(https?|attachment):\/\/\S+$/, {
    message: 'Scheme must be one of (http, https).',
  });

/** `image`, `video`, `audio`, or an ending such as `.png`: what a person may choose a file of. */
export const fileTypes = z
  .array(z.string().regex(/^(image|video|audio|\.\w{1,20})$/, { message: 'Not a kind of file.' }))
  .max(50)
  .optional();
