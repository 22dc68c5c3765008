/** minimax/video-01: six seconds; upright only where its first frame is. */
import { z } from 'zod';
import { firstFrame } from '../first-frame.ts';
import type { VideoModel } from './video-model.ts';

/** From the model's input schema on replicate.com, read 2026-11-22. */
const Input = z.strictObject({
  prompt: z.string().min(1),
  prompt_optimizer: z.boolean(),
  first_frame_image: z.string().startsWith('data:image/png;base64,'),
});

export const VIDEO_01: VideoModel = {
  name: 'minimax/video-01',
  mapping: 1,
  priced: () => ({}),
  // It has neither a seed nor a negative prompt.
  input: ({ prompt, style }) =>
    Input.parse({ prompt, prompt_optimizer: false, first_frame_image: firstFrame(style.palette) }),
};
