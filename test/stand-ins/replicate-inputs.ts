/** What Replicate's models take and cost, written down apart from src/: a mistake there must not be repeated here. */
import { z } from 'zod';

const WAN_2_2 = z.strictObject({
  prompt: z.string().min(1),
  num_frames: z.number().int().min(81).max(121).default(81),
  resolution: z.enum(['480p', '720p']).default('480p'),
  aspect_ratio: z.enum(['16:9', '9:16']).default('16:9'),
  frames_per_second: z.number().int().min(5).max(30).default(16),
  interpolate_output: z.boolean().optional(),
  go_fast: z.boolean().default(true),
  sample_shift: z.number().min(1).max(20).default(12),
  seed: z.number().int().optional(),
});

const WAN_2_5 = z.strictObject({
  prompt: z.string().min(1),
  negative_prompt: z.string().optional(),
  audio: z.string().optional(),
  size: z.enum(['1280*720', '720*1280', '1920*1080', '1080*1920']).default('1280*720'),
  duration: z.union([z.literal(5), z.literal(10)]).default(5),
  enable_prompt_expansion: z.boolean().optional(),
  seed: z.number().int().optional(),
});

const VIDEO_01 = z.strictObject({
  prompt: z.string().min(1),
  prompt_optimizer: z.boolean().default(true),
  first_frame_image: z
    .string()
    .max(256 * 1024)
    .optional(),
  subject_reference: z.string().optional(),
});

const MUSICGEN = z.strictObject({
  prompt: z.string(),
  model_version: z.enum(['stereo-melody-large', 'stereo-large', 'melody-large', 'large']),
  duration: z.number().int().min(1).max(30).default(8),
  output_format: z.enum(['wav', 'mp3']).default('wav'),
  normalization_strategy: z.enum(['loudness', 'clip', 'peak', 'rms']).default('loudness'),
  seed: z.number().int().optional(),
});

export const MUSICGEN_VERSION = '671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb';

type Facts = {
  readonly schema: z.ZodType<Record<string, unknown>>;
  readonly makes: 'video' | 'audio';
  /** Micro-dollars for one that came to its end, or was cancelled. */
  readonly price: (input: Readonly<Record<string, unknown>>, seconds: number) => number;
  /** Whether a failure costs its seconds. */
  readonly byTime: boolean;
};

const MODELS: Readonly<Record<string, Facts>> = {
  'wan-video/wan-2.2-t2v-fast': {
    schema: WAN_2_2,
    makes: 'video',
    price: (input) => {
      const { num_frames, resolution } = WAN_2_2.parse(input);
      return Math.ceil(((resolution === '720p' ? 100_000 : 50_000) * num_frames) / 81);
    },
    byTime: false,
  },
  'wan-video/wan-2.5-t2v-fast': {
    schema: WAN_2_5,
    makes: 'video',
    price: (input) => {
      const { size, duration } = WAN_2_5.parse(input);
      return (size.includes('1920') ? 102_000 : 68_000) * duration;
    },
    byTime: false,
  },
  'minimax/video-01': { schema: VIDEO_01, makes: 'video', price: () => 500_000, byTime: false },
  'meta/musicgen': {
    schema: MUSICGEN,
    makes: 'audio',
    price: (_, seconds) => Math.ceil(seconds * 1400 - 1e-6),
    byTime: true,
  },
};

export function modelFacts(name: string): Facts | null {
  return MODELS[name] ?? null;
}
