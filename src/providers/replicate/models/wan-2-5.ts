/** wan-video/wan-2.5-t2v-fast: finer, dearer; five or ten seconds. */
import { z } from 'zod';
import type { VideoModel } from './video-model.ts';

/** From the model's input schema on replicate.com, read 2026-11-22. */
const Input = z.strictObject({
  prompt: z.string().min(1),
  negative_prompt: z.string(),
  size: z.enum(['1280*720', '720*1280', '1920*1080', '1080*1920']),
  duration: z.union([z.literal(5), z.literal(10)]),
  enable_prompt_expansion: z.boolean(),
  seed: z.number().int().nonnegative(),
});

/** Slowed down to two thirds, five seconds last for seven and a half; more than that is worth the longer clip. */
const LONGEST_OF_FIVE_SECONDS = 7.5;

function priced(seconds: number) {
  return { size: '720*1280', duration: seconds <= LONGEST_OF_FIVE_SECONDS ? 5 : 10 } as const;
}

export const WAN_2_5: VideoModel = {
  name: 'wan-video/wan-2.5-t2v-fast',
  mapping: 1,
  priced,
  input: ({ prompt, not, seconds, seed }) =>
    Input.parse({
      prompt,
      negative_prompt: not,
      ...priced(seconds),
      // An expanded prompt may bring in what we keep out: people, products, writing.
      enable_prompt_expansion: false,
      seed: seed % 0x8000_0000,
    }),
};
