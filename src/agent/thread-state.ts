/** What a thread remembers between messages: the draft brief, its ad, and the conversation. */
import { z } from 'zod';

const text = z.string().nullable();

/** The brief as far as it is known; every value that stands here has been checked. */
export const Draft = z.strictObject({
  text,
  brandName: text,
  /** `#rrggbb`. */
  brandColor: text,
  durationSeconds: z.number().nullable(),
  callToAction: text,
  tone: text,
  language: text,
  musicMood: text,
  /** The product picture as it arrived: artefact key and the name people know it by. */
  photo: z.strictObject({ key: z.string(), name: z.string() }).nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const ThreadState = z.strictObject({
  /** Who began the thread: the person who may approve spending. */
  ownerId: z.string(),
  draft: Draft,
  /** The ad this thread is about; null while the brief is collected. */
  projectId: text,
  /** Pictures of an earlier message that still wait to be chosen from. */
  offered: z.array(z.strictObject({ id: z.string(), name: z.string(), key: z.string() })).default([]),
  /** What was said while the storyboard was being drawn, and is worked on when it is there. */
  waiting: z
    .array(z.strictObject({ key: z.string(), text: z.string(), userId: z.string(), workspace: z.string() }))
    .default([]),
  /** Messages of the AI SDK (`ModelMessage[]`) as JSON; unknown here, because only the agent reads them. */
  history: z.array(z.unknown()),
});
export type ThreadState = z.infer<typeof ThreadState>;

export const EMPTY_DRAFT: Draft = {
  text: null,
  brandName: null,
  brandColor: null,
  durationSeconds: null,
  callToAction: null,
  tone: null,
  language: null,
  musicMood: null,
  photo: null,
};
