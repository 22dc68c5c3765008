/** What the hosted model is asked to answer: words and choices, nothing that can be reckoned here. */
import { type JSONSchema7, jsonSchema, type Schema } from 'ai';
import { z } from 'zod';
import { Mood, ProductUsage, SceneRole, StyleSpec, Transition } from '../../../ad/plan.ts';

const { usage, position, motion } = ProductUsage.shape;

const AnswerScene = z.object({
  role: SceneRole,
  seconds: z.number(),
  background: z.string().describe('English. The set alone: place, surfaces, light, movement.'),
  product: z.object({ usage, position, motion, scale: z.number() }),
  overlay: z
    .object({ headline: z.string(), support: z.string().nullable(), pill: z.string().nullable() })
    .nullable()
    .describe('Words on screen; null for a scene without words.'),
  transition: Transition,
});
export type AnswerScene = z.infer<typeof AnswerScene>;

/**
 * Every key is required and nothing is limited in length, because OpenAI's strict mode refuses optional keys and knows no
 * string lengths (structured outputs guide, read 2026-11-22). The limits are put on when the answer is made into a plan.
 */
export const Answer = z.object({
  language: z.string().describe('BCP 47 tag of the language that all words on screen are in.'),
  productWords: z.array(z.string()).describe('Up to six English nouns for the product and its packaging.'),
  mood: Mood,
  style: z.object({
    lighting: z.string(),
    camera: z.string(),
    texture: z.string(),
    grade: z.string(),
    typeface: StyleSpec.shape.typeface,
  }),
  scenes: z.array(AnswerScene),
  music: z.object({ mood: Mood, tempoBpm: z.number(), prompt: z.string() }),
});
export type Answer = z.infer<typeof Answer>;

/** The schema as it is sent. What does not match it fails with zod's words, which the model is then told. */
export function answerSchema(): Schema<Answer> {
  const made = z.toJSONSchema(Answer, { target: 'draft-7' });
  delete made.$schema;
  // zod writes draft 7 when it is told to; its own type names a newer draft.
  return jsonSchema<Answer>(made as JSONSchema7, {
    validate: (value) => {
      const { success, data, error } = Answer.safeParse(value);
      return success ? { success, value: data } : { success, error };
    },
  });
}
