/** wan-video/wan-2.2-t2v-fast: the default. Upright, 720p, as long as the scene up to 7.5 seconds. */
import { z } from 'zod';
import type { VideoModel } from './video-model.ts';

/** From the model's input schema on replicate.com, read 2026-11-22. */
const Input = z.strictObject({
  prompt: z.string().min(1),
  num_frames: z.number().int().min(81).max(121),
  resolution: z.enum(['480p', '720p']),
  aspect_ratio: z.enum(['16:9', '9:16']),
  frames_per_second: z.number().int().min(5).max(30),
  interpolate_output: z.boolean(),
  go_fast: z.boolean(),
  sample_shift: z.number().min(1).max(20),
  seed: z.number().int().nonnegative(),
});

const FPS = 16;

function priced(seconds: number) {
  // 121 frames are 7.56 s: a quarter of a 30 s film needs no slowing down.
  return { num_frames: Math.min(121, Math.max(81, Math.ceil(FPS * seconds))), resolution: '720p' } as const;
}

export const WAN_2_2: VideoModel = {
  name: 'wan-video/wan-2.2-t2v-fast',
  mapping: 1,
  priced,
  input: ({ prompt, seconds, seed }) =>
    Input.parse({
      prompt,
      ...priced(seconds),
      aspect_ratio: '9:16',
      frames_per_second: FPS,
      // 30 frames a second by interpolation, so that slow camera moves do not stutter. Its default differs from model to model.
      interpolate_output: true,
      go_fast: true,
      sample_shift: 12,
      seed: seed % 0x8000_0000,
    }),
};
