/** What the model is told about the state of things: plain JSON inside `<state>…</state>` in its instructions. */
import { z } from 'zod';
import { Draft } from './thread-state.ts';

const text = z.string().nullable();

export const View = z.strictObject({
  brief: Draft.omit({ photo: true }),
  picture: z.enum(['missing', 'attached']),
  /** Usable pictures that came with this message, or with the one before it and still wait to be chosen from. */
  newPictures: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Sentences about files of this message that cannot be used; the reply passes them on. */
  fileProblems: z.array(z.string()),
  /** What the brief still needs, in the order to ask for it. */
  missing: z.array(z.enum(['text', 'picture', 'brandName', 'brandColor', 'durationSeconds'])),
  /** Null until a storyboard was asked for. */
  ad: z
    .strictObject({
      status: z.string(),
      progress: z.number(),
      activity: text,
      version: z.number(),
      versions: z.array(z.number()),
      awaitingApproval: z.boolean(),
      /** As people read it, `$0.00`. */
      estimate: z.string(),
      spent: z.string(),
      /** What the price is made of; empty where it is nothing. */
      estimateParts: z.string(),
      /** Sentence: what was estimated and billed for the finished films, and why they differ. */
      billed: text,
      /** Sentence and question: a budget has no room for this price. */
      overBudget: text,
      /** Day, as people read it. */
      filesKeptUntil: z.string(),
      /** Films and pictures are gone: nothing of this ad can be changed or made. */
      filesExpired: z.boolean(),
      /** What of the finished films is not as planned. */
      fallbacks: z.array(
        z.strictObject({
          sceneId: text,
          step: z.string(),
          say: z.string(),
          /** Price, or what it needs. */ redo: z.string(),
        }),
      ),
      brandName: z.string(),
      brandColor: z.string(),
      totalSeconds: z.number(),
      mood: z.string(),
      music: z.strictObject({ mood: z.string(), tempoBpm: z.number() }).nullable(),
      scenes: z.array(
        z.strictObject({
          /** 1 is the first scene. */
          place: z.number(),
          id: z.string(),
          role: z.string(),
          seconds: z.number(),
          headline: text,
          support: text,
          pill: text,
          wordsPosition: text,
          look: z.string(),
          background: z.string(),
          warmth: z.number(),
          brightness: z.number(),
          product: z.strictObject({ usage: z.string(), scale: z.number(), position: z.string(), motion: z.string() }),
          transition: z.string(),
        }),
      ),
    })
    .nullable(),
  person: z.strictObject({
    mayApprove: z.boolean(),
    /** Who may, where this person may not. */
    approver: text,
  }),
  brandKit: z.strictObject({ brandName: z.string(), brandColor: z.string() }).nullable(),
});
export type View = z.infer<typeof View>;
